package io.skua.client.producer;

import org.jspecify.annotations.Nullable;

/**
 * What became of a message in a transaction: what the broker said when it stored the half message,
 * and how the local transaction ended. The queue offset is that of the half message. Not safe for
 * use while another thread changes it.
 */
public class TransactionSendResult extends SendResult {
  private @Nullable LocalTransactionState localTransactionState;
  private @Nullable Throwable localTransactionFailure;

  /** Creates an empty result, for code that fills in by setters. */
  public TransactionSendResult() {}

  /** Creates the result of a transaction; everything that the broker said is copied. */
  TransactionSendResult(
      SendResult sent, LocalTransactionState state, @Nullable Throwable localFailure) {
    super(
        sent.getSendStatus(),
        sent.getMsgId(),
        sent.getMessageQueue(),
        sent.getQueueOffset(),
        sent.getTransactionId(),
        sent.getOffsetMsgId(),
        sent.getRegionId());
    setTraceOn(sent.isTraceOn());
    setRecallHandle(sent.getRecallHandle());
    setRawRespBody(sent.getRawRespBody());
    this.localTransactionState = state;
    this.localTransactionFailure = localFailure;
  }

  /** Returns how the local transaction ended; null only in a result that was made empty. */
  public @Nullable LocalTransactionState getLocalTransactionState() {
    return localTransactionState;
  }

  /** Sets how the local transaction ended. */
  public void setLocalTransactionState(@Nullable LocalTransactionState localTransactionState) {
    this.localTransactionState = localTransactionState;
  }

  /**
   * Returns what the listener threw; then the state is {@link LocalTransactionState#UNKNOW}, and
   * the broker will ask. Null when it returned.
   */
  public @Nullable Throwable getLocalTransactionFailure() {
    return localTransactionFailure;
  }
}
