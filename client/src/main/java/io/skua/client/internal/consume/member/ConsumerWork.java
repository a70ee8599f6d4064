package io.skua.client.internal.consume.member;

import io.skua.wire.body.SubscriptionData;
import java.time.Duration;
import java.util.List;

/** What one kind of consumer does with its queues. On the loop, unless a method says otherwise. */
public interface ConsumerWork {
  /** Returns the queues. From any thread. */
  ConsumerQueues queues();

  /** Begins: brokers know this client. In the thread of the start, which may wait. */
  default void begin() {}

  /**
   * Returns what brokers hear of the subscriptions.
   *
   * @param all those that there are
   */
  default List<SubscriptionData> told(List<SubscriptionData> all) {
    return all;
  }

  /** Takes or gives back queues. */
  default void rebalance() {
    queues().rebalance();
  }

  /** Looks after what is in hand, and keeps offsets. Every few seconds. */
  default void upkeep() {
    queues().upkeep();
    queues().persist();
  }

  /** Adjusts the number of threads to the backlog. Every minute. */
  default void adjustThreads() {}

  /**
   * Pulls no more, lets the application finish what it has, and keeps the offsets. In the thread of
   * the stop, which may wait.
   *
   * @param grace how long it gets
   */
  default void stop(Duration grace) {
    queues().stop(grace);
  }

  /** Ends threads and timers, also those of a consumer that failed to start. */
  void close();
}
