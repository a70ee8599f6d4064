package io.skua.interop.scenario.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.MessageSelector;
import io.skua.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.skua.common.message.Message;
import io.skua.common.message.MessageConst;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Push consumers that pop: the broker shares out messages, not queues (protocol B 3.5, 7). */
final class Pops {
  private Pops() {}

  static List<Case> cases() {
    return List.of(
        Case.of("pop", Pops::once).asSmoke(),
        Case.of("pop-two-members", Pops::two),
        Case.of("pop-three-members-that-share-queues", Pops::three),
        Case.of("pop-two-groups", Pops::groups),
        Case.of("pop-tags", Pops::tags),
        Case.of("pop-sql", Pops::sql),
        Case.of("pop-in-batches", Pops::batches),
        Case.of("pop-goes-on-after-a-restart", Pops::restart),
        Case.of("pop-after-pulls", Pops::afterPulls),
        Case.of("pop-what-another-has-left", Pops::leftOver));
  }

  /** A consumer of the group that pops the topic, and is not started. */
  static DefaultMQPushConsumer popper(Stage stage) throws Exception {
    return popper(stage, stage.group(), 0);
  }

  private static DefaultMQPushConsumer popper(Stage stage, String group, int sharedQueues)
      throws Exception {
    stage.operator().popped(group, stage.topic(), sharedQueues);
    DefaultMQPushConsumer consumer = stage.consumer(group);
    consumer.setClientRebalance(false);
    return consumer;
  }

  /** It came by a pop if it carries what it is acknowledged with. */
  private static boolean isPopped(Inbox.Delivery delivery) {
    return delivery.message().getProperty(MessageConst.PROPERTY_POP_CK) != null;
  }

  static void assertPopped(Collection<Inbox.Delivery> deliveries) {
    assertThat(deliveries).allMatch(Pops::isPopped, "popped");
  }

  private static void once(Stage stage) throws Exception {
    stage.createTopic(4);
    String[] sent = stage.fill("before ", 10);
    Inbox inbox = stage.consumeAll(popper(stage));
    inbox.awaitExactly(sent);
    stage.fill("after ", 10);
    inbox.await(20);
    assertThat(inbox.texts()).doesNotHaveDuplicates();
    assertPopped(inbox.deliveries());
    assertThat(inbox.deliveries())
        .allMatch(delivery -> delivery.message().getTopic().equals(stage.topic()));
  }

  private static List<String> texts(Inbox... inboxes) {
    return Stream.of(inboxes).flatMap(inbox -> inbox.texts().stream()).toList();
  }

  private static void awaitExactly(String[] sent, Inbox... inboxes) {
    Stage.await(sent.length + " messages", () -> texts(inboxes).size() >= sent.length);
    assertThat(texts(inboxes)).containsExactlyInAnyOrder(sent);
    Stream.of(inboxes).forEach(inbox -> assertPopped(inbox.deliveries()));
  }

  /** Both get something as long as there is something, whatever queue it is in. */
  private static void two(Stage stage) throws Exception {
    stage.createTopic(1);
    Inbox one = stage.consumeAll(popper(stage));
    Inbox two = stage.consumeAll(popper(stage));
    stage.awaitMembers(2);
    List<String> sent = new ArrayList<>();
    Stage.await(
        "something for both",
        () -> {
          sent.add("m" + sent.size());
          stage.send(sent.get(sent.size() - 1));
          return !one.texts().isEmpty() && !two.texts().isEmpty();
        });
    awaitExactly(sent.toArray(String[]::new), one, two);
  }

  private static void three(Stage stage) throws Exception {
    stage.createTopic(4);
    Inbox[] inboxes = new Inbox[3];
    for (int i = 0; i < inboxes.length; i++) {
      inboxes[i] = stage.consumeAll(popper(stage, stage.group(), 1));
    }
    stage.awaitMembers(3);
    awaitExactly(stage.fill("m", 24), inboxes);
  }

  private static void groups(Stage stage) throws Exception {
    stage.createTopic(2);
    Inbox first = stage.consumeAll(popper(stage));
    Inbox second = stage.consumeAll(popper(stage, "other-" + stage.group(), 0));
    String[] sent = stage.fill("m", 6);
    awaitExactly(sent, first);
    awaitExactly(sent, second);
  }

  private static void tags(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultMQPushConsumer consumer = popper(stage);
    consumer.subscribe(stage.topic(), "A || C");
    Inbox inbox = stage.start(consumer);
    for (String tag : List.of("A", "B", "C", "D", "A")) {
      stage.send("of " + tag, tag);
    }
    stage.send("of none");
    stage.send("last", "C");
    inbox.awaitExactly("of A", "of C", "of A", "last");
    assertPopped(inbox.deliveries());
  }

  private static void sql(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultMQPushConsumer consumer = popper(stage);
    consumer.subscribe(stage.topic(), MessageSelector.bySql("a > 2"));
    Inbox inbox = stage.start(consumer);
    for (int i = 0; i < 5; i++) {
      Message message = stage.message("m" + i);
      message.putUserProperty("a", Integer.toString(i));
      stage.send(message);
    }
    inbox.awaitExactly("m3", "m4");
    assertPopped(inbox.deliveries());
  }

  private static void batches(Stage stage) throws Exception {
    stage.createTopic(1);
    String[] sent = stage.fill("m", 10);
    DefaultMQPushConsumer consumer = popper(stage);
    consumer.setPopBatchNums(8);
    consumer.setConsumeMessageBatchMaxSize(3);
    Inbox inbox = stage.consumeAll(consumer);
    inbox.awaitExactly(sent);
    assertThat(inbox.batches()).containsExactly(3, 3, 2, 2);
    assertPopped(inbox.deliveries());
  }

  private static void restart(Stage stage) throws Exception {
    stage.createTopic(2);
    DefaultMQPushConsumer consumer = popper(stage);
    Inbox inbox = stage.consumeAll(consumer);
    inbox.awaitExactly(stage.fill("a", 8));
    consumer.shutdown();
    String[] sent = stage.fill("b", 8);
    Inbox next = stage.consumeAll(popper(stage));
    awaitExactly(sent, next);
  }

  /** A consumer that asks the broker, and pulls, begins to pop where its pulls have ended. */
  private static void afterPulls(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.setClientRebalance(false);
    Inbox inbox = stage.consumeAll(consumer);
    inbox.awaitExactly(stage.fill("a", 4));
    assertThat(inbox.deliveries()).noneMatch(Pops::isPopped);
    stage.awaitCommitted(0, 4);
    stage.operator().popped(stage.group(), stage.topic(), 0);
    AtomicInteger probes = new AtomicInteger();
    Stage.await(
        "a pop",
        () -> {
          stage.send("probe " + probes.getAndIncrement());
          List<Inbox.Delivery> all = inbox.deliveries();
          return isPopped(all.get(all.size() - 1));
        });
    String[] sent = stage.fill("b", 4);
    Stage.await("what was sent last", () -> inbox.texts().containsAll(List.of(sent)));
    assertThat(inbox.texts()).startsWith("a0", "a1", "a2", "a3");
    assertThat(inbox.texts().stream().filter(text -> text.startsWith("b")))
        .containsExactlyInAnyOrder(sent);
    assertThat(inbox.texts().stream().filter(text -> text.startsWith("probe")).distinct())
        .as("lost by nobody while the broker changed its mind")
        .hasSize(probes.get());
  }

  /** Nobody has acknowledged them: they come to another when their time is over. */
  private static void leftOver(Stage stage) throws Exception {
    stage.createTopic(1);
    CountDownLatch release = new CountDownLatch(1);
    DefaultMQPushConsumer stuck = popper(stage);
    stuck.setPopInvisibleTime(5_000);
    stuck.subscribe(stage.topic(), "*");
    Inbox seen = new Inbox();
    stuck.registerMessageListener(
        seen.answering(
            (deliveries, context) -> {
              release.await();
              return ConsumeConcurrentlyStatus.RECONSUME_LATER;
            }));
    stuck.start();
    try {
      stage.send("m");
      seen.await("m");
      stuck.shutdown();
      Inbox next = stage.consumeAll(popper(stage));
      next.awaitExactly("m");
      assertThat(next.times("m")).containsExactly(1);
      assertPopped(next.deliveries());
    } finally {
      release.countDown();
    }
  }
}
