package io.skua.interop.scenario.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.skua.client.producer.SendResult;
import io.skua.common.message.Message;
import io.skua.common.message.MessageConst;
import io.skua.common.message.MessageExt;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Messages that a listener fails on: they come again by way of the group's retry topic, and are
 * dead letters in the end (protocol B 6.1, 6.2).
 */
final class Failures {
  private static final ConsumeConcurrentlyStatus LATER = ConsumeConcurrentlyStatus.RECONSUME_LATER;
  private static final ConsumeConcurrentlyStatus DONE = ConsumeConcurrentlyStatus.CONSUME_SUCCESS;

  /** The level of a first retry that asks for none, in front of which are two. */
  private static final int FIRST_LEVEL = 3;

  private Failures() {}

  static List<Case> cases() {
    return List.of(
        failsOnce("reconsume-later", (deliveries, context) -> LATER).asSmoke(),
        failsOnce("listener-returns-null", (deliveries, context) -> null),
        failsOnce(
            "listener-throws",
            (deliveries, context) -> {
              throw new Inbox.Refusal(null);
            }),
        failsOnce(
            "listener-throws-an-error",
            (deliveries, context) -> {
              throw new StackOverflowError("as the scenario wants it");
            }),
        Case.of("retry-keeps-the-message", Failures::retryKeeps),
        Case.of("retry-levels-rise", Failures::levelsRise),
        Case.of("retry-at-a-chosen-level", Failures::chosenLevel),
        Case.of("level-below-zero-is-dead-at-once", Failures::deadAtOnce),
        Case.of("dead-after-the-last-attempt", Failures::deadInTheEnd).asSmoke(),
        Case.of("no-second-attempt", Failures::noSecondAttempt),
        Case.of("dead-letter-keeps-the-message", Failures::deadKeeps),
        Case.of("part-of-a-batch-is-done", stage -> partlyDone(stage, 1, "m2", "m3")),
        Case.of(
            "nothing-of-a-batch-is-done", stage -> partlyDone(stage, -1, "m0", "m1", "m2", "m3")),
        Case.of("index-beyond-the-batch", stage -> partlyDone(stage, 9)),
        Case.of("whole-batch-fails", Failures::batchFails),
        Case.of("others-do-not-wait-for-a-retry", Failures::othersGoOn),
        Case.of("retry-ignores-the-tags-of-the-topic", Failures::retryIgnoresTags),
        Case.of("retry-comes-after-a-restart", Failures::afterRestart),
        Case.of("given-back-by-the-application", Failures::givenBack));
  }

  /** A consumer whose listener answers a first attempt so, and takes the second. */
  static Inbox failingOnce(Stage stage, DefaultMQPushConsumer consumer, Inbox.Answer first)
      throws Exception {
    Inbox inbox = new Inbox();
    consumer.subscribe(stage.topic(), "*");
    consumer.registerMessageListener(
        inbox.answering(
            (deliveries, context) ->
                deliveries.get(0).times() == 0 ? first.to(deliveries, context) : DONE));
    consumer.start();
    return inbox;
  }

  private static Case failsOnce(String name, Inbox.Answer answer) {
    return Case.of(
        name,
        stage -> {
          stage.createTopic(1);
          Inbox inbox = failingOnce(stage, stage.consumer(), answer);
          stage.send("m");
          inbox.awaitInOrder("m", "m");
          assertThat(inbox.times("m")).containsExactly(0, 1);
          stage.awaitCommitted(0, 1);
        });
  }

  private static void retryKeeps(Stage stage) throws Exception {
    stage.createTopic(1);
    Inbox inbox = failingOnce(stage, stage.consumer(), (deliveries, context) -> LATER);
    Message message = stage.message("kept", "T");
    message.setKeys("key");
    message.setFlag(3);
    message.putUserProperty("color", "red");
    SendResult sent = stage.send(message);
    MessageExt again = inbox.await(2).get(1).message();
    isTheSame(again, sent);
    assertThat(again.getTopic()).as("topic that the listener sees").isEqualTo(stage.topic());
    assertThat(again.getReconsumeTimes()).isEqualTo(1);
    assertThat(again.getProperty(MessageConst.PROPERTY_RETRY_TOPIC)).isEqualTo(stage.topic());
    assertThat(again.getProperty(MessageConst.PROPERTY_ORIGIN_MESSAGE_ID))
        .isEqualTo(sent.getOffsetMsgId());
    assertThat(again.getProperty(MessageConst.PROPERTY_REAL_TOPIC))
        .isEqualTo("%RETRY%" + stage.group());
  }

  private static void isTheSame(MessageExt again, SendResult sent) {
    assertThat(again.getMsgId()).isEqualTo(sent.getMsgId());
    assertThat(Inbox.text(again)).isEqualTo("kept");
    assertThat(again.getTags()).isEqualTo("T");
    assertThat(again.getKeys()).isEqualTo("key");
    assertThat(again.getFlag()).isEqualTo(3);
    assertThat(again.getUserProperty("color")).isEqualTo("red");
  }

  private static Inbox alwaysFailing(Stage stage, int maxTimes, int level) throws Exception {
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.setMaxReconsumeTimes(maxTimes);
    Inbox inbox = new Inbox();
    consumer.subscribe(stage.topic(), "*");
    consumer.registerMessageListener(
        inbox.answering(
            (deliveries, context) -> {
              context.setDelayLevelWhenNextConsume(level);
              return LATER;
            }));
    consumer.start();
    return inbox;
  }

  private static void levelsRise(Stage stage) throws Exception {
    stage.createTopic(1);
    Inbox inbox = alwaysFailing(stage, 3, 0);
    stage.send("m");
    List<Inbox.Delivery> attempts = inbox.await(4);
    assertThat(inbox.times("m")).containsExactly(0, 1, 2, 3);
    for (int i = 1; i < attempts.size(); i++) {
      assertThat(attempts.get(i).message().getDelayTimeLevel()).isEqualTo(FIRST_LEVEL + i - 1);
    }
  }

  private static void chosenLevel(Stage stage) throws Exception {
    stage.createTopic(1);
    Inbox inbox =
        failingOnce(
            stage,
            stage.consumer(),
            (deliveries, context) -> {
              context.setDelayLevelWhenNextConsume(2);
              return LATER;
            });
    stage.send("m");
    List<Inbox.Delivery> attempts = inbox.await(2);
    MessageExt again = attempts.get(1).message();
    assertThat(again.getDelayTimeLevel()).isEqualTo(2);
    // The second level of the brokers of these tests has three seconds.
    assertThat(again.getStoreTimestamp() - attempts.get(0).message().getStoreTimestamp())
        .isGreaterThanOrEqualTo(3_000);
  }

  private static void deadAtOnce(Stage stage) throws Exception {
    stage.createTopic(1);
    Inbox inbox = alwaysFailing(stage, -1, -1);
    stage.send("m");
    stage.deadLetters().awaitExactly("m");
    assertThat(inbox.times("m")).containsExactly(0);
  }

  private static void deadInTheEnd(Stage stage) throws Exception {
    stage.createTopic(1);
    Inbox inbox = alwaysFailing(stage, 2, 0);
    stage.send("m");
    stage.deadLetters().awaitExactly("m");
    assertThat(inbox.times("m")).containsExactly(0, 1, 2);
    stage.awaitCommitted(0, 1);
  }

  private static void noSecondAttempt(Stage stage) throws Exception {
    stage.createTopic(1);
    Inbox inbox = alwaysFailing(stage, 0, 0);
    stage.send("m");
    stage.deadLetters().awaitExactly("m");
    assertThat(inbox.times("m")).containsExactly(0);
  }

  private static void deadKeeps(Stage stage) throws Exception {
    stage.createTopic(1);
    alwaysFailing(stage, 0, 0);
    Message message = stage.message("kept", "T");
    message.setKeys("key");
    message.setFlag(3);
    message.putUserProperty("color", "red");
    SendResult sent = stage.send(message);
    MessageExt dead = stage.deadLetters().await("kept");
    isTheSame(dead, sent);
    assertThat(dead.getTopic()).isEqualTo("%DLQ%" + stage.group());
    assertThat(dead.getReconsumeTimes()).isEqualTo(1);
    assertThat(dead.getProperty(MessageConst.PROPERTY_RETRY_TOPIC)).isEqualTo(stage.topic());
    assertThat(dead.getProperty(MessageConst.PROPERTY_ORIGIN_MESSAGE_ID))
        .isEqualTo(sent.getOffsetMsgId());
  }

  /** Four messages are one batch of the listener, which says that those up to an index are done. */
  private static void partlyDone(Stage stage, int index, String... again) throws Exception {
    stage.createTopic(1);
    String[] sent = {"m0", "m1", "m2", "m3"};
    stage.sender().send(List.of(sent).stream().map(stage::message).toList());
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.setConsumeMessageBatchMaxSize(sent.length);
    Inbox inbox =
        failingOnce(
            stage,
            consumer,
            (deliveries, context) -> {
              context.setAckIndex(index);
              return DONE;
            });
    List<Inbox.Delivery> attempts = inbox.await(sent.length + again.length);
    assertThat(inbox.batches()).startsWith(sent.length);
    assertThat(attempts.stream().filter(each -> each.times() == 1).map(Inbox.Delivery::text))
        .containsExactlyInAnyOrder(again);
    stage.awaitCommitted(0, sent.length);
  }

  private static void batchFails(Stage stage) throws Exception {
    stage.createTopic(1);
    stage.sender().send(List.of(stage.message("a"), stage.message("b"), stage.message("c")));
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.setConsumeMessageBatchMaxSize(3);
    Inbox inbox = failingOnce(stage, consumer, (deliveries, context) -> LATER);
    inbox.awaitExactly("a", "b", "c", "a", "b", "c");
    assertThat(inbox.times("b")).containsExactly(0, 1);
  }

  private static void othersGoOn(Stage stage) throws Exception {
    stage.createTopic(1);
    stage.send("bad");
    stage.send("good"); // Both are there at once, however slow this is.
    DefaultMQPushConsumer consumer = stage.consumer();
    Inbox inbox =
        failingOnce(
            stage,
            consumer,
            (deliveries, context) -> deliveries.get(0).text().equals("bad") ? LATER : DONE);
    inbox.awaitInOrder("bad", "good", "bad");
  }

  private static void retryIgnoresTags(Stage stage) throws Exception {
    stage.createTopic(1);
    Set<String> failed = ConcurrentHashMap.newKeySet();
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.subscribe(stage.topic(), "T");
    Inbox inbox = new Inbox();
    consumer.registerMessageListener(
        inbox.answering(
            (deliveries, context) -> failed.add(deliveries.get(0).text()) ? LATER : DONE));
    consumer.start();
    stage.send("other", "U");
    stage.send("ours", "T");
    inbox.awaitInOrder("ours", "ours");
  }

  private static void afterRestart(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.setAwaitTerminationMillisWhenShutdown(10_000);
    Inbox inbox =
        failingOnce(
            stage,
            consumer,
            (deliveries, context) -> {
              context.setDelayLevelWhenNextConsume(2);
              return LATER;
            });
    stage.send("m");
    inbox.await(1);
    consumer.shutdown(); // When it is given back, and before it comes again.
    Inbox next = stage.consume("*");
    next.awaitExactly("m");
    assertThat(next.times("m")).containsExactly(1);
  }

  @SuppressWarnings("deprecation") // In use.
  private static void givenBack(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultMQPushConsumer consumer = stage.consumer();
    Inbox inbox = stage.consumeAll(consumer);
    stage.send("m");
    consumer.sendMessageBack(inbox.await("m"), 1);
    inbox.await(2);
    assertThat(inbox.times("m")).containsExactly(0, 1);
  }
}
