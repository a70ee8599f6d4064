package io.skua.interop.scenario.consume;

import interop.harness.Eventually;
import interop.harness.Operator;
import interop.harness.Target;
import io.skua.client.ClientConfig;
import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.exception.MQClientException;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendResult;
import io.skua.common.consumer.ConsumeFromWhere;
import io.skua.common.message.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a scenario of consumers works with: a topic, a group, who sends, and the consumers that it
 * makes, which end when it is closed. For one thread.
 */
final class Stage implements AutoCloseable {
  /** Longer than brokers hold a lock of a queue for a client that does not give it back: 60 s. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final int API_MILLIS = 20_000;
  private static final int ROUTE_MILLIS = 1_000;
  private static final int HEARTBEAT_MILLIS = 5_000;
  private static final int COMMIT_MILLIS = 200;
  private static final AtomicInteger instances = new AtomicInteger();

  private final Target target;
  private final DefaultMQProducer sender;
  private final List<DefaultMQPushConsumer> consumers = new ArrayList<>();
  private final List<DefaultMQProducer> producers = new ArrayList<>();

  Stage(Target target, DefaultMQProducer sender) {
    this.target = target;
    this.sender = sender;
  }

  /** Starts a producer with settings for a loaded machine. */
  static <P extends DefaultMQProducer> P started(String nameServers, P producer)
      throws MQClientException {
    prepare(nameServers, producer);
    producer.setSendMsgTimeout(API_MILLIS);
    producer.start();
    return producer;
  }

  /** Apache's instances know no name server: clients of two clusters need two names. */
  private static void prepare(String nameServers, ClientConfig client) {
    client.setNamesrvAddr(nameServers);
    client.setMqClientApiTimeout(API_MILLIS);
    client.setInstanceName("instance-" + instances.incrementAndGet());
  }

  String topic() {
    return target.topic();
  }

  String group() {
    return "group-of-" + topic();
  }

  Operator operator() {
    return target.operator();
  }

  /** Who sends: shared with other scenarios. */
  DefaultMQProducer sender() {
    return sender;
  }

  /** Starts a producer for this scenario alone. */
  <P extends DefaultMQProducer> P started(P producer) throws MQClientException {
    started(target.nameServers(), producer);
    producers.add(producer);
    return producer;
  }

  /** Makes the topic with so many queues. */
  void createTopic(int queues) throws Exception {
    createTopic(topic(), queues);
  }

  /** Makes a topic with so many queues. */
  void createTopic(String name, int queues) throws Exception {
    operator().topic(name, queues, queues, Operator.READ_WRITE);
  }

  // --- consumers

  /** A consumer of the group that is not started: from the first message on, with one thread. */
  DefaultMQPushConsumer consumer() {
    return consumer(group());
  }

  /** The same in another group. */
  DefaultMQPushConsumer consumer(String group) {
    return prepared(new DefaultMQPushConsumer(group));
  }

  /** The same for one that was made in a way of its own. */
  DefaultMQPushConsumer prepared(DefaultMQPushConsumer consumer) {
    prepare(target.nameServers(), consumer);
    consumer.setPollNameServerInterval(ROUTE_MILLIS);
    consumer.setHeartbeatBrokerInterval(HEARTBEAT_MILLIS);
    consumer.setPersistConsumerOffsetInterval(COMMIT_MILLIS);
    consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
    threads(consumer, 1);
    consumers.add(consumer);
    return consumer;
  }

  /**
   * Gives a consumer that is not started so many threads; with one, the order of a queue is kept.
   */
  static void threads(DefaultMQPushConsumer consumer, int count) {
    consumer.setConsumeThreadMin(count);
    consumer.setConsumeThreadMax(count);
  }

  /** Has a consumer of the group take what an expression of tags chooses. */
  Inbox consume(String tags) throws MQClientException {
    DefaultMQPushConsumer consumer = consumer();
    consumer.subscribe(topic(), tags);
    return start(consumer);
  }

  /** Has a consumer take all messages of the topic. */
  Inbox consumeAll(DefaultMQPushConsumer consumer) throws MQClientException {
    consumer.subscribe(topic(), "*");
    return start(consumer);
  }

  /** Starts a consumer that takes what comes. */
  Inbox start(DefaultMQPushConsumer consumer) throws MQClientException {
    Inbox inbox = new Inbox();
    consumer.registerMessageListener(inbox.taking());
    consumer.start();
    return inbox;
  }

  /** Takes what has become dead letters of the group. */
  Inbox deadLetters() throws MQClientException {
    DefaultMQPushConsumer consumer = consumer("dead-letters-of-" + topic());
    consumer.subscribe("%DLQ%" + group(), "*");
    return start(consumer);
  }

  // --- messages

  Message message(String text) {
    return new Message(topic(), text.getBytes(StandardCharsets.UTF_8));
  }

  Message message(String text, String tag) {
    return new Message(topic(), tag, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a text. */
  SendResult send(String text) throws Exception {
    return sender.send(message(text));
  }

  /** Sends a text with a tag. */
  SendResult send(String text, String tag) throws Exception {
    return sender.send(message(text, tag));
  }

  /** Sends a text to a queue. */
  SendResult sendTo(int queue, String text) throws Exception {
    return sendTo(queue, message(text));
  }

  /** Sends a message to a queue. */
  SendResult sendTo(int queue, Message message) throws Exception {
    return sender.send(message, (queues, any, index) -> queues.get((Integer) index), queue);
  }

  /** Sends so many texts, which begin with a word, to all queues in turn. */
  String[] fill(String word, int count) throws Exception {
    String[] texts = new String[count];
    for (int i = 0; i < count; i++) {
      texts[i] = word + i;
      send(texts[i]);
    }
    return texts;
  }

  // --- conditions

  /** A question with yes and no. */
  @FunctionalInterface
  interface Condition {
    /** Whether it holds. */
    boolean holds() throws Exception;
  }

  /** Waits until something holds. */
  static void await(String what, Condition condition) {
    Eventually.get(what, PATIENCE, () -> condition.holds() ? Optional.of(true) : Optional.empty());
  }

  /** Waits until the group has committed an offset in a queue of the topic. */
  void awaitCommitted(int queue, long offset) {
    await(
        "offset " + offset + " of queue " + queue,
        () -> operator().committed(group(), topic(), queue).orElse(-1) == offset);
  }

  /** Waits until the broker knows so many members of the group. */
  void awaitMembers(int count) {
    await(count + " members", () -> operator().members(group()).size() == count);
  }

  @Override
  public void close() {
    consumers.forEach(DefaultMQPushConsumer::shutdown);
    producers.forEach(DefaultMQProducer::shutdown);
  }
}
