package io.skua.interop.scenario.consume;

import interop.harness.Eventually;
import interop.harness.Operator;
import interop.harness.Target;
import io.skua.client.ClientConfig;
import io.skua.client.MQAdmin;
import io.skua.client.consumer.DefaultLitePullConsumer;
import io.skua.client.consumer.DefaultMQPullConsumer;
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
import java.util.function.Consumer;

/**
 * What a scenario of consumers works with: a topic, a group, who sends, and the consumers that it
 * makes, which end when it is closed. For one thread.
 */
final class Stage implements AutoCloseable {
  /**
   * Longer than brokers hold a lock of a queue for a client that does not give it back, 60 s, and
   * than Apache's broker counts on a member that left while it handled its heartbeat, 120 s and up
   * to 10 until its scan: Apache's client may leave like that.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(150);

  private static final int ROUTE_MILLIS = 1_000;
  private static final int HEARTBEAT_MILLIS = 5_000;
  private static final int COMMIT_MILLIS = 200;
  private static final AtomicInteger instances = new AtomicInteger();

  private final Target target;
  private final DefaultMQProducer sender;
  private final List<Runnable> endings = new ArrayList<>();

  Stage(Target target, DefaultMQProducer sender) {
    this.target = target;
    this.sender = sender;
  }

  /** Starts a producer with settings for a loaded machine. */
  static <P extends DefaultMQProducer> P started(String nameServers, P producer)
      throws MQClientException {
    prepare(nameServers, producer);
    producer.setSendMsgTimeout(Eventually.CALL_MILLIS);
    producer.start();
    return producer;
  }

  /** Apache's instances know no name server: clients of two clusters need two names. */
  private static void prepare(String nameServers, ClientConfig client) {
    client.setNamesrvAddr(nameServers);
    client.setMqClientApiTimeout(Eventually.CALL_MILLIS);
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
    endings.add(producer::shutdown);
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

  /** The name of a second topic, which is not made. */
  String otherTopic() {
    return "other-" + topic();
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
    prepare(consumer, consumer::shutdown);
    consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
    threads(consumer, 1);
    return consumer;
  }

  /** A consumer of the group to be polled, which is not started: from the first message on. */
  DefaultLitePullConsumer lite() {
    return prepared(new DefaultLitePullConsumer(group()));
  }

  /** The same for one that was made in a way of its own. */
  DefaultLitePullConsumer prepared(DefaultLitePullConsumer consumer) {
    prepare(consumer, consumer::shutdown);
    consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
    return consumer;
  }

  /** A consumer of the group that pulls when it is told to, and is not started. */
  @SuppressWarnings("deprecation") // In use.
  DefaultMQPullConsumer puller() {
    DefaultMQPullConsumer consumer = new DefaultMQPullConsumer(group());
    prepare(consumer, consumer::shutdown);
    return consumer;
  }

  private void prepare(ClientConfig consumer, Runnable end) {
    prepare(target.nameServers(), consumer);
    consumer.setPollNameServerInterval(ROUTE_MILLIS);
    consumer.setHeartbeatBrokerInterval(HEARTBEAT_MILLIS);
    consumer.setPersistConsumerOffsetInterval(COMMIT_MILLIS);
    endings.add(end);
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

  /**
   * Sends a message that has no delay and waits until it can be read: Apache's broker answers
   * before it has put it into its queue.
   */
  SendResult send(Message message) throws Exception {
    return awaitReadable(sender.send(message));
  }

  private SendResult awaitReadable(SendResult sent) {
    MQAdmin admin = sender; // Whose methods are not deprecated.
    await(
        "a place in its queue for " + sent,
        () -> admin.maxOffset(sent.getMessageQueue()) > sent.getQueueOffset());
    return sent;
  }

  /** Sends a text. */
  SendResult send(String text) throws Exception {
    return send(message(text));
  }

  /** Sends a text with a tag. */
  SendResult send(String text, String tag) throws Exception {
    return send(message(text, tag));
  }

  /** Sends a text to the second topic. */
  void sendToOther(String text) throws Exception {
    send(new Message(otherTopic(), text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Sends a text to a queue. */
  SendResult sendTo(int queue, String text) throws Exception {
    return awaitReadable(
        sender.send(message(text), (queues, any, index) -> queues.get((Integer) index), queue));
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

  /**
   * Waits until what is sent to the topic does not come, though what is sent later to the second
   * one does.
   *
   * @param arrival waits for a text in the inbox
   */
  void awaitSilence(Inbox inbox, Consumer<String> arrival) {
    AtomicInteger probes = new AtomicInteger();
    await(
        "silence of the topic",
        () -> {
          int number = probes.getAndIncrement();
          send("silent " + number);
          sendToOther("loud " + number);
          arrival.accept("loud " + number);
          return !inbox.texts().contains("silent " + number);
        });
  }

  @Override
  public void close() {
    endings.forEach(Runnable::run);
  }
}
