package io.skua.client.consumer.listener;

/** What became of messages that a {@link MessageListenerConcurrently} was given. */
public enum ConsumeConcurrentlyStatus {
  /** They are done, up to {@link ConsumeConcurrentlyContext#setAckIndex}. */
  CONSUME_SUCCESS,

  /** They failed: they come again later, or are dead letters after too many tries. */
  RECONSUME_LATER
}
