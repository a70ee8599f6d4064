package io.skua.interop.scenario.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.skua.remoting.protocol.heartbeat.MessageModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Members that each get everything, and keep their offsets in files (protocol B 5.3, 6.4). */
final class Broadcasts {
  private Broadcasts() {}

  static List<Case> cases() {
    return List.of(
        Case.of("broadcast", Broadcasts::everybody).asSmoke(),
        Case.of("broadcast-goes-on-after-a-restart", Broadcasts::restart),
        Case.of("broadcast-file", Broadcasts::file),
        Case.of("broadcast-failures-are-left-out", Broadcasts::failures),
        Case.of("broadcast-with-tags", Broadcasts::tags),
        Case.of("broadcast-member-has-no-effect-on-others", Broadcasts::leaves));
  }

  /** A name of an instance that has no file of offsets, of an earlier build say. */
  static String freshName() {
    return "broadcast-" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
  }

  private static DefaultMQPushConsumer consumer(Stage stage, String instance) {
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.setMessageModel(MessageModel.BROADCASTING);
    consumer.setInstanceName(instance);
    return consumer;
  }

  private static void everybody(Stage stage) throws Exception {
    stage.createTopic(2);
    Inbox first = stage.consumeAll(consumer(stage, freshName()));
    Inbox second = stage.consumeAll(consumer(stage, freshName()));
    String[] sent = stage.fill("m", 8);
    first.awaitExactly(sent);
    second.awaitExactly(sent);
  }

  private static void restart(Stage stage) throws Exception {
    stage.createTopic(1);
    String instance = freshName();
    DefaultMQPushConsumer consumer = consumer(stage, instance);
    Inbox inbox = stage.consumeAll(consumer);
    stage.send("first");
    inbox.awaitExactly("first");
    awaitKept(consumer, stage, "1");
    consumer.shutdown();
    stage.send("second");
    stage.consumeAll(consumer(stage, instance)).awaitExactly("second");
  }

  private static Path file(DefaultMQPushConsumer consumer, Stage stage) {
    String clientId = consumer.getClientIP() + "@" + consumer.getInstanceName();
    return Path.of(
        System.getProperty("user.home"),
        ".rocketmq_offsets",
        clientId,
        stage.group(),
        "offsets.json");
  }

  /** Offsets are kept ten seconds after the start and then every moment. */
  private static void awaitKept(DefaultMQPushConsumer consumer, Stage stage, String offset) {
    Path file = file(consumer, stage);
    Stage.await(
        "offset " + offset + " in " + file,
        () ->
            Files.exists(file)
                && Files.readString(file).matches("(?s).*}\\s*:\\s*" + offset + "\\b.*"));
  }

  private static void file(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultMQPushConsumer consumer = consumer(stage, freshName());
    Inbox inbox = stage.consumeAll(consumer);
    inbox.awaitExactly(stage.fill("m", 3));
    awaitKept(consumer, stage, "3");
    assertThat(Files.readString(file(consumer, stage)))
        .contains("\"offsetTable\"")
        .contains("\"topic\":\"" + stage.topic() + "\"")
        .contains("\"queueId\":0");
    assertThat(stage.operator().committed(stage.group(), stage.topic(), 0))
        .as("on the broker")
        .isEmpty();
  }

  private static void failures(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultMQPushConsumer consumer = consumer(stage, freshName());
    consumer.subscribe(stage.topic(), "*");
    Inbox inbox = new Inbox();
    consumer.registerMessageListener(
        inbox.answering((deliveries, context) -> ConsumeConcurrentlyStatus.RECONSUME_LATER));
    consumer.start();
    String[] sent = stage.fill("m", 3);
    inbox.awaitInOrder(sent);
    awaitKept(consumer, stage, "3");
    assertThat(inbox.texts()).containsExactly(sent);
  }

  private static void tags(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultMQPushConsumer consumer = consumer(stage, freshName());
    consumer.subscribe(stage.topic(), "A");
    Inbox inbox = stage.start(consumer);
    stage.send("b", "B");
    stage.send("a", "A");
    inbox.awaitExactly("a");
  }

  private static void leaves(Stage stage) throws Exception {
    stage.createTopic(2);
    DefaultMQPushConsumer leaving = consumer(stage, freshName());
    Inbox inbox = stage.consumeAll(consumer(stage, freshName()));
    stage.consumeAll(leaving);
    stage.awaitMembers(2);
    leaving.shutdown();
    stage.awaitMembers(1);
    inbox.awaitExactly(stage.fill("m", 4));
  }
}
