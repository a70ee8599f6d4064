package io.skua.client.consumer.listener;

/** What became of messages that a {@link MessageListenerOrderly} was given. */
public enum ConsumeOrderlyStatus {
  /** They are done; committed unless {@link ConsumeOrderlyContext#setAutoCommit} is off. */
  SUCCESS,

  /** Everything since the last commit comes again. Only when automatic commit is off. */
  @Deprecated
  ROLLBACK,

  /** Everything since the last commit is done. Only when automatic commit is off. */
  @Deprecated
  COMMIT,

  /** They failed: the queue rests for a moment, and then they come again. */
  SUSPEND_CURRENT_QUEUE_A_MOMENT
}
