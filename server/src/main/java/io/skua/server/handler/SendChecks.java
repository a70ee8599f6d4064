package io.skua.server.handler;

import io.skua.net.Link;
import io.skua.net.RequestRefused;
import io.skua.server.broker.Names;
import io.skua.server.broker.Topics;
import io.skua.wire.body.SubscriptionGroup;
import io.skua.wire.body.TopicConfig;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.header.SendMessage;
import io.skua.wire.message.SysFlag;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The checks of a send, in the order of protocol 7.1. On the loop. */
public final class SendChecks {
  private static final int MAX_BATCH_TOPIC = 127;
  private static final String NO_BATCH = "a batch cannot be part of a transaction";

  private final Topics topics;
  private final Retries retries;
  private final RandomGenerator random;

  /** Makes the checks. */
  public SendChecks(Topics topics, Retries retries, RandomGenerator random) {
    this.topics = topics;
    this.retries = retries;
    this.random = random;
  }

  /** Says whether a topic is there. */
  boolean knows(String topic) {
    return topics.find(topic) != null;
  }

  /** Returns the topic of a send; makes it when it is missing and may be made. */
  TopicConfig topic(SendMessage send) {
    TopicConfig known = topics.find(send.topic());
    if (known != null && Names.sendable(send.topic())) {
      return known; // Its name was checked when it was made.
    }
    String fault = Names.topicFault(send.topic());
    if (fault != null) {
      throw new RequestRefused(ResponseCode.INVALID_PARAMETER, fault);
    }
    if (!Names.sendable(send.topic())) {
      throw new RequestRefused(
          ResponseCode.NO_PERMISSION,
          "Sending message to topic[" + send.topic() + "] is forbidden.");
    }
    TopicConfig made =
        topics.create(
            send.topic(), send.defaultTopic(), send.defaultTopicQueueNums(), send.unitMode());
    if (made == null && send.topic().startsWith(Names.RETRY)) {
      made = topics.retryTopic(send.topic(), 1, send.unitMode());
    }
    if (made == null) {
      throw new RequestRefused(
          ResponseCode.TOPIC_NOT_EXIST,
          "topic[" + send.topic() + "] not exist, apply first please!" + Refusals.FAQ);
    }
    return made;
  }

  /** Returns the queue of a send: the one that it asks for, or any. */
  int queue(SendMessage send, TopicConfig topic, Link link) {
    int asked = send.queueId();
    if (asked >= Math.max(topic.readQueueNums(), topic.writeQueueNums())
        || (asked < 0 && topic.writeQueueNums() <= 0)) {
      throw new RequestRefused(
          ResponseCode.INVALID_PARAMETER,
          "request queueId["
              + asked
              + "] is illegal, "
              + describe(topic)
              + " Producer: "
              + link.address());
    }
    return asked >= 0 ? asked : random.nextInt(topic.writeQueueNums());
  }

  private static String describe(TopicConfig topic) {
    int perm = topic.perm();
    return "TopicConfig [topicName="
        + topic.topicName()
        + ", readQueueNums="
        + topic.readQueueNums()
        + ", writeQueueNums="
        + topic.writeQueueNums()
        + ", perm="
        + ((perm & 4) != 0 ? "R" : "-")
        + ((perm & 2) != 0 ? "W" : "-")
        + ((perm & 1) != 0 ? "X" : "-")
        + ", topicFilterType="
        + topic.filterType()
        + ", topicSysFlag="
        + topic.sysFlag()
        + ", order="
        + topic.order()
        + ", attributes="
        + topic.attributes()
        + "]";
  }

  /** Checks what depends on single or batch, and refuses what this server cannot do. */
  void kind(SendMessage send, TopicConfig topic, SentProperties properties) {
    if (send.batch() && send.topic().startsWith(Names.RETRY)) {
      throw Refusals.illegal("batch request does not support retry group " + send.topic());
    }
    if (send.batch() && send.topic().length() > MAX_BATCH_TOPIC) {
      throw Refusals.illegal("message topic length too long " + send.topic().length());
    }
    if (!topic.attributes().isEmpty()) {
      attributes(topic, properties);
    }
    transaction(send, properties);
    if (send.batch()) {
      atOnce(properties);
    }
    supported(properties);
  }

  /**
   * Says whether a message is the half message of a transaction. Clients before 4.6.1 leave the
   * property in what consumers send back for later; that is none (protocol 7.1).
   */
  static boolean prepared(SendMessage send, SentProperties properties) {
    return properties.transactional() && !(send.reconsumeTimes() > 0 && properties.delayed());
  }

  private static void transaction(SendMessage send, SentProperties properties) {
    boolean prepared = prepared(send, properties);
    if (prepared && send.batch()) {
      throw Refusals.illegal(NO_BATCH);
    }
    if (prepared && properties.delayed()) {
      throw Refusals.illegal("a message cannot be both part of a transaction and delayed");
    }
    if (!prepared && SysFlag.transactionType(send.sysFlag()) != 0) {
      throw Refusals.illegal(
          "sysFlag "
              + send.sysFlag()
              + " is that of a transaction, but the property TRAN_MSG is not true");
    }
  }

  /** Refuses an entry of a batch that cannot be one. */
  static void entry(SentProperties properties) {
    if (properties.transactional()) {
      throw Refusals.illegal(NO_BATCH);
    }
    atOnce(properties);
    supported(properties);
  }

  private static void atOnce(SentProperties properties) {
    if (properties.delayed()) {
      throw Refusals.illegal(
          "the messages of a batch cannot be delayed or timed; send them singly");
    }
  }

  /** Refuses a message whose properties ask for what this server cannot do. */
  private static void supported(SentProperties properties) {
    String unsupported = properties.unsupported();
    if (unsupported != null) {
      throw unsupported(unsupported);
    }
  }

  private static RequestRefused unsupported(String what) {
    return Refusals.illegal("this server does not do " + what + " yet; the message is not stored");
  }

  /**
   * Returns the dead-letter topic when a message was sent to a retry topic too often, else null.
   *
   * @param version the client's
   */
  @Nullable TopicConfig dead(SendMessage send, int version) {
    if (!send.topic().startsWith(Names.RETRY)) {
      return null;
    }
    String name = send.topic().substring(Names.RETRY.length());
    int plus = name.indexOf('+');
    SubscriptionGroup group = retries.group(plus < 0 ? name : name.substring(0, plus));
    return retries.dead(group, send.reconsumeTimes(), send.maxReconsumeTimes(), version)
        ? retries.deadTopic(group.groupName())
        : null;
  }

  private static void attributes(TopicConfig topic, SentProperties properties) {
    boolean compacted = "COMPACTION".equals(topic.attributes().get("cleanup.policy"));
    if (compacted && !properties.hasKeys()) {
      throw Refusals.illegal("Required message key is missing");
    }
    if (compacted) {
      throw unsupported("compaction (topic attribute cleanup.policy)");
    }
    if ("BatchCQ".equals(topic.attributes().get("queue.type"))) {
      throw unsupported("batch queues (topic attribute queue.type)");
    }
  }
}
