package io.skua.client.hook;

import io.skua.client.impl.CommunicationMode;
import io.skua.client.producer.SendResult;
import io.skua.common.message.Message;
import io.skua.common.message.MessageQueue;
import org.jspecify.annotations.Nullable;

/** What a {@link CheckForbiddenHook} sees of an attempt. Not thread-safe. */
public class CheckForbiddenContext {
  private @Nullable String nameSrvAddr;
  private @Nullable String group;
  private @Nullable Message message;
  private @Nullable MessageQueue mq;
  private @Nullable String brokerAddr;
  private @Nullable CommunicationMode communicationMode;
  private @Nullable SendResult sendResult;
  private @Nullable Exception exception;
  private @Nullable Object arg;
  private boolean unitMode;

  /** Creates a context in which nothing is set. */
  public CheckForbiddenContext() {}

  /** Returns the name servers of the producer, or null. */
  public @Nullable String getNameSrvAddr() {
    return nameSrvAddr;
  }

  /** Sets the name servers of the producer, or null. */
  public void setNameSrvAddr(@Nullable String nameSrvAddr) {
    this.nameSrvAddr = nameSrvAddr;
  }

  /** Returns the group of the producer, with its namespace. */
  public @Nullable String getGroup() {
    return group;
  }

  /** Sets the group of the producer, with its namespace. */
  public void setGroup(@Nullable String group) {
    this.group = group;
  }

  /** Returns the message as the application made it. */
  public @Nullable Message getMessage() {
    return message;
  }

  /** Sets the message as the application made it. */
  public void setMessage(@Nullable Message message) {
    this.message = message;
  }

  /** Returns the queue that was chosen for this attempt. */
  public @Nullable MessageQueue getMq() {
    return mq;
  }

  /** Sets the queue that was chosen for this attempt. */
  public void setMq(@Nullable MessageQueue mq) {
    this.mq = mq;
  }

  /** Returns where the broker listens, host:port. */
  public @Nullable String getBrokerAddr() {
    return brokerAddr;
  }

  /** Sets where the broker listens, host:port. */
  public void setBrokerAddr(@Nullable String brokerAddr) {
    this.brokerAddr = brokerAddr;
  }

  /** Returns the manner of the send. */
  public @Nullable CommunicationMode getCommunicationMode() {
    return communicationMode;
  }

  /** Sets the manner of the send. */
  public void setCommunicationMode(@Nullable CommunicationMode communicationMode) {
    this.communicationMode = communicationMode;
  }

  /** Returns a result; the producer sets none, as nothing has been sent yet. */
  public @Nullable SendResult getSendResult() {
    return sendResult;
  }

  /** Sets a result; the producer sets none, as nothing has been sent yet. */
  public void setSendResult(@Nullable SendResult sendResult) {
    this.sendResult = sendResult;
  }

  /** Returns an exception; the producer sets none. */
  public @Nullable Exception getException() {
    return exception;
  }

  /** Sets an exception; the producer sets none. */
  public void setException(@Nullable Exception exception) {
    this.exception = exception;
  }

  /** Returns an argument; the producer sets none. */
  public @Nullable Object getArg() {
    return arg;
  }

  /** Sets an argument; the producer sets none. */
  public void setArg(@Nullable Object arg) {
    this.arg = arg;
  }

  /** Tells whether the producer belongs to a unit. */
  public boolean isUnitMode() {
    return unitMode;
  }

  /** Sets whether the producer belongs to a unit. */
  public void setUnitMode(boolean unitMode) {
    this.unitMode = unitMode;
  }
}
