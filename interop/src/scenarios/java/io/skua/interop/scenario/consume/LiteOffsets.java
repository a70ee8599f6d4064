package io.skua.interop.scenario.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.consumer.DefaultLitePullConsumer;
import io.skua.common.message.MessageQueue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Where a consumer that is polled goes on, and what it commits (protocol B 1.3). */
final class LiteOffsets {
  private LiteOffsets() {}

  static List<Case> cases() {
    return List.of(
        Case.of("lite-seek-back", LiteOffsets::back),
        Case.of("lite-seek-to-the-beginning", LiteOffsets::toBegin),
        Case.of("lite-seek-to-the-end", LiteOffsets::toEnd),
        Case.of("lite-seek-to-a-time", LiteOffsets::toTime),
        Case.of("lite-commit-after-a-seek-back", LiteOffsets::commitBack),
        Case.of("lite-commits-what-was-polled", LiteOffsets::commitSync),
        Case.of("lite-commits-an-offset", LiteOffsets::commitOffset),
        Case.of("lite-commits-some-queues", LiteOffsets::commitQueue),
        Case.of("lite-commits-by-itself", LiteOffsets::automatic),
        Case.of("lite-commits-nothing-by-itself", LiteOffsets::manual),
        Case.of("lite-pause-and-resume", LiteOffsets::pause));
  }

  /** Has a consumer poll five messages of the only queue. */
  private static Polls five(Stage stage, DefaultLitePullConsumer consumer) throws Exception {
    stage.createTopic(1);
    String[] sent = stage.fill("m", 5);
    Polls polls = Polls.all(stage, consumer);
    polls.awaitInOrder(sent);
    return polls;
  }

  private static MessageQueue queue(Polls polls) throws Exception {
    return polls.awaitQueues(1).get(0);
  }

  private static void back(Stage stage) throws Exception {
    Polls polls = five(stage, stage.lite());
    polls.consumer().seek(queue(polls), 3);
    polls.awaitInOrder("m0", "m1", "m2", "m3", "m4", "m3", "m4");
  }

  private static void toBegin(Stage stage) throws Exception {
    Polls polls = five(stage, stage.lite());
    polls.consumer().seekToBegin(queue(polls));
    polls.awaitInOrder("m0", "m1", "m2", "m3", "m4", "m0", "m1", "m2", "m3", "m4");
  }

  private static void toEnd(Stage stage) throws Exception {
    stage.createTopic(1);
    stage.fill("old", 50);
    DefaultLitePullConsumer consumer = stage.lite();
    consumer.setPullBatchSize(1);
    Polls polls = Polls.all(stage, consumer);
    polls.await("old0");
    consumer.seekToEnd(queue(polls));
    stage.send("new");
    polls.await("new");
    assertThat(polls.inbox().texts()).startsWith("old0").endsWith("new").doesNotContain("old49");
  }

  private static void toTime(Stage stage) throws Exception {
    stage.createTopic(1);
    stage.fill("old", 2);
    Polls polls = Polls.all(stage, stage.lite());
    long last = polls.await(2).get(1).message().getStoreTimestamp();
    Stage.await("a later time", () -> System.currentTimeMillis() > last + 1);
    stage.fill("new", 2);
    polls.await(4);
    MessageQueue queue = queue(polls);
    long offset = polls.consumer().offsetForTimestamp(queue, last + 1);
    assertThat(offset).isEqualTo(2);
    assertThat(polls.consumer().offsetForTimestamp(queue, 0L)).isZero();
    polls.consumer().seek(queue, offset);
    polls.awaitInOrder("old0", "old1", "new0", "new1", "new0", "new1");
  }

  private static void commitBack(Stage stage) throws Exception {
    DefaultLitePullConsumer consumer = stage.lite();
    consumer.setAutoCommit(false);
    consumer.setPullBatchSize(1);
    Polls polls = five(stage, consumer);
    consumer.commit(Set.of(queue(polls)), true);
    stage.awaitCommitted(0, 5);
    consumer.seek(queue(polls), 1);
    polls.await(6);
    consumer.commit(Set.of(queue(polls)), true);
    stage.awaitCommitted(0, 2);
    consumer.shutdown();
    Polls.all(stage, stage.lite()).awaitInOrder("m2", "m3", "m4");
  }

  @SuppressWarnings("deprecation") // In use.
  private static void commitSync(Stage stage) throws Exception {
    DefaultLitePullConsumer consumer = stage.lite();
    consumer.setAutoCommit(false);
    Polls polls = five(stage, consumer);
    consumer.commitSync();
    assertThat(consumer.committed(queue(polls))).isEqualTo(5);
    stage.awaitCommitted(0, 5);
    consumer.shutdown();
    stage.send("new");
    Polls.all(stage, stage.lite()).awaitExactly("new");
  }

  @SuppressWarnings("deprecation") // In use.
  private static void commitOffset(Stage stage) throws Exception {
    DefaultLitePullConsumer consumer = stage.lite();
    consumer.setAutoCommit(false);
    Polls polls = five(stage, consumer);
    MessageQueue queue = queue(polls);
    consumer.commit(Map.of(queue, 2L), true);
    stage.awaitCommitted(0, 2);
    consumer.commitSync(Map.of(queue, 3L), true);
    stage.awaitCommitted(0, 3);
    assertThat(consumer.committed(queue)).isEqualTo(3);
    consumer.shutdown();
    Polls.all(stage, stage.lite()).awaitInOrder("m3", "m4");
  }

  private static void commitQueue(Stage stage) throws Exception {
    stage.createTopic(2);
    stage.sendTo(0, "in 0");
    stage.sendTo(1, "in 1");
    DefaultLitePullConsumer consumer = stage.lite();
    consumer.setAutoCommit(false);
    Polls polls = Polls.all(stage, consumer);
    polls.awaitExactly("in 0", "in 1");
    consumer.commit(Set.of(polls.awaitQueues(2).get(1)), true);
    stage.awaitCommitted(1, 1);
    consumer.shutdown();
    Polls.all(stage, stage.lite()).awaitExactly("in 0");
  }

  private static void automatic(Stage stage) throws Exception {
    DefaultLitePullConsumer consumer = stage.lite();
    consumer.setAutoCommitIntervalMillis(1_000);
    Polls polls = five(stage, consumer);
    Stage.await(
        "a commit",
        () -> {
          polls.poll();
          return stage.operator().committed(stage.group(), stage.topic(), 0).orElse(0) == 5;
        });
    consumer.shutdown();
    stage.send("new");
    Polls.all(stage, stage.lite()).awaitExactly("new");
  }

  private static void manual(Stage stage) throws Exception {
    DefaultLitePullConsumer consumer = stage.lite();
    consumer.setAutoCommit(false);
    Polls polls = five(stage, consumer);
    polls.poll();
    consumer.shutdown();
    Polls.all(stage, stage.lite()).awaitInOrder("m0", "m1", "m2", "m3", "m4");
  }

  /** A pull that is under way when its queue is told to rest may still bring something. */
  private static void pause(Stage stage) throws Exception {
    stage.createTopic(2);
    Polls polls = Polls.all(stage, stage.lite());
    List<MessageQueue> resting = polls.awaitQueues(2).subList(0, 1);
    polls.consumer().pause(resting);
    AtomicInteger sent = new AtomicInteger();
    Stage.await(
        "three messages that are held back",
        () -> {
          int number = sent.getAndIncrement();
          stage.sendTo(0, "silent " + number);
          stage.sendTo(1, "loud " + number);
          polls.await("loud " + number);
          return polls.inbox().texts().size() <= 2 * sent.get() - 3;
        });
    polls.consumer().resume(resting);
    polls.await(2 * sent.get());
    assertThat(polls.inbox().texts()).doesNotHaveDuplicates();
  }
}
