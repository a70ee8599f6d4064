package io.skua.client.internal.consume;

import java.time.Duration;

/**
 * What a push consumer is set to for the case that brokers share the queues out, and may have it
 * pop (protocol b 1.6, 3.5). Of the moment, as {@link ConsumerSettings} are. Thread-safe.
 */
public interface PopSettings {
  /** Returns the name of the strategy by which brokers share queues out. */
  String strategyName();

  /** Returns for how long nobody else gets what was popped. */
  Duration popInvisible();

  /** Returns how many messages a pop asks for. */
  int popBatch();

  /** Returns the most messages of one queue, or one broker, that wait for their confirmation. */
  int messagesPerPop();
}
