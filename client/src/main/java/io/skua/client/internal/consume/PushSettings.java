package io.skua.client.internal.consume;

import io.skua.wire.body.ConsumeFromWhere;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a push consumer is set to (protocol b 1.6). Its parts ask when they need an answer, so that
 * a setting counts from the moment it is made. Thread-safe.
 */
public interface PushSettings {
  /** Returns the group, with the namespace. */
  String group();

  /** Returns the namespace of version 1, or null. */
  @Nullable String namespace();

  /** Says whether every member of the group gets every message. */
  boolean broadcasting();

  /** Says whether each queue is consumed in order, by one thread at a time. */
  boolean orderly();

  /** Returns where a group without offsets begins. */
  ConsumeFromWhere consumeFromWhere();

  /** Returns the wall time that {@link ConsumeFromWhere#CONSUME_FROM_TIMESTAMP} means. */
  long consumeFromMillis();

  /** Returns the fewest threads that consume. */
  int threadsMin();

  /** Returns the most threads that consume. */
  int threadsMax();

  /** Returns the number of messages on brokers from which on threads are added. */
  long backlogForThreads();

  /** Returns how many messages a listener gets at once at most. */
  int consumeBatch();

  /** Returns how many messages a pull asks for. */
  int pullBatch();

  /** Returns how many bytes a pull asks for. */
  int pullBatchBytes();

  /** Returns how long to wait after a pull that brought messages. */
  Duration pullInterval();

  /** Returns how long to wait after a pull that failed. */
  Duration pullDelayAfterFailure();

  /** Says whether each pull carries the subscription. */
  boolean subscriptionInPulls();

  /** Returns the most messages in hand of one queue. */
  int messagesPerQueue();

  /** Returns the most bytes in hand of one queue. */
  long bytesPerQueue();

  /** Returns the most messages in hand of one topic; not positive for no limit. */
  int messagesPerTopic();

  /** Returns the most bytes in hand of one topic; not positive for no limit. */
  long bytesPerTopic();

  /** Returns the most messages in hand of all queues together; not positive for no limit. */
  int messagesInAll();

  /** Returns the most bytes in hand of all queues together; not positive for no limit. */
  long bytesInAll();

  /** Returns how far the offsets in hand of one queue may lie apart; not for orderly ones. */
  int span();

  /** Returns how often a message is given back before it is a dead letter. */
  int maxReconsumeTimes();

  /** Returns how long an orderly queue rests after a failure, unless the listener says more. */
  long suspendMillis();

  /** Returns after how long in a listener a message counts as lost, and is given back. */
  Duration consumeTimeout();

  /** Says whether the consumer is one of a unit. */
  boolean unitMode();

  /** Returns what counts when brokers share the queues out; null: the clients do so themselves. */
  default @Nullable PopSettings pops() {
    return null;
  }
}
