package io.skua.client.producer;

import io.skua.common.message.MessageQueue;
import org.jspecify.annotations.Nullable;

/**
 * What the broker said when it stored a message. In the result of a send, status, message id and
 * queue are always there; in one made by the constructor without parameters they are null until
 * set. Not safe for use while another thread changes it.
 */
public class SendResult {
  private SendStatus sendStatus;
  private String msgId;
  private MessageQueue messageQueue;
  private long queueOffset;
  private @Nullable String transactionId;
  private @Nullable String offsetMsgId;
  private @Nullable String regionId;
  private boolean traceOn = true;
  private byte @Nullable [] rawRespBody;
  private @Nullable String recallHandle;

  /** Creates an empty result, for code that fills in by setters. */
  // The references are null on purpose until that code has run.
  @SuppressWarnings("NullAway.Init")
  public SendResult() {}

  /** Creates the result of a send; see the getters for what each value is. */
  public SendResult(
      SendStatus sendStatus,
      String msgId,
      @Nullable String offsetMsgId,
      MessageQueue messageQueue,
      long queueOffset) {
    this(sendStatus, msgId, messageQueue, queueOffset, null, offsetMsgId, null);
  }

  /** Creates the result of a send in a transaction or with a region. */
  public SendResult(
      SendStatus sendStatus,
      String msgId,
      MessageQueue messageQueue,
      long queueOffset,
      @Nullable String transactionId,
      @Nullable String offsetMsgId,
      @Nullable String regionId) {
    this.sendStatus = sendStatus;
    this.msgId = msgId;
    this.messageQueue = messageQueue;
    this.queueOffset = queueOffset;
    this.transactionId = transactionId;
    this.offsetMsgId = offsetMsgId;
    this.regionId = regionId;
  }

  /** Tells whether the broker wants traces of this message; true unless it said no. */
  public boolean isTraceOn() {
    return traceOn;
  }

  /** Sets whether the broker wants traces. */
  public void setTraceOn(boolean traceOn) {
    this.traceOn = traceOn;
  }

  /** Returns the region of the broker, or null if it named none. */
  public @Nullable String getRegionId() {
    return regionId;
  }

  /** Sets the region of the broker. */
  public void setRegionId(@Nullable String regionId) {
    this.regionId = regionId;
  }

  /** Returns the id that this client gave the message; for a batch all ids, joined by commas. */
  public String getMsgId() {
    return msgId;
  }

  /** Sets the message's id. */
  public void setMsgId(String msgId) {
    this.msgId = msgId;
  }

  /** Returns how safe the stored message is. */
  public SendStatus getSendStatus() {
    return sendStatus;
  }

  /** Sets how safe the stored message is. */
  public void setSendStatus(SendStatus sendStatus) {
    this.sendStatus = sendStatus;
  }

  /** Returns the queue that the message is in. */
  public MessageQueue getMessageQueue() {
    return messageQueue;
  }

  /** Sets the queue that the message is in. */
  public void setMessageQueue(MessageQueue messageQueue) {
    this.messageQueue = messageQueue;
  }

  /** Returns the position in the queue, counted in messages; for a batch that of the first. */
  public long getQueueOffset() {
    return queueOffset;
  }

  /** Sets the position in the queue. */
  public void setQueueOffset(long queueOffset) {
    this.queueOffset = queueOffset;
  }

  /** Returns the id of the transaction, or null if the message is in none. */
  public @Nullable String getTransactionId() {
    return transactionId;
  }

  /** Sets the id of the transaction. */
  public void setTransactionId(@Nullable String transactionId) {
    this.transactionId = transactionId;
  }

  /** Returns the broker's id of the message: its address and commit log position (4.5). */
  public @Nullable String getOffsetMsgId() {
    return offsetMsgId;
  }

  /** Sets the broker's id of the message. */
  public void setOffsetMsgId(@Nullable String offsetMsgId) {
    this.offsetMsgId = offsetMsgId;
  }

  /** Returns what a delayed message can be recalled by, or null. */
  public @Nullable String getRecallHandle() {
    return recallHandle;
  }

  /** Sets what the message can be recalled by. */
  public void setRecallHandle(@Nullable String recallHandle) {
    this.recallHandle = recallHandle;
  }

  /** Returns status, ids, queue and position in the form that logs know. */
  @Override
  public String toString() {
    return "SendResult [sendStatus="
        + sendStatus
        + ", msgId="
        + msgId
        + ", offsetMsgId="
        + offsetMsgId
        + ", messageQueue="
        + messageQueue
        + ", queueOffset="
        + queueOffset
        + ", recallHandle="
        + recallHandle
        + "]";
  }

  /** Sets the body of the broker's answer; the array is not copied. */
  public void setRawRespBody(byte @Nullable [] body) {
    this.rawRespBody = body;
  }

  /** Returns the body of the broker's answer itself, not a copy, or null if it had none. */
  public byte @Nullable [] getRawRespBody() {
    return rawRespBody;
  }
}
