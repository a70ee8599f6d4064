package io.skua.server.handler;

import io.skua.net.Link;
import io.skua.net.RequestRefused;
import io.skua.server.broker.Clients;
import io.skua.server.broker.Groups;
import io.skua.server.broker.Topics;
import io.skua.server.filter.Filters;
import io.skua.store.MessageFilter;
import io.skua.wire.body.SubscriptionData;
import io.skua.wire.body.SubscriptionGroup;
import io.skua.wire.body.TopicConfig;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.header.PullMessage;
import org.jspecify.annotations.Nullable;

/** The checks of a pull, in the order of protocol B 4.1. On the loop. */
public final class PullChecks {
  private static final int READ = 4;

  private final Topics topics;
  private final Groups groups;
  private final Clients clients;
  private final Filters filters;

  /** Makes the checks. */
  public PullChecks(Topics topics, Groups groups, Clients clients, Filters filters) {
    this.topics = topics;
    this.groups = groups;
    this.clients = clients;
    this.filters = filters;
  }

  /** A refusal with the field {@code forbiddenType}: what it is that forbids. */
  static final class Forbidden extends RuntimeException {
    private static final long serialVersionUID = 1;

    static final int GROUP = 2;
    static final int TOPIC = 3;
    static final int BROADCAST = 4;
    static final int SUBSCRIPTION = 5;

    final int type;

    Forbidden(int type, String remark) {
      super(remark, null, false, false);
      this.type = type;
    }
  }

  /** Checks a pull and returns which messages it wants; null for all. */
  @Nullable MessageFilter check(PullMessage pull, Link link) {
    SubscriptionGroup group = groups.obtain(pull.consumerGroup());
    if (group == null) {
      throw new RequestRefused(
          ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST,
          "subscription group [" + pull.consumerGroup() + "] does not exist, " + Refusals.FAQ);
    }
    if (!group.consumeEnable()) {
      throw new Forbidden(
          Forbidden.GROUP, "subscription group no permission, " + pull.consumerGroup());
    }
    checkTopic(pull, link);
    return (pull.sysFlag() & PullMessage.SUBSCRIPTION) != 0 ? asked(pull) : registered(pull, group);
  }

  private void checkTopic(PullMessage pull, Link link) {
    TopicConfig topic = topics.find(pull.topic());
    if (topic == null) {
      throw new RequestRefused(
          ResponseCode.TOPIC_NOT_EXIST,
          "topic[" + pull.topic() + "] not exist, apply first please! " + Refusals.FAQ);
    }
    if ((topic.perm() & READ) == 0) {
      throw new Forbidden(
          Forbidden.TOPIC, "the topic[" + pull.topic() + "] pulling message is forbidden");
    }
    if (pull.queueId() < 0 || pull.queueId() >= topic.readQueueNums()) {
      throw new RequestRefused(
          ResponseCode.INVALID_PARAMETER,
          "queueId["
              + pull.queueId()
              + "] is illegal, topic:["
              + pull.topic()
              + "] topicConfig.readQueueNums:["
              + topic.readQueueNums()
              + "] consumer:["
              + link.remote()
              + "]");
    }
  }

  private @Nullable MessageFilter asked(PullMessage pull) {
    return filters.of(
        pull.expressionType(), pull.subscription(), ResponseCode.SUBSCRIPTION_PARSE_FAILED);
  }

  private @Nullable MessageFilter registered(PullMessage pull, SubscriptionGroup group) {
    String name = pull.consumerGroup();
    if (!clients.consuming(name)) {
      throw new RequestRefused(
          ResponseCode.SUBSCRIPTION_NOT_EXIST,
          "the consumer's group info not exist" + Refusals.FAQ);
    }
    if (!group.consumeBroadcastEnable() && clients.broadcasting(name)) {
      throw new Forbidden(
          Forbidden.BROADCAST, "the consumer group[" + name + "] can not consume by broadcast way");
    }
    if (groups.forbidden(name, pull.topic())) {
      throw new Forbidden(
          Forbidden.SUBSCRIPTION,
          "the consumer group[" + name + "] is forbidden for topic[" + pull.topic() + "]");
    }
    SubscriptionData known = clients.subscription(name, pull.topic());
    if (known == null) {
      throw new RequestRefused(
          ResponseCode.SUBSCRIPTION_NOT_EXIST,
          "the consumer's subscription not exist" + Refusals.FAQ);
    }
    if (known.version() < pull.subVersion()) {
      throw new RequestRefused(
          ResponseCode.SUBSCRIPTION_NOT_LATEST, "the consumer's subscription not latest");
    }
    return filters.of(known);
  }

  /** Returns the system flag of a topic, as answers carry it. */
  @Nullable Integer topicFlag(String name) {
    TopicConfig topic = topics.find(name);
    return topic == null ? null : Integer.valueOf(topic.sysFlag());
  }

  /** Returns the system flag of a group, as answers carry it. */
  @Nullable Integer groupFlag(String name) {
    SubscriptionGroup group = groups.find(name);
    return group == null ? null : Integer.valueOf(group.groupSysFlag());
  }
}
