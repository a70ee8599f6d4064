package io.skua.interop.scenario;

import interop.harness.Body;
import interop.harness.Content;
import interop.harness.Eventually;
import interop.harness.Operator;
import interop.harness.Receipt;
import interop.harness.Report;
import interop.harness.Scenario;
import interop.harness.Sent;
import interop.harness.Target;
import io.skua.client.MQAdmin;
import io.skua.client.exception.MQClientException;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendResult;
import io.skua.common.message.Message;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A started producer with settings for a loaded machine. Closing shuts it down. */
final class Session implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int MOST_FOUND = 32;
  private static final String SEPARATOR = ",";
  private final DefaultMQProducer producer;
  private final Target target;

  private Session(DefaultMQProducer producer, Target target) {
    this.producer = producer;
    this.target = target;
  }

  /** What a scenario does with its producer. */
  @FunctionalInterface
  interface Work {
    /** Does it. */
    Report with(Session session) throws Exception;
  }

  /** A scenario with one producer. */
  static Scenario scenario(Work work) {
    return scenario(producer -> {}, work);
  }

  /** A scenario with one producer that is set up in a way of its own. */
  static Scenario scenario(Consumer<DefaultMQProducer> setUp, Work work) {
    return target -> {
      DefaultMQProducer producer = prepare(target);
      setUp.accept(producer);
      try (Session session = open(target, producer)) {
        return work.with(session);
      }
    };
  }

  /** Starts a producer in a group named for its topic. */
  static Session open(Target target) throws MQClientException {
    return open(target, prepare(target));
  }

  /** Starts this producer. */
  static Session open(Target target, DefaultMQProducer producer) throws MQClientException {
    producer.start();
    return new Session(producer, target);
  }

  /** A producer that is not started. */
  static DefaultMQProducer prepare(Target target) {
    return prepare(target, new DefaultMQProducer("group-of-" + target.topic()));
  }

  /** This producer with the settings of every session, not started. */
  static <P extends DefaultMQProducer> P prepare(Target target, P producer) {
    producer.setNamesrvAddr(target.nameServers());
    producer.setSendMsgTimeout(Eventually.CALL_MILLIS);
    // Or a first send fails when a name server is slow, whatever time the send itself has.
    producer.setMqClientApiTimeout(Eventually.CALL_MILLIS);
    return producer;
  }

  DefaultMQProducer producer() {
    return producer;
  }

  Target target() {
    return target;
  }

  String topic() {
    return target.topic();
  }

  /** Makes the topic with so many queues before anything is sent, and returns its queues. */
  List<MessageQueue> createTopic(int queues) throws Exception {
    target.operator().topic(topic(), queues, queues, Operator.READ_WRITE);
    return producer.fetchPublishMessageQueues(topic());
  }

  /** A message with this text. */
  Message message(String text) {
    return message(Content.text(text));
  }

  /** Sends a text and waits. */
  Sent send(String text) throws Exception {
    return send(Content.text(text));
  }

  /** The client's message with this content. */
  Message message(Content content) {
    Message message = new Message(topic(), content.body().bytes());
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

  /** The messages of a batch with its result: they lie one after the other in one queue. */
  static List<Sent> batch(List<Content> contents, SendResult result, String orderKey) {
    String[] ids = result.getMsgId().split(SEPARATOR, -1);
    String[] offsetIds = result.getOffsetMsgId().split(SEPARATOR, -1);
    if (ids.length != contents.size() || offsetIds.length != contents.size()) {
      throw new AssertionError("batch of " + contents.size() + " has other ids: " + result);
    }
    List<Sent> sent = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      Receipt receipt =
          new Receipt(
              result.getSendStatus().name(),
              result.getMessageQueue().getBrokerName(),
              result.getMessageQueue().getQueueId(),
              result.getQueueOffset() + i,
              ids[i],
              offsetIds[i]);
      sent.add(new Sent(contents.get(i), receipt, orderKey));
    }
    return sent;
  }

  /** Waits until exactly so many messages of the topic can be found by a key. */
  List<MessageExt> found(String key, int count) {
    return found(topic(), key, count);
  }

  /** The same in another topic. */
  List<MessageExt> found(String topic, String key, int count) {
    MQAdmin admin = producer; // Whose methods are not deprecated.
    return Eventually.get(
        count + " messages with key " + key + " in " + topic,
        PATIENCE,
        () -> {
          List<MessageExt> found =
              admin.queryMessage(topic, key, MOST_FOUND, 0, Long.MAX_VALUE).getMessageList();
          if (found.size() > count) {
            throw new Eventually.Hopeless(found.size() + " messages have it");
          }
          return Optional.of(found).filter(messages -> messages.size() == count);
        });
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
