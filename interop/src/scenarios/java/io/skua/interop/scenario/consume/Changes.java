package io.skua.interop.scenario.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.common.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Subscriptions that come, change and go. */
final class Changes {
  private Changes() {}

  static List<Case> cases() {
    return List.of(
        Case.of("two-topics", Changes::twoTopics),
        Case.of("second-topic-while-it-runs", Changes::second).asSmoke(),
        Case.of("other-tags-while-it-runs", Changes::otherTags),
        Case.of("unsubscribed-before-the-start", Changes::never),
        Case.of("unsubscribed-while-it-runs", Changes::unsubscribed),
        Case.of("subscribed-again", Changes::again),
        Case.of("other-tags-after-a-restart", Changes::restart));
  }

  private static String other(Stage stage) {
    return "other-" + stage.topic();
  }

  private static void sendToOther(Stage stage, String text) throws Exception {
    stage.sender().send(new Message(other(stage), text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void twoTopics(Stage stage) throws Exception {
    stage.createTopic(2);
    stage.createTopic(other(stage), 2);
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.subscribe(other(stage), "*");
    Inbox inbox = stage.consumeAll(consumer);
    stage.send("one");
    sendToOther(stage, "two");
    inbox.awaitExactly("one", "two");
    assertThat(inbox.await("one").getTopic()).isEqualTo(stage.topic());
    assertThat(inbox.await("two").getTopic()).isEqualTo(other(stage));
  }

  private static void second(Stage stage) throws Exception {
    stage.createTopic(1);
    stage.createTopic(other(stage), 1);
    DefaultMQPushConsumer consumer = stage.consumer();
    Inbox inbox = stage.consumeAll(consumer);
    stage.send("one");
    inbox.await("one");
    consumer.subscribe(other(stage), "*");
    sendToOther(stage, "two");
    inbox.awaitExactly("one", "two");
  }

  private static void otherTags(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.subscribe(stage.topic(), "A");
    Inbox inbox = stage.start(consumer);
    stage.send("a", "A");
    inbox.await("a");
    consumer.subscribe(stage.topic(), "A || B");
    AtomicInteger probes = new AtomicInteger();
    Stage.await(
        "a message of the other tag",
        () -> {
          stage.send("b" + probes.getAndIncrement(), "B");
          return inbox.texts().size() > 1;
        });
  }

  private static void never(Stage stage) throws Exception {
    stage.createTopic(1);
    stage.createTopic(other(stage), 1);
    sendToOther(stage, "not wanted");
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.subscribe(other(stage), "*");
    consumer.unsubscribe(other(stage));
    Inbox inbox = stage.consumeAll(consumer);
    stage.send("wanted");
    inbox.awaitExactly("wanted");
  }

  /**
   * Waits until what is sent to a topic does not come, though what is sent later elsewhere does.
   */
  private static void awaitSilence(Stage stage, Inbox inbox) {
    AtomicInteger probes = new AtomicInteger();
    Stage.await(
        "silence of the topic",
        () -> {
          int number = probes.getAndIncrement();
          stage.send("silent " + number);
          sendToOther(stage, "loud " + number);
          inbox.await("loud " + number);
          return !inbox.texts().contains("silent " + number);
        });
  }

  private static void unsubscribed(Stage stage) throws Exception {
    stage.createTopic(1);
    stage.createTopic(other(stage), 1);
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.subscribe(other(stage), "*");
    Inbox inbox = stage.consumeAll(consumer);
    stage.send("one");
    inbox.await("one");
    consumer.unsubscribe(stage.topic());
    awaitSilence(stage, inbox);
  }

  private static void again(Stage stage) throws Exception {
    stage.createTopic(1);
    stage.createTopic(other(stage), 1);
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.subscribe(other(stage), "*");
    Inbox inbox = stage.consumeAll(consumer);
    stage.send("one");
    inbox.await("one");
    consumer.unsubscribe(stage.topic());
    awaitSilence(stage, inbox);
    consumer.subscribe(stage.topic(), "*");
    stage.send("two");
    inbox.await("two");
  }

  private static void restart(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.subscribe(stage.topic(), "A");
    Inbox inbox = stage.start(consumer);
    stage.send("b", "B");
    stage.send("a", "A");
    inbox.awaitExactly("a");
    stage.awaitCommitted(0, 2);
    consumer.shutdown();
    Inbox next = stage.consume("B");
    stage.send("a again", "A");
    stage.send("b again", "B");
    next.awaitExactly("b again");
  }
}
