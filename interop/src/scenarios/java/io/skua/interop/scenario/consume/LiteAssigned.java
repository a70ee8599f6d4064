package io.skua.interop.scenario.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.consumer.DefaultLitePullConsumer;
import io.skua.common.message.MessageQueue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Consumers that are polled, and whose application names the queues (protocol B 1.3). */
final class LiteAssigned {
  private LiteAssigned() {}

  static List<Case> cases() {
    return List.of(
        Case.of("lite-assigned", LiteAssigned::assigned).asSmoke(),
        Case.of("lite-assigned-before-the-start", LiteAssigned::before),
        Case.of("lite-assigned-anew", LiteAssigned::anew),
        Case.of("lite-assigned-with-tags", LiteAssigned::tags),
        Case.of("lite-assigned-to-two", LiteAssigned::twice),
        Case.of("lite-assigned-goes-on-after-a-restart", LiteAssigned::restart),
        Case.of("lite-queues-of-a-topic", LiteAssigned::queues),
        Case.of("lite-topic-with-more-queues", LiteAssigned::moreQueues));
  }

  /** Starts a consumer that reads these queues of the topic. */
  private static Polls start(Stage stage, DefaultLitePullConsumer consumer, int... ids)
      throws Exception {
    Polls polls = Polls.start(consumer);
    assign(stage, polls, ids);
    return polls;
  }

  private static void assign(Stage stage, Polls polls, int... ids) throws Exception {
    List<MessageQueue> all = polls.queues(stage.topic());
    polls.consumer().assign(IntStream.of(ids).mapToObj(all::get).toList());
  }

  private static void assigned(Stage stage) throws Exception {
    stage.createTopic(3);
    Polls polls = start(stage, stage.lite(), 0, 2);
    for (int i = 0; i < 9; i++) {
      stage.sendTo(i % 3, "m" + i);
    }
    polls.awaitExactly("m0", "m2", "m3", "m5", "m6", "m8");
    assertThat(polls.consumer().assignment())
        .extracting(MessageQueue::getQueueId)
        .containsExactlyInAnyOrder(0, 2);
  }

  private static void before(Stage stage) throws Exception {
    stage.createTopic(2);
    MessageQueue queue = stage.sendTo(1, "m").getMessageQueue();
    stage.sendTo(0, "not wanted");
    DefaultLitePullConsumer consumer = stage.lite();
    consumer.assign(List.of(queue));
    Polls polls = Polls.start(consumer);
    polls.await("m");
    stage.sendTo(1, "n");
    polls.awaitInOrder("m", "n");
  }

  private static void anew(Stage stage) throws Exception {
    stage.createTopic(2);
    Polls polls = start(stage, stage.lite(), 0);
    stage.sendTo(0, "first");
    polls.awaitExactly("first");
    assign(stage, polls, 1);
    stage.sendTo(0, "not wanted");
    stage.sendTo(1, "second");
    polls.awaitExactly("first", "second");
    assertThat(polls.consumer().assignment())
        .extracting(MessageQueue::getQueueId)
        .containsExactly(1);
  }

  private static void tags(Stage stage) throws Exception {
    stage.createTopic(1);
    stage.send("b", "B");
    stage.send("a", "A");
    stage.send("none");
    stage.send("c", "C");
    DefaultLitePullConsumer consumer = stage.lite();
    consumer.setSubExpressionForAssign(stage.topic(), "A || C");
    start(stage, consumer, 0).awaitInOrder("a", "c");
  }

  /** The group shares nothing out: whoever names a queue reads it. */
  private static void twice(Stage stage) throws Exception {
    stage.createTopic(2);
    Polls one = start(stage, stage.lite(), 0, 1);
    Polls two = start(stage, stage.lite(), 1);
    stage.sendTo(0, "in 0");
    stage.sendTo(1, "in 1");
    one.awaitExactly("in 0", "in 1");
    two.awaitExactly("in 1");
  }

  private static void restart(Stage stage) throws Exception {
    stage.createTopic(1);
    String[] sent = stage.fill("old", 3);
    Polls polls = start(stage, stage.lite(), 0);
    polls.awaitInOrder(sent);
    polls.consumer().commit();
    polls.consumer().shutdown();
    stage.awaitCommitted(0, 3);
    stage.send("new");
    start(stage, stage.lite(), 0).awaitExactly("new");
  }

  private static void queues(Stage stage) throws Exception {
    stage.createTopic(3);
    Polls polls = Polls.start(stage.lite());
    assertThat(polls.queues(stage.topic()))
        .allMatch(queue -> queue.getTopic().equals(stage.topic()))
        .extracting(MessageQueue::getQueueId)
        .containsExactly(0, 1, 2);
    assertThat(polls.consumer().assignment()).isEmpty();
  }

  private static void moreQueues(Stage stage) throws Exception {
    stage.createTopic(1);
    Map<String, Set<MessageQueue>> told = new ConcurrentHashMap<>();
    DefaultLitePullConsumer consumer = stage.lite();
    consumer.setTopicMetadataCheckIntervalMillis(500);
    Polls polls = start(stage, consumer, 0);
    consumer.registerTopicMessageQueueChangeListener(stage.topic(), told::put);
    stage.createTopic(3);
    Stage.await(
        "news of three queues", () -> told.getOrDefault(stage.topic(), Set.of()).size() == 3);
    consumer.assign(told.get(stage.topic()));
    assertThat(polls.awaitQueues(3)).extracting(MessageQueue::getQueueId).containsExactly(0, 1, 2);
  }
}
