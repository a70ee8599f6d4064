package io.skua.interop.scenario.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.listener.ConsumeConcurrentlyStatus;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Offsets: what is committed, when, and who goes on from there (protocol B 5). */
final class Progress {
  private Progress() {}

  static List<Case> cases() {
    return List.of(
        Case.of("committed-while-it-runs", Progress::running),
        Case.of("committed-by-its-end", Progress::atEnd).asSmoke(),
        Case.of("goes-on-after-a-restart", Progress::restart).asSmoke(),
        Case.of("not-beyond-what-is-not-done", Progress::notBeyond),
        Case.of("beyond-what-was-left-out", Progress::leftOut),
        Case.of("reset-to-the-beginning", Progress::reset),
        Case.of("reset-to-a-time", Progress::resetToTime));
  }

  private static void running(Stage stage) throws Exception {
    stage.createTopic(2);
    Inbox inbox = stage.consume("*");
    for (int i = 0; i < 5; i++) {
      stage.sendTo(1, "m" + i);
    }
    inbox.await(5);
    stage.awaitCommitted(1, 5);
  }

  private static void atEnd(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.setPersistConsumerOffsetInterval(600_000);
    consumer.setAwaitTerminationMillisWhenShutdown(10_000);
    Inbox inbox = stage.consumeAll(consumer);
    inbox.awaitExactly(stage.fill("m", 3));
    consumer.shutdown();
    stage.awaitCommitted(0, 3);
  }

  private static void restart(Stage stage) throws Exception {
    stage.createTopic(2);
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.setAwaitTerminationMillisWhenShutdown(10_000);
    Inbox inbox = stage.consumeAll(consumer);
    inbox.awaitExactly(stage.fill("a", 8));
    consumer.shutdown();
    String[] sent = stage.fill("b", 8);
    stage.consume("*").awaitExactly(sent);
  }

  /** What is done behind a message that is not does not count. */
  private static void notBeyond(Stage stage) throws Exception {
    stage.createTopic(1);
    CountDownLatch release = new CountDownLatch(1);
    DefaultMQPushConsumer consumer = stage.consumer();
    Stage.threads(consumer, 2);
    consumer.subscribe(stage.topic(), "*");
    Inbox inbox = new Inbox();
    consumer.registerMessageListener(
        inbox.answering(
            (deliveries, context) -> {
              if (deliveries.get(0).text().equals("m1")) {
                release.await();
              }
              return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
            }));
    consumer.start();
    try {
      stage.fill("m", 4);
      inbox.await(4);
      stage.awaitCommitted(0, 1);
    } finally {
      release.countDown();
    }
    stage.awaitCommitted(0, 4);
  }

  private static void leftOut(Stage stage) throws Exception {
    stage.createTopic(1);
    Inbox inbox = stage.consume("A");
    for (int i = 0; i < 5; i++) {
      stage.send("b" + i, "B");
    }
    stage.awaitCommitted(0, 5);
    assertThat(inbox.texts()).isEmpty();
  }

  private static void reset(Stage stage) throws Exception {
    stage.createTopic(1);
    Inbox inbox = stage.consume("*");
    stage.fill("m", 3);
    inbox.await(3);
    stage.awaitCommitted(0, 3);
    stage.operator().reset(stage.group(), stage.topic(), 0);
    inbox.awaitExactly("m0", "m1", "m2", "m0", "m1", "m2");
    stage.awaitCommitted(0, 3);
  }

  private static void resetToTime(Stage stage) throws Exception {
    stage.createTopic(1);
    Inbox inbox = stage.consume("*");
    stage.fill("old", 2);
    inbox.await(2);
    long last = inbox.await("old1").getStoreTimestamp();
    Stage.await("a later time", () -> System.currentTimeMillis() > last + 1);
    stage.fill("new", 2);
    inbox.await(4);
    stage.awaitCommitted(0, 4);
    stage.operator().reset(stage.group(), stage.topic(), last + 1);
    inbox.awaitExactly("old0", "old1", "new0", "new1", "new0", "new1");
  }
}
