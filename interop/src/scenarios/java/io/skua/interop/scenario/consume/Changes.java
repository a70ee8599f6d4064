package io.skua.interop.scenario.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.consumer.DefaultMQPushConsumer;
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

  private static void twoTopics(Stage stage) throws Exception {
    stage.createTopic(2);
    stage.createTopic(stage.otherTopic(), 2);
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.subscribe(stage.otherTopic(), "*");
    Inbox inbox = stage.consumeAll(consumer);
    stage.send("one");
    stage.sendToOther("two");
    inbox.awaitExactly("one", "two");
    assertThat(inbox.await("one").getTopic()).isEqualTo(stage.topic());
    assertThat(inbox.await("two").getTopic()).isEqualTo(stage.otherTopic());
  }

  private static void second(Stage stage) throws Exception {
    stage.createTopic(1);
    stage.createTopic(stage.otherTopic(), 1);
    DefaultMQPushConsumer consumer = stage.consumer();
    Inbox inbox = stage.consumeAll(consumer);
    stage.send("one");
    inbox.await("one");
    consumer.subscribe(stage.otherTopic(), "*");
    stage.sendToOther("two");
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
    stage.createTopic(stage.otherTopic(), 1);
    stage.sendToOther("not wanted");
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.subscribe(stage.otherTopic(), "*");
    consumer.unsubscribe(stage.otherTopic());
    Inbox inbox = stage.consumeAll(consumer);
    stage.send("wanted");
    inbox.awaitExactly("wanted");
  }

  private static void unsubscribed(Stage stage) throws Exception {
    stage.createTopic(1);
    stage.createTopic(stage.otherTopic(), 1);
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.subscribe(stage.otherTopic(), "*");
    Inbox inbox = stage.consumeAll(consumer);
    stage.send("one");
    inbox.await("one");
    consumer.unsubscribe(stage.topic());
    stage.awaitSilence(inbox, inbox::await);
  }

  private static void again(Stage stage) throws Exception {
    stage.createTopic(1);
    stage.createTopic(stage.otherTopic(), 1);
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.subscribe(stage.otherTopic(), "*");
    Inbox inbox = stage.consumeAll(consumer);
    stage.send("one");
    inbox.await("one");
    consumer.unsubscribe(stage.topic());
    stage.awaitSilence(inbox, inbox::await);
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
