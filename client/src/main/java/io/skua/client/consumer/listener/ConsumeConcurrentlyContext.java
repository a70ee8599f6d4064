package io.skua.client.consumer.listener;

import io.skua.common.message.MessageQueue;

/** One call of a {@link MessageListenerConcurrently}. For the thread of that call. */
public class ConsumeConcurrentlyContext {
  private final MessageQueue messageQueue;
  private int delayLevelWhenNextConsume;
  private int ackIndex = Integer.MAX_VALUE;

  /** Creates the context of a call with messages of a queue. */
  public ConsumeConcurrentlyContext(MessageQueue messageQueue) {
    this.messageQueue = messageQueue;
  }

  /** Returns when messages that failed come again; see the setter. */
  public int getDelayLevelWhenNextConsume() {
    return delayLevelWhenNextConsume;
  }

  /**
   * Sets when messages that failed come again.
   *
   * @param delayLevelWhenNextConsume -1: never, they are dead letters; 0, the default: the broker
   *     decides by the number of tries; more: the delay level
   */
  public void setDelayLevelWhenNextConsume(int delayLevelWhenNextConsume) {
    this.delayLevelWhenNextConsume = delayLevelWhenNextConsume;
  }

  /** Returns the queue that the messages are from. */
  public MessageQueue getMessageQueue() {
    return messageQueue;
  }

  /** Returns the index of the last message that is done; see the setter. */
  public int getAckIndex() {
    return ackIndex;
  }

  /**
   * Sets the index of the last message that is done: with {@link
   * ConsumeConcurrentlyStatus#CONSUME_SUCCESS} those behind it count as failed. All are done unless
   * set; -1 means none.
   */
  public void setAckIndex(int ackIndex) {
    this.ackIndex = ackIndex;
  }
}
