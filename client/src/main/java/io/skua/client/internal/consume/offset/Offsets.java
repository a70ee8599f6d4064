package io.skua.client.internal.consume.offset;

import io.skua.client.exception.MQClientException;
import io.skua.common.message.MessageQueue;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * How far each queue has been consumed: the offset of the next message. Kept in memory, and from
 * time to time where a restart finds it. Thread-safe; nothing waits but {@link #load}.
 */
public interface Offsets {
  /** There is no offset. */
  long NONE = -1;

  /** Reads what an earlier run has left here. In the thread of the start, which may wait. */
  default void load() throws MQClientException {}

  /**
   * Returns the offset that is kept, or {@link #NONE} when there is none.
   *
   * @return fails when nobody knows
   */
  CompletableFuture<Long> read(MessageQueue queue);

  /** Returns the offset in memory, or {@link #NONE}. */
  long inMemory(MessageQueue queue);

  /**
   * Sets the offset in memory.
   *
   * @param increaseOnly whether a lower offset than the one known is ignored
   */
  void update(MessageQueue queue, long offset, boolean increaseOnly);

  /**
   * Sees to it that the offsets of these queues are kept.
   *
   * @return completes when they are, or when that has failed, which is logged
   */
  CompletableFuture<Void> persist(Collection<MessageQueue> queues);

  /** Notes that others may have gone further with a queue, as its broker could not be reached. */
  default void doubt(MessageQueue queue) {}

  /** Forgets a queue that is no longer ours. */
  void remove(MessageQueue queue);

  /** Returns the offsets in memory of a topic; of all topics for an empty name. */
  Map<MessageQueue, Long> all(String topic);
}
