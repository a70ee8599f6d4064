package io.skua.client.hook;

import io.skua.client.impl.CommunicationMode;
import io.skua.client.impl.producer.DefaultMQProducerImpl;
import io.skua.client.producer.SendResult;
import io.skua.common.message.Message;
import io.skua.common.message.MessageQueue;
import io.skua.common.message.MessageType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link SendMessageHook} sees of one attempt. Belongs to that attempt: its two calls see
 * the same object, one after the other. Not thread-safe.
 */
public class SendMessageContext {
  private @Nullable String producerGroup;
  private @Nullable Message message;
  private @Nullable MessageQueue mq;
  private @Nullable String brokerAddr;
  private @Nullable String bornHost;
  private @Nullable CommunicationMode communicationMode;
  private @Nullable SendResult sendResult;
  private @Nullable Exception exception;
  private @Nullable Object mqTraceContext;
  private @Nullable Map<String, String> props;
  private @Nullable DefaultMQProducerImpl producer;
  private MessageType msgType = MessageType.Normal_Msg;
  private @Nullable String namespace;
  private int bodyLength;

  /** Creates a context in which nothing is set. */
  public SendMessageContext() {}

  /** Returns the group of the producer, with its namespace. */
  public @Nullable String getProducerGroup() {
    return producerGroup;
  }

  /** Sets the group of the producer, with its namespace. */
  public void setProducerGroup(@Nullable String producerGroup) {
    this.producerGroup = producerGroup;
  }

  /**
   * Returns the message as the application made it, with its unique id; for a batch the {@link
   * io.skua.common.message.MessageBatch}.
   */
  public @Nullable Message getMessage() {
    return message;
  }

  /**
   * Sets the message as the application made it, with its unique id; for a batch the {@link
   * io.skua.common.message.MessageBatch}.
   */
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

  /** Returns the address of this client. */
  public @Nullable String getBornHost() {
    return bornHost;
  }

  /** Sets the address of this client. */
  public void setBornHost(@Nullable String bornHost) {
    this.bornHost = bornHost;
  }

  /** Returns the manner of the send. */
  public @Nullable CommunicationMode getCommunicationMode() {
    return communicationMode;
  }

  /** Sets the manner of the send. */
  public void setCommunicationMode(@Nullable CommunicationMode communicationMode) {
    this.communicationMode = communicationMode;
  }

  /** Returns the result of the attempt, or null. */
  public @Nullable SendResult getSendResult() {
    return sendResult;
  }

  /** Sets the result of the attempt, or null. */
  public void setSendResult(@Nullable SendResult sendResult) {
    this.sendResult = sendResult;
  }

  /** Returns why the attempt failed, or null. */
  public @Nullable Exception getException() {
    return exception;
  }

  /** Sets why the attempt failed, or null. */
  public void setException(@Nullable Exception exception) {
    this.exception = exception;
  }

  /** Returns what the hook for traces keeps between its two calls. */
  public @Nullable Object getMqTraceContext() {
    return mqTraceContext;
  }

  /** Sets what the hook for traces keeps between its two calls. */
  public void setMqTraceContext(@Nullable Object mqTraceContext) {
    this.mqTraceContext = mqTraceContext;
  }

  /** Returns what hooks keep between their two calls; null until one sets it. */
  public @Nullable Map<String, String> getProps() {
    return props;
  }

  /** Sets what hooks keep between their two calls; null until one sets it. */
  public void setProps(@Nullable Map<String, String> props) {
    this.props = props;
  }

  /** Returns where the hooks of the producer are registered. */
  public @Nullable DefaultMQProducerImpl getProducer() {
    return producer;
  }

  /** Sets where the hooks of the producer are registered. */
  public void setProducer(@Nullable DefaultMQProducerImpl producer) {
    this.producer = producer;
  }

  /** Returns the kind of the message, as far as its sender knows: normal, half or delayed. */
  public MessageType getMsgType() {
    return msgType;
  }

  /** Sets the kind of the message, as far as its sender knows: normal, half or delayed. */
  public void setMsgType(MessageType msgType) {
    this.msgType = msgType;
  }

  /** Returns the namespace of version 1, or null. */
  public @Nullable String getNamespace() {
    return namespace;
  }

  /** Sets the namespace of version 1, or null. */
  public void setNamespace(@Nullable String namespace) {
    this.namespace = namespace;
  }

  /**
   * Returns how many bytes of body go on the wire, after compression; an extension: the body of
   * {@link #getMessage()} is the uncompressed one.
   */
  public int getBodyLength() {
    return bodyLength;
  }

  /**
   * Sets how many bytes of body go on the wire, after compression; an extension: the body of {@link
   * #getMessage()} is the uncompressed one.
   */
  public void setBodyLength(int bodyLength) {
    this.bodyLength = bodyLength;
  }
}
