package io.skua.client.hook;

import io.skua.client.producer.LocalTransactionState;
import io.skua.common.message.Message;
import org.jspecify.annotations.Nullable;

/** What an {@link EndTransactionHook} sees of the end of a transaction. Not thread-safe. */
public class EndTransactionContext {
  private @Nullable String producerGroup;
  private @Nullable Message message;
  private @Nullable String brokerAddr;
  private @Nullable String msgId;
  private @Nullable String transactionId;
  private @Nullable LocalTransactionState transactionState;
  private boolean fromTransactionCheck;

  /** Creates a context in which nothing is set. */
  public EndTransactionContext() {}

  /** Returns the group of the producer, with its namespace. */
  public @Nullable String getProducerGroup() {
    return producerGroup;
  }

  /** Sets the group of the producer, with its namespace. */
  public void setProducerGroup(@Nullable String producerGroup) {
    this.producerGroup = producerGroup;
  }

  /** Returns the half message. */
  public @Nullable Message getMessage() {
    return message;
  }

  /** Sets the half message. */
  public void setMessage(@Nullable Message message) {
    this.message = message;
  }

  /** Returns where the broker listens, host:port. */
  public @Nullable String getBrokerAddr() {
    return brokerAddr;
  }

  /** Sets where the broker listens, host:port. */
  public void setBrokerAddr(@Nullable String brokerAddr) {
    this.brokerAddr = brokerAddr;
  }

  /** Returns the client's id of the message. */
  public @Nullable String getMsgId() {
    return msgId;
  }

  /** Sets the client's id of the message. */
  public void setMsgId(@Nullable String msgId) {
    this.msgId = msgId;
  }

  /** Returns the id of the transaction. */
  public @Nullable String getTransactionId() {
    return transactionId;
  }

  /** Sets the id of the transaction. */
  public void setTransactionId(@Nullable String transactionId) {
    this.transactionId = transactionId;
  }

  /** Returns how the transaction ends. */
  public @Nullable LocalTransactionState getTransactionState() {
    return transactionState;
  }

  /** Sets how the transaction ends. */
  public void setTransactionState(@Nullable LocalTransactionState transactionState) {
    this.transactionState = transactionState;
  }

  /** Tells whether the broker had asked for it. */
  public boolean isFromTransactionCheck() {
    return fromTransactionCheck;
  }

  /** Sets whether the broker had asked for it. */
  public void setFromTransactionCheck(boolean fromTransactionCheck) {
    this.fromTransactionCheck = fromTransactionCheck;
  }
}
