package io.skua.interop.scenario.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.skua.common.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** How much a consumer pulls, hands out at once, and works on at a time. */
final class Flow {
  private static final int PATIENCE_SECONDS = 60;

  private Flow() {}

  static List<Case> cases() {
    return List.of(
        Case.of("batches-of-the-listener", Flow::batches),
        Case.of("batches-are-no-longer-than-a-pull", Flow::pulls),
        Case.of("batches-are-of-one-queue", Flow::oneQueue),
        throttled("threshold-of-messages", consumer -> consumer.setPullThresholdForQueue(2)),
        throttled("threshold-of-a-topic", consumer -> consumer.setPullThresholdForTopic(4)),
        throttled("threshold-of-span", consumer -> consumer.setConsumeConcurrentlyMaxSpan(2)),
        Case.of("threshold-of-size", Flow::size),
        Case.of("interval-between-pulls", Flow::interval),
        Case.of("threads-side-by-side", Flow::threads),
        Case.of("one-thread", Flow::oneThread),
        Case.of("more-threads-while-it-runs", Flow::moreThreads),
        Case.of("suspended-and-resumed", Flow::suspended),
        Case.of("a-thousand-messages", Flow::thousand));
  }

  private static void batches(Stage stage) throws Exception {
    stage.createTopic(1);
    String[] sent = stage.fill("m", 20);
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.setConsumeMessageBatchMaxSize(8);
    Inbox inbox = stage.consumeAll(consumer);
    inbox.awaitExactly(sent);
    assertThat(inbox.batches()).allMatch(size -> size <= 8).contains(8);
  }

  private static void pulls(Stage stage) throws Exception {
    stage.createTopic(1);
    String[] sent = stage.fill("m", 12);
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.setConsumeMessageBatchMaxSize(100);
    consumer.setPullBatchSize(3);
    Inbox inbox = stage.consumeAll(consumer);
    inbox.awaitExactly(sent);
    assertThat(inbox.batches()).containsExactly(3, 3, 3, 3);
  }

  private static void oneQueue(Stage stage) throws Exception {
    stage.createTopic(3);
    String[] sent = stage.fill("m", 18);
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.setConsumeMessageBatchMaxSize(100);
    consumer.subscribe(stage.topic(), "*");
    Inbox inbox = new Inbox();
    consumer.registerMessageListener(
        inbox.answering(
            (deliveries, context) -> {
              assertThat(deliveries)
                  .allMatch(
                      each ->
                          each.message().getQueueId() == context.getMessageQueue().getQueueId());
              return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
            }));
    consumer.start();
    inbox.awaitExactly(sent);
  }

  /**
   * A consumer that pulls one message at a time and may have few in hand, of which the first ones
   * are stuck: all others come when they go on.
   */
  private static Case throttled(String name, Consumer<DefaultMQPushConsumer> setUp) {
    return Case.of(
        name,
        stage -> {
          stage.createTopic(1);
          String[] sent = stage.fill("m", 30);
          CountDownLatch release = new CountDownLatch(1);
          DefaultMQPushConsumer consumer = stage.consumer();
          consumer.setPullBatchSize(1);
          Stage.threads(consumer, 20);
          setUp.accept(consumer);
          consumer.subscribe(stage.topic(), "*");
          Inbox inbox = new Inbox();
          consumer.registerMessageListener(
              inbox.answering(
                  (deliveries, context) -> {
                    release.await();
                    return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
                  }));
          consumer.start();
          inbox.await(3);
          int stuck = inbox.deliveries().size();
          release.countDown();
          assertThat(stuck).isLessThanOrEqualTo(6);
          inbox.awaitExactly(sent);
        });
  }

  private static void size(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.setPullThresholdSizeForQueue(1);
    consumer.setPullThresholdSizeForTopic(1);
    for (int i = 0; i < 12; i++) {
      byte[] body = new byte[300_000];
      new Random(i).nextBytes(body);
      stage.sender().send(new Message(stage.topic(), body));
    }
    assertThat(stage.consumeAll(consumer).await(12)).hasSize(12);
  }

  private static void interval(Stage stage) throws Exception {
    stage.createTopic(1);
    String[] sent = stage.fill("m", 6);
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.setPullBatchSize(1);
    consumer.setPullInterval(50);
    stage.consumeAll(consumer).awaitExactly(sent);
  }

  /** A listener whose calls wait for each other: all of them are there at a time. */
  private static Inbox meeting(Stage stage, DefaultMQPushConsumer consumer, int parties)
      throws Exception {
    CyclicBarrier all = new CyclicBarrier(parties);
    Inbox inbox = new Inbox();
    consumer.subscribe(stage.topic(), "*");
    consumer.registerMessageListener(
        inbox.answering(
            (deliveries, context) -> {
              if (!deliveries.get(0).text().equals("alone")) {
                all.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
              }
              return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
            }));
    consumer.start();
    return inbox;
  }

  private static void threads(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultMQPushConsumer consumer = stage.consumer();
    Stage.threads(consumer, 4);
    Inbox inbox = meeting(stage, consumer, 4);
    inbox.awaitExactly(stage.fill("m", 4));
    stage.awaitCommitted(0, 4); // They met, or they would have failed.
  }

  private static void oneThread(Stage stage) throws Exception {
    stage.createTopic(1);
    String[] sent = stage.fill("m", 20);
    stage.consume("*").awaitInOrder(sent);
  }

  private static void moreThreads(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.setConsumeThreadMax(8);
    Inbox inbox = meeting(stage, consumer, 3);
    stage.send("alone");
    inbox.await("alone");
    consumer.updateCorePoolSize(3);
    stage.fill("m", 3);
    stage.awaitCommitted(0, 4);
    assertThat(inbox.texts()).hasSize(4);
  }

  private static void suspended(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultMQPushConsumer consumer = stage.consumer();
    Inbox inbox = stage.consumeAll(consumer);
    stage.send("before");
    inbox.await("before");
    consumer.suspend();
    assertThat(consumer.isPause()).isTrue();
    stage.fill("while ", 4);
    consumer.resume();
    assertThat(consumer.isPause()).isFalse();
    inbox.awaitExactly("before", "while 0", "while 1", "while 2", "while 3");
  }

  private static void thousand(Stage stage) throws Exception {
    stage.createTopic(4);
    Inbox inbox = stage.consume("*");
    for (int batch = 0; batch < 10; batch++) {
      List<Message> messages = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        messages.add(stage.message("m" + (batch * 100 + i)));
      }
      stage.sender().send(messages);
    }
    inbox.await(1_000);
    assertThat(inbox.texts()).hasSize(1_000).doesNotHaveDuplicates();
  }
}
