package io.skua.interop.scenario.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.common.consumer.ConsumeFromWhere;
import io.skua.remoting.protocol.heartbeat.MessageModel;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Where a consumer begins: at an offset, or where it was told to without one (protocol B 3.6). */
final class Beginnings {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneId.systemDefault());

  private Beginnings() {}

  static List<Case> cases() {
    ConsumeFromWhere first = ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET;
    ConsumeFromWhere last = ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET;
    ConsumeFromWhere time = ConsumeFromWhere.CONSUME_FROM_TIMESTAMP;
    return List.of(
        Case.of("sent-before-the-start", Beginnings::before).asSmoke(),
        Case.of("sent-after-the-start", Beginnings::after),
        Case.of("topic-made-after-the-start", Beginnings::topicLater),
        Case.of("first-offset-without-commit", stage -> young(stage, first)),
        Case.of("last-offset-of-a-young-topic", stage -> young(stage, last)),
        Case.of("timestamp-at-a-young-topic", stage -> young(stage, time)),
        Case.of("first-offset-after-a-commit", stage -> committed(stage, first)),
        Case.of("last-offset-after-a-commit", stage -> committed(stage, last)),
        Case.of("timestamp-after-a-commit", stage -> committed(stage, time)),
        Case.of("first-offset-of-a-broadcast", stage -> seenAll(stage, first)),
        Case.of("last-offset-of-a-broadcast", stage -> seenNew(stage, last)),
        Case.of("past-timestamp-of-a-broadcast", stage -> seenAll(stage, time)),
        Case.of("future-timestamp-of-a-broadcast", stage -> seenNew(stage, time)));
  }

  private static void before(Stage stage) throws Exception {
    stage.createTopic(4);
    String[] sent = stage.fill("m", 10);
    stage.consume("*").awaitExactly(sent);
  }

  private static void after(Stage stage) throws Exception {
    stage.createTopic(4);
    DefaultMQPushConsumer consumer = stage.consumer();
    Shares shares = Shares.of(consumer);
    Inbox inbox = stage.consumeAll(consumer);
    Shares.awaitShared(stage.topic(), 4, shares);
    inbox.awaitExactly(stage.fill("m", 10));
  }

  private static void topicLater(Stage stage) throws Exception {
    Inbox inbox = stage.consume("*");
    stage.createTopic(2);
    inbox.awaitExactly(stage.fill("m", 6));
  }

  private static DefaultMQPushConsumer from(Stage stage, ConsumeFromWhere where) {
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.setConsumeFromWhere(where);
    return consumer;
  }

  /** While a queue still has its first message, a broker says that nothing was consumed of it. */
  private static void young(Stage stage, ConsumeFromWhere where) throws Exception {
    stage.createTopic(2);
    String[] sent = stage.fill("m", 6);
    stage.consumeAll(from(stage, where)).awaitExactly(sent);
  }

  private static void committed(Stage stage, ConsumeFromWhere where) throws Exception {
    stage.createTopic(1);
    stage.send("old");
    DefaultMQPushConsumer once = stage.consumer();
    stage.consumeAll(once).awaitExactly("old");
    stage.awaitCommitted(0, 1);
    once.shutdown();
    stage.send("new");
    DefaultMQPushConsumer again = from(stage, where);
    again.setConsumeTimestamp(TIME.format(Instant.EPOCH));
    stage.consumeAll(again).awaitExactly("new");
  }

  /** No broker knows offsets of broadcasts: where to begin counts. */
  private static DefaultMQPushConsumer broadcast(Stage stage, ConsumeFromWhere where) {
    DefaultMQPushConsumer consumer = from(stage, where);
    consumer.setMessageModel(MessageModel.BROADCASTING);
    consumer.setInstanceName(Broadcasts.freshName());
    return consumer;
  }

  private static void seenAll(Stage stage, ConsumeFromWhere where) throws Exception {
    stage.createTopic(2);
    String[] sent = stage.fill("m", 6);
    stage.consumeAll(broadcast(stage, where)).awaitExactly(sent);
  }

  private static void seenNew(Stage stage, ConsumeFromWhere where) throws Exception {
    stage.createTopic(1);
    stage.send("old");
    DefaultMQPushConsumer consumer = broadcast(stage, where);
    consumer.setConsumeTimestamp(TIME.format(Instant.now().plus(Duration.ofDays(1))));
    Inbox inbox = stage.consumeAll(consumer);
    AtomicInteger probes = new AtomicInteger();
    // Those sent before it has found its beginning are old as well.
    Stage.await(
        "a new message",
        () -> {
          stage.send("new " + probes.getAndIncrement());
          return !inbox.texts().isEmpty();
        });
    assertThat(inbox.texts()).doesNotContain("old");
  }
}
