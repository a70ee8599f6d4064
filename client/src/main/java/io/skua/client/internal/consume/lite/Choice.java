package io.skua.client.internal.consume.lite;

import io.skua.client.internal.consume.SubscriptionTable;
import io.skua.client.internal.consume.Subscriptions;
import io.skua.common.message.MessageQueue;
import io.skua.wire.body.SubscriptionData;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a polling consumer wants to read: topics, whose queues the group shares, or queues that it
 * names itself. The first call decides (protocol b 1.3). Thread-safe.
 */
public final class Choice {
  private enum Mode {
    OPEN,
    SUBSCRIBE,
    ASSIGN
  }

  private final SubscriptionTable table = new SubscriptionTable();
  // Guarded by this object.
  private final Map<String, String> expressions = new HashMap<>();
  private Set<MessageQueue> assigned = Set.of();
  private Mode mode = Mode.OPEN;

  /** Returns what is wanted of which topic. */
  public SubscriptionTable table() {
    return table;
  }

  /**
   * Makes it the group that shares out queues.
   *
   * @throws IllegalStateException when queues have been named
   */
  public void shared() {
    become(Mode.SUBSCRIBE);
  }

  /** Wants a topic, of which {@link #shared} was said. */
  public void subscribe(SubscriptionData subscription) {
    table.put(subscription);
  }

  /**
   * Says what is wanted of a topic whose queues will be named.
   *
   * @throws IllegalStateException when topics have been subscribed to
   */
  public synchronized void filter(String topic, String expression) {
    become(Mode.ASSIGN);
    expressions.put(topic, expression);
  }

  /**
   * Names the queues, all of them.
   *
   * @return the topics that are new
   * @throws IllegalStateException when topics have been subscribed to
   * @throws IllegalArgumentException when the filter of a topic chooses nothing
   */
  public synchronized Set<String> assign(Collection<MessageQueue> queues) {
    become(Mode.ASSIGN);
    Set<String> topics = topics(queues);
    Set<String> fresh = new HashSet<>(topics);
    fresh.removeAll(table.topics());
    for (String topic : topics) {
      table.put(
          Subscriptions.of(
              topic,
              SubscriptionData.TAG,
              expressions.getOrDefault(topic, SubscriptionData.ALL),
              0));
    }
    table.topics().retainAll(topics);
    assigned = Set.copyOf(queues);
    return fresh;
  }

  private static Set<String> topics(Collection<MessageQueue> queues) {
    Set<String> topics = new HashSet<>();
    for (MessageQueue queue : queues) {
      topics.add(queue.getTopic());
    }
    return topics;
  }

  /** Wants nothing more of a topic. */
  public synchronized void forget(String topic) {
    table.remove(topic);
    Set<MessageQueue> left = new HashSet<>(assigned);
    left.removeIf(queue -> queue.getTopic().equals(topic));
    assigned = Set.copyOf(left);
  }

  /** Says whether the queues are named. */
  public synchronized boolean assigns() {
    return mode == Mode.ASSIGN;
  }

  /** Returns the queues that are named. */
  public synchronized Set<MessageQueue> assigned() {
    return assigned;
  }

  /** Returns what brokers hear: queues that are named are no subscription of the group. */
  List<SubscriptionData> told(List<SubscriptionData> all) {
    return assigns() ? List.of() : all;
  }

  private synchronized void become(Mode wanted) {
    if (mode != Mode.OPEN && mode != wanted) {
      throw new IllegalStateException("Subscribe and assign are mutually exclusive.");
    }
    mode = wanted;
  }
}
