package io.skua.client.trace;

import io.skua.client.producer.LocalTransactionState;
import io.skua.common.message.MessageType;
import org.jspecify.annotations.Nullable;

/** One message in a trace. Not thread-safe. */
public class TraceBean {
  private @Nullable String topic = "";
  private @Nullable String msgId = "";
  private @Nullable String offsetMsgId = "";
  private @Nullable String tags = "";
  private @Nullable String keys = "";
  private @Nullable String storeHost = "";
  private @Nullable String clientHost = "";
  private long storeTime;
  private int retryTimes;
  private int bodyLength;
  private @Nullable MessageType msgType;
  private @Nullable LocalTransactionState transactionState;
  private @Nullable String transactionId;
  private boolean fromTransactionCheck;

  /** Creates a context in which nothing is set. */
  public TraceBean() {}

  /** Returns the topic, without its namespace. */
  public @Nullable String getTopic() {
    return topic;
  }

  /** Sets the topic, without its namespace. */
  public void setTopic(@Nullable String topic) {
    this.topic = topic;
  }

  /** Returns the client's id of the message; the ids joined by commas for a batch. */
  public @Nullable String getMsgId() {
    return msgId;
  }

  /** Sets the client's id of the message; the ids joined by commas for a batch. */
  public void setMsgId(@Nullable String msgId) {
    this.msgId = msgId;
  }

  /** Returns the broker's id of the message. */
  public @Nullable String getOffsetMsgId() {
    return offsetMsgId;
  }

  /** Sets the broker's id of the message. */
  public void setOffsetMsgId(@Nullable String offsetMsgId) {
    this.offsetMsgId = offsetMsgId;
  }

  /** Returns the tag. */
  public @Nullable String getTags() {
    return tags;
  }

  /** Sets the tag. */
  public void setTags(@Nullable String tags) {
    this.tags = tags;
  }

  /** Returns the business keys, separated by one blank. */
  public @Nullable String getKeys() {
    return keys;
  }

  /** Sets the business keys, separated by one blank. */
  public void setKeys(@Nullable String keys) {
    this.keys = keys;
  }

  /** Returns where the broker listens, host:port. */
  public @Nullable String getStoreHost() {
    return storeHost;
  }

  /** Sets where the broker listens, host:port. */
  public void setStoreHost(@Nullable String storeHost) {
    this.storeHost = storeHost;
  }

  /** Returns where the client was; only old clients have sent it. */
  public @Nullable String getClientHost() {
    return clientHost;
  }

  /** Sets where the client was; only old clients have sent it. */
  public void setClientHost(@Nullable String clientHost) {
    this.clientHost = clientHost;
  }

  /**
   * Returns about when the broker stored the message, in milliseconds since 1970-01-01T00:00Z;
   * never sent.
   */
  public long getStoreTime() {
    return storeTime;
  }

  /**
   * Sets about when the broker stored the message, in milliseconds since 1970-01-01T00:00Z; never
   * sent.
   */
  public void setStoreTime(long storeTime) {
    this.storeTime = storeTime;
  }

  /** Returns how often the message had been delivered before. */
  public int getRetryTimes() {
    return retryTimes;
  }

  /** Sets how often the message had been delivered before. */
  public void setRetryTimes(int retryTimes) {
    this.retryTimes = retryTimes;
  }

  /** Returns how many bytes the body had on the wire. */
  public int getBodyLength() {
    return bodyLength;
  }

  /** Sets how many bytes the body had on the wire. */
  public void setBodyLength(int bodyLength) {
    this.bodyLength = bodyLength;
  }

  /** Returns the kind of the message. */
  public @Nullable MessageType getMsgType() {
    return msgType;
  }

  /** Sets the kind of the message. */
  public void setMsgType(@Nullable MessageType msgType) {
    this.msgType = msgType;
  }

  /** Returns how the transaction ends. */
  public @Nullable LocalTransactionState getTransactionState() {
    return transactionState;
  }

  /** Sets how the transaction ends. */
  public void setTransactionState(@Nullable LocalTransactionState transactionState) {
    this.transactionState = transactionState;
  }

  /** Returns the id of the transaction. */
  public @Nullable String getTransactionId() {
    return transactionId;
  }

  /** Sets the id of the transaction. */
  public void setTransactionId(@Nullable String transactionId) {
    this.transactionId = transactionId;
  }

  /** Tells whether the broker had asked how the transaction ends. */
  public boolean isFromTransactionCheck() {
    return fromTransactionCheck;
  }

  /** Sets whether the broker had asked how the transaction ends. */
  public void setFromTransactionCheck(boolean fromTransactionCheck) {
    this.fromTransactionCheck = fromTransactionCheck;
  }
}
