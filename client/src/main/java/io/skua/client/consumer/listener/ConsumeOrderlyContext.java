package io.skua.client.consumer.listener;

import io.skua.common.message.MessageQueue;

/** One call of a {@link MessageListenerOrderly}. For the thread of that call. */
public class ConsumeOrderlyContext {
  private final MessageQueue messageQueue;
  private boolean autoCommit = true;
  private long suspendCurrentQueueTimeMillis = -1;

  /** Creates the context of a call with messages of a queue. */
  public ConsumeOrderlyContext(MessageQueue messageQueue) {
    this.messageQueue = messageQueue;
  }

  /** Says whether a success is committed at once. */
  public boolean isAutoCommit() {
    return autoCommit;
  }

  /**
   * Sets whether a success is committed at once; true by default. If not, the listener commits and
   * rolls back itself, by what it returns.
   */
  public void setAutoCommit(boolean autoCommit) {
    this.autoCommit = autoCommit;
  }

  /** Returns the queue that the messages are from. */
  public MessageQueue getMessageQueue() {
    return messageQueue;
  }

  /** Returns how long the queue rests after a failure; see the setter. */
  public long getSuspendCurrentQueueTimeMillis() {
    return suspendCurrentQueueTimeMillis;
  }

  /**
   * Sets how long the queue rests after a failure, in milliseconds from 10 to 30000; -1, the
   * default, for what the consumer is set to.
   */
  public void setSuspendCurrentQueueTimeMillis(long suspendCurrentQueueTimeMillis) {
    this.suspendCurrentQueueTimeMillis = suspendCurrentQueueTimeMillis;
  }
}
