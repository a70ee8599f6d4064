package io.skua.server.handler;

import io.skua.net.RequestRefused;
import io.skua.server.broker.Groups;
import io.skua.server.broker.Names;
import io.skua.server.broker.QueueLocks;
import io.skua.server.broker.Topics;
import io.skua.wire.body.SubscriptionGroup;
import io.skua.wire.body.TopicConfig;
import io.skua.wire.code.ResponseCode;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of messages that a group could not consume (protocol B 6.2): where they go, and
 * after how many attempts they are dead. On the loop.
 */
public final class Retries {
  /** From here on a client's own number of attempts is taken (protocol 1.7): 3.4.9. */
  private static final int KNOWS_MAX_RECONSUME = 121;

  private static final int DEAD_QUEUES = 1;

  private final Topics topics;
  private final Groups groups;
  private final QueueLocks locks;

  /** Makes the rules. */
  public Retries(Topics topics, Groups groups, QueueLocks locks) {
    this.topics = topics;
    this.groups = groups;
    this.locks = locks;
  }

  /** Returns a group; makes it when it is missing. */
  SubscriptionGroup group(String name) {
    SubscriptionGroup group = groups.obtain(name);
    if (group == null) {
      throw new RequestRefused(
          ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST,
          "subscription group not exist, " + name + " " + Refusals.FAQ);
    }
    return group;
  }

  /** Returns the topic in which a group's messages come again; makes it when it is missing. */
  TopicConfig retryTopic(SubscriptionGroup group, boolean unit) {
    return topics.retryTopic(Names.RETRY + group.groupName(), group.retryQueueNums(), unit);
  }

  /** Returns the topic of a group's dead messages, which can be read; makes it when missing. */
  TopicConfig deadTopic(String group) {
    return topics.retryTopic(Names.DEAD + group, DEAD_QUEUES, false);
  }

  /** Returns after how many attempts a message is dead: as the client says, else as its group. */
  static int most(SubscriptionGroup group, @Nullable Integer asked, int version) {
    return asked != null && version >= KNOWS_MAX_RECONSUME ? asked : group.retryMaxTimes();
  }

  /**
   * Says whether a message that was sent to a retry topic is dead: after more attempts than it may
   * have, or at once when the group consumes in order, as a message that comes later would be out
   * of it (Apache 5.3.3, trap 36).
   */
  boolean dead(SubscriptionGroup group, int attempts, @Nullable Integer asked, int version) {
    return attempts > most(group, asked, version) || locks.any(group.groupName());
  }
}
