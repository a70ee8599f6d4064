package io.skua.server.handler;

import io.skua.net.Link;
import io.skua.net.RequestRefused;
import io.skua.runtime.Clock;
import io.skua.server.broker.Groups;
import io.skua.server.broker.Topics;
import io.skua.server.filter.Filters;
import io.skua.server.pop.PopQueue;
import io.skua.store.MessageFilter;
import io.skua.store.MessageStore;
import io.skua.wire.MalformedException;
import io.skua.wire.body.SubscriptionGroup;
import io.skua.wire.body.TopicConfig;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.header.PopMessage;
import io.skua.wire.header.PopMessageResult;
import io.skua.wire.message.PopReceipt;
import org.jspecify.annotations.Nullable;

/** The checks of the requests of pop, in the order and with the texts of Apache 5.3.3. */
public final class PopChecks {
  /** The remark of a success for which Apache 5.3.3 sets none (protocol b, trap 2). */
  static final String NO_REMARK = "not set any response code";

  private static final int READ = 4;
  private static final int MOST_MESSAGES = 32;

  /** How late a request may come behind the end of its own wait. */
  private static final long LATE_MILLIS = 500;

  private final Topics topics;
  private final Groups groups;
  private final MessageStore store;
  private final Filters filters;
  private final Clock clock;

  /** Makes the checks. */
  public PopChecks(Topics topics, Groups groups, MessageStore store, Filters filters, Clock clock) {
    this.topics = topics;
    this.groups = groups;
    this.store = store;
    this.filters = filters;
    this.clock = clock;
  }

  /** Checks a pop and returns which messages it wants; null for all. */
  @Nullable MessageFilter pop(PopMessage pop, Link link) {
    String broker = "the broker[" + link.local().getAddress().getHostAddress() + "] ";
    if (pop.bornTime() != 0 && clock.wallMillis() - pop.bornTime() - pop.pollTime() > LATE_MILLIS) {
      throw new RequestRefused(
          ResponseCode.POLLING_TIMEOUT, broker + "pop message is timeout too much");
    }
    if (pop.maxMsgNums() > MOST_MESSAGES) {
      throw new RequestRefused(
          ResponseCode.INVALID_PARAMETER,
          broker + "pop message's num is greater than " + MOST_MESSAGES);
    }
    reader(pop.consumerGroup(), pop.topic(), pop.queueId(), link);
    return filters.of(
        pop.expressionType(), pop.expression(), ResponseCode.SUBSCRIPTION_PARSE_FAILED);
  }

  /** Checks that a group may read a queue, or with the number -1 all queues of a topic. */
  void reader(String group, String topic, int queueId, Link link) {
    TopicConfig config = topic(topic);
    if ((config.perm() & READ) == 0) {
      throw new RequestRefused(
          ResponseCode.NO_PERMISSION, "the topic[" + topic + "] peeking message is forbidden");
    }
    if (queueId != PopMessage.ANY_QUEUE) {
      checkQueue(config, queueId, ResponseCode.INVALID_PARAMETER, link);
    }
    SubscriptionGroup known = groups.obtain(group);
    if (known == null) {
      throw new RequestRefused(
          ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST,
          "subscription group [" + group + "] does not exist, " + Refusals.FAQ);
    }
    if (!known.consumeEnable()) {
      throw new RequestRefused(
          ResponseCode.NO_PERMISSION, "subscription group no permission, " + group);
    }
  }

  private TopicConfig topic(String topic) {
    TopicConfig config = topics.find(topic);
    if (config == null) {
      throw new RequestRefused(
          ResponseCode.TOPIC_NOT_EXIST,
          "topic[" + topic + "] not exist, apply first please! " + Refusals.FAQ);
    }
    return config;
  }

  private static void checkQueue(TopicConfig topic, int queueId, int code, Link link) {
    if (queueId < 0 || queueId >= topic.readQueueNums()) {
      throw new RequestRefused(
          code,
          "queueId["
              + queueId
              + "] is illegal, topic:["
              + topic.topicName()
              + "] topicConfig.readQueueNums:["
              + topic.readQueueNums()
              + "] consumer:["
              + link.remote()
              + "]");
    }
  }

  /**
   * Checks what a receipt is given for and returns it.
   *
   * @param behind the most that the offset may be behind the last message
   */
  PopReceipt receipt(PopQueue queue, String extraInfo, long offset, int behind, Link link) {
    TopicConfig topic = topic(queue.topic());
    checkQueue(topic, queue.queueId(), ResponseCode.MESSAGE_ILLEGAL, link);
    long min = store.minOffset(queue.topic(), queue.queueId());
    long max = store.maxOffset(queue.topic(), queue.queueId());
    if (offset < min || offset >= max + behind) {
      throw new RequestRefused(
          ResponseCode.NO_MESSAGE,
          "offset is illegal, key:"
              + queue.topic()
              + "@"
              + queue.queueId()
              + ", commit:"
              + offset
              + ", store:"
              + min
              + "~"
              + max);
    }
    try {
      return PopReceipt.parse(extraInfo);
    } catch (MalformedException e) {
      throw Refusals.error(String.valueOf(e.getMessage()));
    }
  }

  /** Says whether a receipt is of an orderly pop. */
  static boolean ordered(int reviveQueueId) {
    return reviveQueueId == PopMessageResult.ORDERLY;
  }
}
