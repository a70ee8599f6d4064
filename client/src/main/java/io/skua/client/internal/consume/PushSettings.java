package io.skua.client.internal.consume;

import java.time.Duration;

/** What a push consumer is set to besides: how its listener is called. Thread-safe. */
public interface PushSettings extends ConsumerSettings {
  /** Returns the fewest threads that consume. */
  int threadsMin();

  /** Returns the most threads that consume. */
  int threadsMax();

  /** Returns the number of messages on brokers from which on threads are added. */
  long backlogForThreads();

  /** Returns how many messages a listener gets at once at most. */
  int consumeBatch();

  /** Returns how often a message is given back before it is a dead letter. */
  int maxReconsumeTimes();

  /** Returns how long an orderly queue rests after a failure, unless the listener says more. */
  long suspendMillis();

  /** Returns after how long in a listener a message counts as lost, and is given back. */
  Duration consumeTimeout();
}
