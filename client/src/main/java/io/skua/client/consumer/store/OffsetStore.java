package io.skua.client.consumer.store;

import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.common.message.MessageQueue;
import io.skua.remoting.exception.RemotingException;
import java.util.Map;
import java.util.Set;

/**
 * Keeps how far each queue has been consumed: the offset of the next message. Implementations must
 * be thread-safe. Methods that reach a store may wait; the consumer calls them on threads that may.
 */
public interface OffsetStore {
  /** Reads what an earlier run has left. Called once, by the consumer's start. */
  void load() throws MQClientException;

  /**
   * Sets an offset in memory. Must not wait.
   *
   * @param increaseOnly whether a lower offset than the known one is ignored
   */
  void updateOffset(MessageQueue mq, long offset, boolean increaseOnly);

  /** Sets an offset in memory, and ignores all others until the queue is removed. */
  void updateAndFreezeOffset(MessageQueue mq, long offset);

  /** Returns an offset; -1 when there is none, -2 when it cannot be read now. */
  long readOffset(MessageQueue mq, ReadOffsetType type);

  /** Keeps the offsets of these queues. */
  void persistAll(Set<MessageQueue> mqs);

  /** Keeps the offset of a queue. */
  void persist(MessageQueue mq);

  /** Forgets a queue that this client does not read any more. */
  void removeOffset(MessageQueue mq);

  /** Returns a copy of the offsets in memory of a topic; of all topics for an empty name. */
  Map<MessageQueue, Long> cloneOffsetTable(String topic);

  /**
   * Tells the broker of a queue an offset.
   *
   * @param isOneway whether nobody is to answer
   */
  void updateConsumeOffsetToBroker(MessageQueue mq, long offset, boolean isOneway)
      throws RemotingException, MQBrokerException, InterruptedException, MQClientException;
}
