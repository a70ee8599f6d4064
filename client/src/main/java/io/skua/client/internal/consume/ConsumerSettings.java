package io.skua.client.internal.consume;

import io.skua.client.internal.compression.BodyForm;
import io.skua.wire.body.ConsumeFromWhere;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer of any kind is set to (protocol b 1.6). Its parts ask when they need an answer,
 * so that a setting counts from the moment it is made. Thread-safe.
 */
public interface ConsumerSettings {
  // --- who

  /** Returns the group, with the namespace. */
  String group();

  /** Returns the namespace of version 1, or null. */
  @Nullable String namespace();

  /** Says whether every member of the group gets every message. */
  boolean broadcasting();

  /** Says whether each queue is consumed in order, by one thread at a time. */
  default boolean orderly() {
    return false;
  }

  /** Returns where a group without offsets begins. */
  ConsumeFromWhere consumeFromWhere();

  /** Returns the wall time that {@link ConsumeFromWhere#CONSUME_FROM_TIMESTAMP} means. */
  long consumeFromMillis();

  /** Says whether the consumer is one of a unit. */
  boolean unitMode();

  /** Returns what counts when brokers share the queues out; null: the clients do so themselves. */
  default @Nullable PopSettings pops() {
    return null;
  }

  // --- how queues are pulled

  /** Says whether the queues that are ours are pulled by themselves, ahead of the application. */
  default boolean pullsAhead() {
    return true;
  }

  /**
   * Says whether brokers are asked as consumers that are polled ask them: with their own request,
   * the subscription in it, and without an offset to commit (protocol b 4.1).
   */
  default boolean lite() {
    return false;
  }

  /** Returns how long a broker may wait for messages. */
  Duration suspend();

  /** Returns how long an answer to a pull is waited for. */
  Duration pullTimeout();

  /**
   * Returns the id of the broker to pull from.
   *
   * @param suggested the one that the last answer suggested
   */
  default long brokerId(long suggested) {
    return suggested;
  }

  /** Returns how many messages a pull asks for. */
  int pullBatch();

  /** Returns how many bytes a pull asks for. */
  default int pullBatchBytes() {
    return Integer.MAX_VALUE;
  }

  /** Returns how long to wait after a pull that brought messages. */
  default Duration pullInterval() {
    return Duration.ZERO;
  }

  /** Returns how long to wait after a pull that failed. */
  Duration pullDelayAfterFailure();

  /** Says whether each pull carries the subscription. */
  default boolean subscriptionInPulls() {
    return true;
  }

  /** Returns the form in which messages get their bodies. */
  BodyForm bodies();

  // --- how much may be in hand

  /** Returns the most messages in hand of one queue. */
  int messagesPerQueue();

  /** Returns the most bytes in hand of one queue. */
  long bytesPerQueue();

  /** Returns the most messages in hand of one topic; not positive for no limit. */
  default int messagesPerTopic() {
    return 0;
  }

  /** Returns the most bytes in hand of one topic; not positive for no limit. */
  default long bytesPerTopic() {
    return 0;
  }

  /** Returns the most messages in hand of all queues together; not positive for no limit. */
  default int messagesInAll() {
    return 0;
  }

  /** Returns the most bytes in hand of all queues together; not positive for no limit. */
  default long bytesInAll() {
    return 0;
  }

  /** Returns how far the offsets in hand of one queue may lie apart; not for orderly ones. */
  int span();
}
