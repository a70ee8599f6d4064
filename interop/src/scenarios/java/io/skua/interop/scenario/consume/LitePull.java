package io.skua.interop.scenario.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.consumer.DefaultLitePullConsumer;
import io.skua.client.consumer.MessageSelector;
import io.skua.client.producer.SendResult;
import io.skua.common.consumer.ConsumeFromWhere;
import io.skua.common.message.Message;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import io.skua.remoting.protocol.heartbeat.MessageModel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Consumers that are polled, and whose group shares the queues (protocol B 1.3). */
final class LitePull {
  private static final String NAMESPACE = "space";

  private LitePull() {}

  static List<Case> cases() {
    return List.of(
        Case.of("lite-quickstart", LitePull::quickstart).asSmoke(),
        Case.of("lite-keeps-the-message", LitePull::keeps),
        Case.of("lite-tags", LitePull::tags),
        Case.of("lite-sql", LitePull::sql),
        Case.of("lite-several-topics", LitePull::severalTopics),
        Case.of("lite-subscribed-while-it-runs", LitePull::subscribedLater),
        Case.of("lite-unsubscribed", LitePull::unsubscribed),
        Case.of("lite-two-members", LitePull::two),
        Case.of("lite-a-member-leaves", LitePull::leaves),
        Case.of("lite-told-its-queues", LitePull::told),
        Case.of("lite-broadcast", LitePull::everybody),
        Case.of("lite-broadcast-goes-on-after-a-restart", LitePull::broadcastAgain),
        Case.of("lite-last-offset-of-a-broadcast", LitePull::broadcastFromLast),
        Case.of("lite-namespace", LitePull::namespace),
        Case.of("lite-large-backlog", LitePull::backlog),
        Case.of("lite-size-of-a-batch", LitePull::batch),
        Case.of("lite-poll-in-vain", LitePull::inVain),
        Case.of("lite-poll-waits", LitePull::waits));
  }

  private static void quickstart(Stage stage) throws Exception {
    stage.createTopic(4);
    List<String> sent = new ArrayList<>(List.of(stage.fill("before ", 8)));
    Polls polls = Polls.all(stage, stage.lite());
    polls.await(8);
    sent.addAll(List.of(stage.fill("after ", 8)));
    polls.awaitExactly(sent.toArray(String[]::new));
  }

  private static void keeps(Stage stage) throws Exception {
    stage.createTopic(1);
    Message message = stage.message("kept", "T");
    message.setKeys("key");
    message.setFlag(3);
    message.putUserProperty("color", "red");
    SendResult sent = stage.send(message);
    MessageExt polled = Polls.all(stage, stage.lite()).await(1).get(0).message();
    assertThat(polled.getTopic()).isEqualTo(stage.topic());
    assertThat(polled.getTags()).isEqualTo("T");
    assertThat(polled.getKeys()).isEqualTo("key");
    assertThat(polled.getFlag()).isEqualTo(3);
    assertThat(polled.getUserProperty("color")).isEqualTo("red");
    assertThat(polled.getMsgId()).isEqualTo(sent.getMsgId());
    assertThat(polled.getQueueId()).isEqualTo(sent.getMessageQueue().getQueueId());
    assertThat(polled.getBrokerName()).isEqualTo(sent.getMessageQueue().getBrokerName());
    assertThat(polled.getQueueOffset()).isZero();
    assertThat(polled.getReconsumeTimes()).isZero();
  }

  private static void tags(Stage stage) throws Exception {
    stage.createTopic(1);
    for (String tag : List.of("A", "B", "C", "A")) {
      stage.send("of " + tag, tag);
    }
    stage.send("of none");
    stage.send("last", "B");
    DefaultLitePullConsumer consumer = stage.lite();
    consumer.subscribe(stage.topic(), "A || B");
    Polls.start(consumer).awaitInOrder("of A", "of B", "of A", "last");
  }

  private static void sql(Stage stage) throws Exception {
    stage.createTopic(1);
    for (int i = 0; i < 6; i++) {
      Message message = stage.message("m" + i);
      message.putUserProperty("a", Integer.toString(i));
      stage.send(message);
    }
    DefaultLitePullConsumer consumer = stage.lite();
    consumer.subscribe(stage.topic(), MessageSelector.bySql("a = 1 OR a > 3"));
    Polls.start(consumer).awaitInOrder("m1", "m4", "m5");
  }

  private static DefaultLitePullConsumer ofBoth(Stage stage) throws Exception {
    stage.createTopic(2);
    stage.createTopic(stage.otherTopic(), 1);
    DefaultLitePullConsumer consumer = stage.lite();
    consumer.subscribe(stage.topic(), "*");
    consumer.subscribe(stage.otherTopic(), "*");
    return consumer;
  }

  private static void severalTopics(Stage stage) throws Exception {
    Polls polls = Polls.start(ofBoth(stage));
    polls.awaitQueues(3);
    stage.send("one");
    stage.sendToOther("two");
    polls.awaitExactly("one", "two");
    assertThat(polls.inbox().await("two").getTopic()).isEqualTo(stage.otherTopic());
  }

  private static void subscribedLater(Stage stage) throws Exception {
    stage.createTopic(2);
    String[] sent = stage.fill("m", 4);
    Polls polls = Polls.start(stage.lite());
    polls.consumer().subscribe(stage.topic());
    polls.awaitExactly(sent);
  }

  private static void unsubscribed(Stage stage) throws Exception {
    Polls polls = Polls.start(ofBoth(stage));
    stage.send("one");
    polls.await("one");
    polls.consumer().unsubscribe(stage.topic());
    stage.awaitSilence(polls.inbox(), polls::await);
    assertThat(polls.consumer().assignment())
        .extracting(MessageQueue::getTopic)
        .containsOnly(stage.otherTopic());
  }

  // --- members

  private static void awaitShared(int each, Polls... members) {
    Stage.await(
        each + " queues for each of " + members.length,
        () -> {
          List<MessageQueue> all = new ArrayList<>();
          boolean fair = true;
          for (Polls member : members) {
            all.addAll(member.consumer().assignment());
            fair &= member.consumer().assignment().size() == each;
          }
          return fair && all.stream().distinct().count() == (long) each * members.length;
        });
  }

  private static List<String> texts(Polls... members) {
    return Stream.of(members).flatMap(member -> member.inbox().texts().stream()).toList();
  }

  private static void awaitExactly(List<String> sent, Polls... members) {
    Stage.await(
        sent.size() + " messages",
        () -> {
          for (Polls member : members) {
            member.poll();
          }
          return texts(members).size() >= sent.size();
        });
    assertThat(texts(members)).containsExactlyInAnyOrderElementsOf(sent);
  }

  private static void two(Stage stage) throws Exception {
    stage.createTopic(4);
    Polls one = Polls.all(stage, stage.lite());
    Polls two = Polls.all(stage, stage.lite());
    awaitShared(2, one, two);
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      sent.add("m" + i);
      stage.sendTo(i % 4, "m" + i);
    }
    awaitExactly(sent, one, two);
    assertThat(one.inbox().texts()).hasSize(6);
  }

  /** What it has been given, and has committed, does not come again. */
  private static void leaves(Stage stage) throws Exception {
    stage.createTopic(4);
    Polls stays = Polls.all(stage, stage.lite());
    Polls leaves = Polls.all(stage, stage.lite());
    awaitShared(2, stays, leaves);
    List<String> sent = new ArrayList<>(List.of(stage.fill("a", 12)));
    awaitExactly(sent, stays, leaves);
    leaves.consumer().commit();
    leaves.consumer().shutdown();
    awaitShared(4, stays);
    sent.addAll(List.of(stage.fill("b", 12)));
    Stage.await(
        "all messages",
        () -> {
          stays.poll();
          return texts(stays, leaves).size() >= sent.size();
        });
    assertThat(texts(stays, leaves)).containsExactlyInAnyOrderElementsOf(sent);
  }

  private static void told(Stage stage) throws Exception {
    stage.createTopic(3);
    DefaultLitePullConsumer consumer = stage.lite();
    Shares shares = new Shares();
    consumer.subscribe(stage.topic(), "*", shares);
    Polls polls = Polls.start(consumer);
    Shares.awaitShared(stage.topic(), 3, shares);
    polls.awaitQueues(3);
    polls.awaitExactly(stage.fill("m", 6));
  }

  // --- broadcasts

  private static DefaultLitePullConsumer broadcast(Stage stage, String instance) {
    DefaultLitePullConsumer consumer = stage.lite();
    consumer.setMessageModel(MessageModel.BROADCASTING);
    consumer.setInstanceName(instance);
    return consumer;
  }

  private static void everybody(Stage stage) throws Exception {
    stage.createTopic(2);
    Polls first = Polls.all(stage, broadcast(stage, Broadcasts.freshName()));
    Polls second = Polls.all(stage, broadcast(stage, Broadcasts.freshName()));
    first.awaitQueues(2);
    second.awaitQueues(2);
    String[] sent = stage.fill("m", 6);
    first.awaitExactly(sent);
    second.awaitExactly(sent);
  }

  private static void broadcastAgain(Stage stage) throws Exception {
    stage.createTopic(1);
    String instance = Broadcasts.freshName();
    Polls polls = Polls.all(stage, broadcast(stage, instance));
    stage.send("first");
    polls.awaitExactly("first");
    polls.consumer().commit();
    polls.consumer().shutdown();
    stage.send("second");
    Polls.all(stage, broadcast(stage, instance)).awaitExactly("second");
    assertThat(stage.operator().committed(stage.group(), stage.topic(), 0))
        .as("on the broker")
        .isEmpty();
  }

  private static void broadcastFromLast(Stage stage) throws Exception {
    stage.createTopic(1);
    stage.send("old");
    DefaultLitePullConsumer consumer = broadcast(stage, Broadcasts.freshName());
    consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET);
    Polls polls = Polls.all(stage, consumer);
    AtomicInteger probes = new AtomicInteger();
    // Those sent before it has found its beginning are old as well.
    Stage.await(
        "a new message",
        () -> {
          stage.send("new " + probes.getAndIncrement());
          polls.poll();
          return !polls.inbox().texts().isEmpty();
        });
    assertThat(polls.inbox().texts()).doesNotContain("old");
  }

  @SuppressWarnings("deprecation") // Old, and in use.
  private static void namespace(Stage stage) throws Exception {
    String onTheBroker = NAMESPACE + "%" + stage.topic();
    stage.createTopic(onTheBroker, 1);
    DefaultLitePullConsumer consumer = stage.lite();
    consumer.setNamespace(NAMESPACE);
    Polls polls = Polls.all(stage, consumer);
    stage.send(new Message(onTheBroker, "m".getBytes(StandardCharsets.UTF_8)));
    assertThat(polls.await(1).get(0).message().getTopic()).isEqualTo(stage.topic());
    assertThat(polls.queues(stage.topic()))
        .extracting(MessageQueue::getTopic)
        .containsExactly(stage.topic());
    assertThat(stage.operator().members(NAMESPACE + "%" + stage.group())).hasSize(1);
  }

  // --- polls

  private static void backlog(Stage stage) throws Exception {
    stage.createTopic(4);
    List<String> sent = IntStream.range(0, 2_000).mapToObj(number -> "m" + number).toList();
    for (int from = 0; from < sent.size(); from += 100) {
      stage.sender().send(sent.subList(from, from + 100).stream().map(stage::message).toList());
    }
    DefaultLitePullConsumer consumer = stage.lite();
    consumer.setPullBatchSize(32);
    consumer.setPullThresholdForQueue(100);
    Polls.all(stage, consumer).awaitExactly(sent.toArray(String[]::new));
  }

  private static void batch(Stage stage) throws Exception {
    stage.createTopic(1);
    String[] sent = stage.fill("m", 10);
    DefaultLitePullConsumer consumer = stage.lite();
    consumer.setPullBatchSize(3);
    Polls polls = Polls.all(stage, consumer);
    polls.awaitInOrder(sent);
    assertThat(polls.inbox().batches()).containsExactly(3, 3, 3, 1);
  }

  private static void inVain(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultLitePullConsumer consumer = stage.lite();
    consumer.setPollTimeoutMillis(100);
    Polls.all(stage, consumer).awaitQueues(1);
    assertThat(consumer.poll(0)).isEmpty();
    assertThat(consumer.poll()).isEmpty();
    long before = System.nanoTime();
    assertThat(consumer.poll(300)).isEmpty();
    // Whoever counts whole milliseconds may be one or two early.
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before)).isGreaterThan(290);
  }

  private static void waits(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultLitePullConsumer consumer = stage.lite();
    Polls.all(stage, consumer).awaitQueues(1);
    CompletableFuture<List<MessageExt>> polled =
        CompletableFuture.supplyAsync(() -> consumer.poll(600_000));
    stage.send("waited for");
    Stage.await("the end of the poll", polled::isDone);
    assertThat(polled.join()).extracting(Inbox::text).containsExactly("waited for");
  }
}
