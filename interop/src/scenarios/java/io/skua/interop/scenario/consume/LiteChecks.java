package io.skua.interop.scenario.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.consumer.DefaultLitePullConsumer;
import io.skua.client.consumer.MessageSelector;
import io.skua.client.exception.MQClientException;
import io.skua.common.consumer.ConsumeFromWhere;
import io.skua.common.message.MessageQueue;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a consumer that is polled refuses, and in which words (protocol B 1.3, 1.5). */
final class LiteChecks {
  private static final String EXCLUSIVE = "Subscribe and assign are mutually exclusive.";

  private LiteChecks() {}

  static List<Case> cases() {
    return List.of(
        Case.of("lite-settings-told", LiteChecks::settings),
        Case.of("lite-not-running", LiteChecks::notRunning),
        Case.of("lite-started-twice", LiteChecks::startedTwice),
        Case.of("lite-stopped-twice", LiteChecks::stoppedTwice),
        Case.of("lite-refused-starts", LiteChecks::refused),
        Case.of("lite-subscribed-or-assigned", LiteChecks::subscribedOrAssigned),
        Case.of("lite-wrong-arguments", LiteChecks::arguments),
        Case.of("lite-wrong-offsets", LiteChecks::offsets));
  }

  private static void settings(Stage stage) {
    DefaultLitePullConsumer consumer = new DefaultLitePullConsumer(stage.group());
    assertThat(consumer.getPullBatchSize()).isEqualTo(10);
    assertThat(consumer.getPullThreadNums()).isEqualTo(20);
    assertThat(consumer.getPollTimeoutMillis()).isEqualTo(5_000);
    assertThat(consumer.isAutoCommit()).isTrue();
    assertThat(consumer.getAutoCommitIntervalMillis()).isEqualTo(5_000);
    consumer.setAutoCommitIntervalMillis(999);
    assertThat(consumer.getAutoCommitIntervalMillis()).as("too short").isEqualTo(5_000);
    assertThat(consumer.getPullThresholdForAll()).isEqualTo(10_000);
    assertThat(consumer.getPullThresholdForQueue()).isEqualTo(1_000);
    assertThat(consumer.getPullThresholdSizeForQueue()).isEqualTo(100);
    assertThat(consumer.getConsumeMaxSpan()).isEqualTo(2_000);
    assertThat(consumer.getBrokerSuspendMaxTimeMillis()).isEqualTo(20_000);
    assertThat(consumer.getConsumerTimeoutMillisWhenSuspend()).isEqualTo(30_000);
    assertThat(consumer.getConsumerPullTimeoutMillis()).isEqualTo(10_000);
    assertThat(consumer.getTopicMetadataCheckIntervalMillis()).isEqualTo(30_000);
    assertThat(consumer.getMessageModel().name()).isEqualTo("CLUSTERING");
    assertThat(consumer.getConsumeFromWhere().name()).isEqualTo("CONSUME_FROM_LAST_OFFSET");
    assertThat(consumer.getConsumeTimestamp()).matches("\\d{14}");
    assertThat(consumer.getAllocateMessageQueueStrategy().getName()).isEqualTo("AVG");
    assertThat(consumer.isRunning()).isFalse();
  }

  private static void notRunning(Stage stage) throws Exception {
    stage.createTopic(1);
    MessageQueue queue = stage.send("m").getMessageQueue();
    DefaultLitePullConsumer consumer = stage.lite();
    refusesAll(consumer, queue);
    Polls.all(stage, consumer).awaitExactly("m");
    assertThat(consumer.isRunning()).isTrue();
    consumer.shutdown();
    assertThat(consumer.isRunning()).isFalse();
    refusesAll(consumer, queue);
  }

  private static void refusesAll(DefaultLitePullConsumer consumer, MessageQueue queue) {
    List<ThrowingCallable> questions =
        List.of(
            () -> consumer.poll(0),
            () -> consumer.fetchMessageQueues(queue.getTopic()),
            () -> consumer.offsetForTimestamp(queue, 0L),
            () -> consumer.committed(queue));
    assertThat(questions)
        .allSatisfy(
            question ->
                assertThatThrownBy(question)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("The consumer not running, please start it first."));
  }

  private static void startedTwice(Stage stage) throws Exception {
    stage.createTopic(1);
    Polls polls = Polls.all(stage, stage.lite());
    assertThatThrownBy(polls.consumer()::start)
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("The PullConsumer service state not OK, maybe started once");
    stage.send("still running");
    polls.awaitExactly("still running");
  }

  private static void stoppedTwice(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultLitePullConsumer consumer = stage.lite();
    assertThatCode(consumer::shutdown).as("never started").doesNotThrowAnyException();
    Polls.all(stage, consumer);
    stage.awaitMembers(1);
    consumer.shutdown();
    assertThatCode(consumer::shutdown).doesNotThrowAnyException();
    stage.awaitMembers(0);
  }

  private static void refused(Stage stage) {
    refused(stage, c -> c.setConsumerGroup(""), "the specified group is blank");
    refused(stage, c -> c.setConsumerGroup("a b"), "contains illegal characters");
    refused(
        stage,
        c -> c.setConsumerGroup("DEFAULT_CONSUMER"),
        "consumerGroup can not equal DEFAULT_CONSUMER, please specify another one.");
    refused(stage, c -> c.setMessageModel(null), "messageModel is null");
    refused(
        stage,
        c -> c.setAllocateMessageQueueStrategy(null),
        "allocateMessageQueueStrategy is null");
    refused(
        stage,
        c -> c.setConsumerTimeoutMillisWhenSuspend(19_999),
        "Long polling mode, the consumer consumerTimeoutMillisWhenSuspend must greater than"
            + " brokerSuspendMaxTimeMillis");
  }

  private static void refused(Stage stage, Consumer<DefaultLitePullConsumer> wrong, String text) {
    DefaultLitePullConsumer consumer = stage.lite();
    wrong.accept(consumer);
    assertThatThrownBy(consumer::start)
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining(text);
  }

  private static void subscribedOrAssigned(Stage stage) throws Exception {
    stage.createTopic(1);
    MessageQueue queue = stage.send("m").getMessageQueue();
    DefaultLitePullConsumer subscribed = stage.lite();
    Polls polls = Polls.all(stage, subscribed);
    assertThatThrownBy(() -> subscribed.assign(List.of(queue)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(EXCLUSIVE);
    polls.awaitExactly("m");
    DefaultLitePullConsumer assigned = stage.lite();
    assigned.assign(List.of(queue));
    refusesToSubscribe(() -> assigned.subscribe(stage.topic(), "*"), EXCLUSIVE);
    refusesToSubscribe(
        () -> assigned.subscribe(stage.topic(), MessageSelector.byTag("A")), EXCLUSIVE);
  }

  private static void refusesToSubscribe(ThrowingCallable subscription, String why) {
    assertThatThrownBy(subscription)
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("subscribe exception")
        .hasRootCauseMessage(why);
  }

  private static void arguments(Stage stage) throws Exception {
    DefaultLitePullConsumer consumer = stage.lite();
    for (List<MessageQueue> none : Arrays.<List<MessageQueue>>asList(null, List.of())) {
      assertThatThrownBy(() -> consumer.assign(none))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Message queues can not be null or empty.");
    }
    refusesToSubscribe(() -> consumer.subscribe("", "*"), "Topic can not be null or empty.");
    assertThatThrownBy(() -> consumer.subscribe(stage.topic(), "||"))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("subscribe exception");
    assertThatThrownBy(() -> consumer.setSubExpressionForAssign(stage.topic(), " "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("subExpression can not be null or empty.");
    assertThatThrownBy(() -> consumer.registerTopicMessageQueueChangeListener(stage.topic(), null))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("Topic or listener is null");
    assertThatThrownBy(
            () -> consumer.setConsumeFromWhere(ConsumeFromWhere.valueOf("CONSUME_FROM_MIN_OFFSET")))
        .isInstanceOf(RuntimeException.class);
    consumer.start();
    assertThatThrownBy(() -> consumer.poll(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Timeout must not be negative");
    assertThatThrownBy(() -> consumer.setSubExpressionForAssign(stage.topic(), "A"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("setAssignTag only can be called before start.");
  }

  private static void offsets(Stage stage) throws Exception {
    stage.createTopic(1);
    stage.fill("m", 3);
    Polls polls = Polls.all(stage, stage.lite());
    polls.await(3);
    DefaultLitePullConsumer consumer = polls.consumer();
    MessageQueue queue = polls.awaitQueues(1).get(0);
    for (long offset : new long[] {-1, 4}) {
      assertThatThrownBy(() -> consumer.seek(queue, offset))
          .isInstanceOf(MQClientException.class)
          .hasMessageContaining(
              "Seek offset illegal, seek offset = " + offset + ", min offset = 0, max offset = 3");
    }
    MessageQueue other = new MessageQueue(stage.topic(), queue.getBrokerName(), 1);
    assertThatThrownBy(() -> consumer.seek(other, 0))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("The message queue is not in assigned list");
    consumer.pause(Set.of(other));
    consumer.seek(queue, 3);
    stage.send("at the end");
    polls.awaitInOrder("m0", "m1", "m2", "at the end");
  }
}
