package io.skua.interop.scenario.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.listener.ConsumeOrderlyStatus;
import io.skua.common.message.MessageConst;
import io.skua.remoting.protocol.heartbeat.MessageModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Listeners that take each queue in order, and what they may answer (protocol B 6.3). */
@SuppressWarnings("deprecation") // COMMIT and ROLLBACK are old, and in use.
final class InOrder {
  private static final ConsumeOrderlyStatus DONE = ConsumeOrderlyStatus.SUCCESS;
  private static final ConsumeOrderlyStatus SUSPEND =
      ConsumeOrderlyStatus.SUSPEND_CURRENT_QUEUE_A_MOMENT;
  private static final int MOMENT = 20;
  private static final int END_MILLIS = 10_000;

  private InOrder() {}

  static List<Case> cases() {
    return List.of(
        Case.of("in-order", InOrder::order).asSmoke(),
        Case.of("in-order-by-key", InOrder::byKey),
        Case.of("in-order-in-batches", InOrder::batches),
        Case.of("in-order-one-call-per-queue", InOrder::oneCallPerQueue),
        failsTwice("in-order-suspended", (deliveries, context) -> SUSPEND),
        failsTwice("in-order-listener-returns-null", (deliveries, context) -> null),
        failsTwice(
            "in-order-listener-throws",
            (deliveries, context) -> {
              throw new Inbox.Refusal(null);
            }),
        Case.of("in-order-suspended-for-a-time-of-its-own", InOrder::ownTime),
        Case.of("in-order-other-queues-go-on", InOrder::otherQueues),
        Case.of("in-order-dead-after-the-last-attempt", InOrder::dead),
        Case.of("in-order-committed-by-hand", InOrder::committed),
        Case.of("in-order-never-committed", InOrder::neverCommitted),
        Case.of("in-order-rolled-back", InOrder::rolledBack),
        Case.of("in-order-commit-with-automatic-commit", InOrder::needlessCommit),
        Case.of("in-order-handed-over", InOrder::handedOver),
        Case.of("in-order-joined", InOrder::joined),
        Case.of("in-order-broadcast", InOrder::broadcast));
  }

  private static DefaultMQPushConsumer consumer(Stage stage) throws Exception {
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.setSuspendCurrentQueueTimeMillis(MOMENT);
    // Who shuts down has committed what its listener was given.
    consumer.setAwaitTerminationMillisWhenShutdown(END_MILLIS);
    consumer.subscribe(stage.topic(), "*");
    return consumer;
  }

  private static Inbox start(DefaultMQPushConsumer consumer, Inbox.OrderlyAnswer answer)
      throws Exception {
    Inbox inbox = new Inbox();
    consumer.registerMessageListener(inbox.answeringInOrder(answer));
    consumer.start();
    return inbox;
  }

  private static Inbox take(DefaultMQPushConsumer consumer) throws Exception {
    return start(consumer, (deliveries, context) -> DONE);
  }

  private static void isInOrder(Inbox inbox) {
    Map<Integer, Long> last = new HashMap<>();
    for (Inbox.Delivery delivery : inbox.deliveries()) {
      long offset = delivery.message().getQueueOffset();
      Long before = last.put(delivery.message().getQueueId(), offset);
      assertThat(offset).as("after %s", before).isGreaterThan(before == null ? -1 : before);
    }
  }

  private static void order(Stage stage) throws Exception {
    stage.createTopic(2);
    Inbox inbox = take(consumer(stage));
    inbox.awaitExactly(stage.fill("m", 40));
    isInOrder(inbox);
  }

  private static void byKey(Stage stage) throws Exception {
    stage.createTopic(3);
    Inbox inbox = take(consumer(stage));
    Map<Integer, List<String>> sent = new HashMap<>();
    for (int step = 0; step < 6; step++) {
      for (int order = 0; order < 5; order++) {
        String text = order + ":" + step;
        stage
            .sender()
            .send(
                stage.message(text),
                (queues, message, key) -> queues.get((Integer) key % queues.size()),
                order);
        sent.computeIfAbsent(order, key -> new ArrayList<>()).add(text);
      }
    }
    inbox.await(30);
    sent.forEach(
        (order, texts) ->
            assertThat(inbox.texts().stream().filter(text -> text.startsWith(order + ":")))
                .containsExactlyElementsOf(texts));
  }

  private static void batches(Stage stage) throws Exception {
    stage.createTopic(1);
    String[] sent = stage.fill("m", 10);
    DefaultMQPushConsumer consumer = consumer(stage);
    consumer.setConsumeMessageBatchMaxSize(4);
    Inbox inbox = take(consumer);
    inbox.awaitInOrder(sent);
    assertThat(inbox.batches()).allMatch(size -> size <= 4).anyMatch(size -> size > 1);
  }

  private static void oneCallPerQueue(Stage stage) throws Exception {
    stage.createTopic(2);
    Map<Integer, AtomicBoolean> busy = new ConcurrentHashMap<>();
    AtomicBoolean twice = new AtomicBoolean();
    Inbox inbox =
        start(
            consumer(stage),
            (deliveries, context) -> {
              int queue = context.getMessageQueue().getQueueId();
              AtomicBoolean ours = busy.computeIfAbsent(queue, id -> new AtomicBoolean());
              if (!ours.compareAndSet(false, true)) {
                twice.set(true);
              }
              Thread.yield();
              ours.set(false);
              return DONE;
            });
    inbox.awaitExactly(stage.fill("m", 60));
    assertThat(twice).isFalse();
  }

  /** The message stays where it is, and counts. */
  private static Case failsTwice(String name, Inbox.OrderlyAnswer answer) {
    return Case.of(
        name,
        stage -> {
          stage.createTopic(1);
          stage.send("bad");
          stage.send("good");
          Inbox inbox =
              start(
                  consumer(stage),
                  (deliveries, context) ->
                      deliveries.get(0).text().equals("bad") && deliveries.get(0).times() < 2
                          ? answer.to(deliveries, context)
                          : DONE);
          inbox.awaitInOrder("bad", "bad", "bad", "good");
          assertThat(inbox.times("bad")).containsExactly(0, 1, 2);
          assertThat(inbox.await("bad").getTopic()).isEqualTo(stage.topic());
          stage.awaitCommitted(0, 2);
        });
  }

  private static void ownTime(Stage stage) throws Exception {
    stage.createTopic(1);
    stage.send("m");
    DefaultMQPushConsumer consumer = consumer(stage);
    consumer.setSuspendCurrentQueueTimeMillis(30_000);
    Inbox inbox =
        start(
            consumer,
            (deliveries, context) -> {
              context.setSuspendCurrentQueueTimeMillis(500);
              return deliveries.get(0).times() == 0 ? SUSPEND : DONE;
            });
    inbox.awaitInOrder("m", "m");
    List<Inbox.Delivery> attempts = inbox.deliveries();
    assertThat(attempts.get(1).nanoTime() - attempts.get(0).nanoTime())
        .isBetween(450_000_000L, 29_000_000_000L);
  }

  private static void otherQueues(Stage stage) throws Exception {
    stage.createTopic(2);
    stage.sendTo(0, "bad");
    stage.sendTo(1, "good");
    AtomicBoolean mended = new AtomicBoolean();
    Inbox inbox =
        start(
            consumer(stage),
            (deliveries, context) ->
                deliveries.get(0).text().equals("bad") && !mended.get() ? SUSPEND : DONE);
    inbox.await("good");
    stage.awaitCommitted(1, 1);
    mended.set(true);
    stage.awaitCommitted(0, 1);
  }

  private static void dead(Stage stage) throws Exception {
    stage.createTopic(1);
    stage.send("bad");
    stage.send("good");
    DefaultMQPushConsumer consumer = consumer(stage);
    consumer.setMaxReconsumeTimes(2);
    Inbox inbox =
        start(
            consumer,
            (deliveries, context) -> deliveries.get(0).text().equals("bad") ? SUSPEND : DONE);
    Inbox letters = stage.deadLetters();
    assertThat(letters.await("bad").getProperty(MessageConst.PROPERTY_RETRY_TOPIC))
        .isEqualTo(stage.topic());
    inbox.await("good");
    assertThat(inbox.times("bad")).containsExactly(0, 1, 2);
  }

  private static void committed(Stage stage) throws Exception {
    stage.createTopic(1);
    String[] sent = stage.fill("m", 4);
    Inbox inbox =
        start(
            consumer(stage),
            (deliveries, context) -> {
              context.setAutoCommit(false);
              return deliveries.get(0).text().equals("m3") ? ConsumeOrderlyStatus.COMMIT : DONE;
            });
    inbox.awaitInOrder(sent);
    stage.awaitCommitted(0, 4);
  }

  /** Who comes next gets all of it again. */
  private static void neverCommitted(Stage stage) throws Exception {
    stage.createTopic(1);
    String[] sent = stage.fill("m", 3);
    DefaultMQPushConsumer consumer = consumer(stage);
    Inbox inbox =
        start(
            consumer,
            (deliveries, context) -> {
              context.setAutoCommit(false);
              return DONE;
            });
    inbox.awaitInOrder(sent);
    consumer.shutdown();
    stage.awaitMembers(0);
    take(consumer(stage)).awaitInOrder(sent);
  }

  private static void rolledBack(Stage stage) throws Exception {
    stage.createTopic(1);
    stage.fill("m", 2);
    AtomicBoolean once = new AtomicBoolean();
    Inbox inbox =
        start(
            consumer(stage),
            (deliveries, context) -> {
              context.setAutoCommit(false);
              if (!deliveries.get(0).text().equals("m1")) {
                return DONE;
              }
              return once.compareAndSet(false, true)
                  ? ConsumeOrderlyStatus.ROLLBACK
                  : ConsumeOrderlyStatus.COMMIT;
            });
    inbox.awaitInOrder("m0", "m1", "m0", "m1");
    stage.awaitCommitted(0, 2);
  }

  private static void needlessCommit(Stage stage) throws Exception {
    stage.createTopic(1);
    String[] sent = stage.fill("m", 3);
    Inbox inbox =
        start(
            consumer(stage),
            (deliveries, context) ->
                deliveries.get(0).text().equals("m1")
                    ? ConsumeOrderlyStatus.ROLLBACK
                    : ConsumeOrderlyStatus.COMMIT);
    inbox.awaitInOrder(sent);
    stage.awaitCommitted(0, 3);
  }

  private static void handedOver(Stage stage) throws Exception {
    stage.createTopic(2);
    DefaultMQPushConsumer leaving = consumer(stage);
    Inbox first = take(leaving);
    first.awaitExactly(stage.fill("a", 10));
    leaving.shutdown();
    stage.awaitMembers(0);
    Inbox second = take(consumer(stage));
    second.awaitExactly(stage.fill("b", 10));
    isInOrder(second);
  }

  private static void joined(Stage stage) throws Exception {
    stage.createTopic(4);
    DefaultMQPushConsumer one = consumer(stage);
    DefaultMQPushConsumer two = consumer(stage);
    Shares ofOne = Shares.of(one);
    Shares ofTwo = Shares.of(two);
    Inbox first = take(one);
    first.awaitExactly(stage.fill("a", 12));
    Inbox second = take(two);
    Shares.awaitShared(stage.topic(), 2, ofOne, ofTwo);
    stage.fill("b", 12);
    Stage.await("all", () -> first.texts().size() + second.texts().size() >= 24);
    Set<String> all = ConcurrentHashMap.newKeySet();
    all.addAll(first.texts());
    all.addAll(second.texts());
    assertThat(all).hasSize(24);
    isInOrder(first);
    isInOrder(second);
  }

  private static void broadcast(Stage stage) throws Exception {
    stage.createTopic(1);
    List<Inbox> inboxes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      DefaultMQPushConsumer consumer = consumer(stage);
      consumer.setMessageModel(MessageModel.BROADCASTING);
      consumer.setInstanceName(Broadcasts.freshName());
      inboxes.add(take(consumer));
    }
    String[] sent = stage.fill("m", 6);
    inboxes.get(0).awaitInOrder(sent);
    inboxes.get(1).awaitInOrder(sent);
  }
}
