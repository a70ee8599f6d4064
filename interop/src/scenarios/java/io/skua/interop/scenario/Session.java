package io.skua.interop.scenario;

import interop.harness.Body;
import interop.harness.Content;
import interop.harness.Receipt;
import interop.harness.Sent;
import interop.harness.Target;
import io.skua.client.exception.MQClientException;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendResult;
import io.skua.common.message.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A started producer with settings for a loaded machine. Closing shuts it down. */
final class Session implements AutoCloseable {
  private static final int SEND_TIMEOUT_MILLIS = 20_000;
  private final DefaultMQProducer producer;
  private final String topic;

  private Session(DefaultMQProducer producer, String topic) {
    this.producer = producer;
    this.topic = topic;
  }

  /** Starts a producer in a group named for its topic. */
  static Session open(Target target) throws MQClientException {
    DefaultMQProducer producer = prepare(target);
    producer.start();
    return new Session(producer, target.topic());
  }

  /** A producer that is not started. */
  static DefaultMQProducer prepare(Target target) {
    DefaultMQProducer producer = new DefaultMQProducer("group-of-" + target.topic());
    producer.setNamesrvAddr(target.nameServers());
    producer.setSendMsgTimeout(SEND_TIMEOUT_MILLIS);
    return producer;
  }

  DefaultMQProducer producer() {
    return producer;
  }

  /** The client's message with this content. */
  Message message(Content content) {
    Message message = new Message(topic, content.body().bytes());
    if (!content.tag().isEmpty()) {
      message.setTags(content.tag());
    }
    if (!content.keys().isEmpty()) {
      message.setKeys(content.keys());
    }
    message.setFlag(content.flag());
    content.properties().forEach(message::putUserProperty);
    return message;
  }

  /** Sends and waits, with automatic choice of queue. */
  Sent send(Content content) throws Exception {
    Message message = message(content);
    Sent sent = sent(content, producer.send(message));
    if (!content.body().equals(Body.of(message.getBody()))) {
      throw new AssertionError("sending changed the caller's body: " + message);
    }
    return sent;
  }

  /** Sends these one after the other. */
  List<Sent> sendAll(List<Content> contents) throws Exception {
    List<Sent> sent = new ArrayList<>();
    for (Content content : contents) {
      sent.add(send(content));
    }
    return sent;
  }

  /** A message with its result. */
  static Sent sent(Content content, SendResult result) {
    return sent(content, result, null);
  }

  /** A message with its result, ordered by a key. */
  static Sent sent(Content content, SendResult result, @Nullable String orderKey) {
    return new Sent(content, receipt(result), orderKey);
  }

  private static Receipt receipt(SendResult result) {
    return new Receipt(
        result.getSendStatus().name(),
        result.getMessageQueue().getBrokerName(),
        result.getMessageQueue().getQueueId(),
        result.getQueueOffset(),
        result.getMsgId(),
        result.getOffsetMsgId());
  }

  @Override
  public void close() {
    producer.shutdown();
  }
}
