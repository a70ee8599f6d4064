package io.skua.interop.scenario.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.consumer.DefaultMQPullConsumer;
import io.skua.client.consumer.MessageSelector;
import io.skua.client.consumer.PullCallback;
import io.skua.client.consumer.PullResult;
import io.skua.client.consumer.PullStatus;
import io.skua.client.exception.MQClientException;
import io.skua.common.message.Message;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The old consumer, which pulls when it is told to (protocol B 1.4, 4.2). */
@SuppressWarnings("deprecation") // In use.
final class OldPull {
  private static final String NAMESPACE = "space";
  private static final int MOST = 32;

  private OldPull() {}

  static List<Case> cases() {
    return List.of(
        Case.of("pull-to-the-end", OldPull::toEnd).asSmoke(),
        Case.of("pull-asynchronously", OldPull::asynchronous),
        Case.of("pull-so-many-at-most", OldPull::atMost),
        Case.of("pull-at-an-illegal-offset", OldPull::illegal),
        Case.of("pull-with-tags", OldPull::tags),
        Case.of("pull-with-a-selector", OldPull::selector),
        Case.of("pull-waits", OldPull::waits),
        Case.of("pull-waits-in-vain", OldPull::inVain),
        Case.of("pull-finds-without-waiting", OldPull::found),
        Case.of("pull-in-a-namespace", OldPull::namespace),
        Case.of("pull-wrong-arguments", OldPull::arguments),
        Case.of("pull-not-running", OldPull::notRunning));
  }

  static DefaultMQPullConsumer started(Stage stage) throws MQClientException {
    DefaultMQPullConsumer consumer = stage.puller();
    consumer.start();
    return consumer;
  }

  static List<String> texts(PullResult result) {
    return result.getMsgFoundList().stream().map(Inbox::text).toList();
  }

  /** What came of a pull, as soon as it has. */
  private static final class Outcome implements PullCallback {
    private final CompletableFuture<PullResult> result = new CompletableFuture<>();

    @Override
    public void onSuccess(PullResult pullResult) {
      result.complete(pullResult);
    }

    @Override
    public void onException(Throwable e) {
      result.completeExceptionally(e);
    }

    PullResult await() {
      Stage.await("the outcome of a pull", result::isDone);
      return result.join();
    }
  }

  private static void toEnd(Stage stage) throws Exception {
    stage.createTopic(1);
    MessageQueue queue = stage.send("m0").getMessageQueue();
    stage.send("m1");
    DefaultMQPullConsumer consumer = started(stage);
    PullResult all = consumer.pull(queue, "*", 0, MOST);
    assertThat(all.getPullStatus()).isEqualTo(PullStatus.FOUND);
    assertThat(texts(all)).containsExactly("m0", "m1");
    assertThat(all.getNextBeginOffset()).isEqualTo(2);
    assertThat(all.getMinOffset()).isZero();
    assertThat(all.getMaxOffset()).isEqualTo(2);
    PullResult none = consumer.pull(queue, "*", 2, MOST);
    assertThat(none.getPullStatus()).isEqualTo(PullStatus.NO_NEW_MSG);
    assertThat(none.getNextBeginOffset()).isEqualTo(2);
    stage.send("m2");
    assertThat(texts(consumer.pull(queue, (String) null, 2, MOST))).containsExactly("m2");
  }

  private static void asynchronous(Stage stage) throws Exception {
    stage.createTopic(1);
    MessageQueue queue = stage.send("m").getMessageQueue();
    DefaultMQPullConsumer consumer = started(stage);
    Outcome all = new Outcome();
    consumer.pull(queue, "*", 0, MOST, all);
    assertThat(all.await().getPullStatus()).isEqualTo(PullStatus.FOUND);
    assertThat(texts(all.await())).containsExactly("m");
    Outcome none = new Outcome();
    consumer.pull(queue, "*", 1, MOST, none);
    assertThat(none.await().getPullStatus()).isEqualTo(PullStatus.NO_NEW_MSG);
  }

  private static void atMost(Stage stage) throws Exception {
    stage.createTopic(1);
    MessageQueue queue = stage.send("m0").getMessageQueue();
    stage.send("m1");
    stage.send("m2");
    DefaultMQPullConsumer consumer = started(stage);
    PullResult two = consumer.pull(queue, "*", 0, 2);
    assertThat(texts(two)).containsExactly("m0", "m1");
    assertThat(two.getNextBeginOffset()).isEqualTo(2);
    assertThat(texts(consumer.pull(queue, "*", 2, 2))).containsExactly("m2");
  }

  private static void illegal(Stage stage) throws Exception {
    stage.createTopic(2);
    MessageQueue queue = stage.sendTo(0, "m").getMessageQueue();
    MessageQueue empty = new MessageQueue(stage.topic(), queue.getBrokerName(), 1);
    DefaultMQPullConsumer consumer = started(stage);
    for (MessageQueue each : List.of(queue, empty)) {
      PullResult result = consumer.pull(each, "*", 7, MOST);
      assertThat(result.getPullStatus()).as("%s", each).isEqualTo(PullStatus.OFFSET_ILLEGAL);
      assertThat(result.getNextBeginOffset()).isEqualTo(each == queue ? 1 : 0);
    }
  }

  private static void tags(Stage stage) throws Exception {
    stage.createTopic(1);
    MessageQueue queue = stage.send("a0", "A").getMessageQueue();
    stage.send("b0", "B");
    stage.send("a1", "A");
    DefaultMQPullConsumer consumer = started(stage);
    assertThat(texts(consumer.pull(queue, "A", 0, MOST))).containsExactly("a0", "a1");
    assertThat(texts(consumer.pull(queue, "B || C", 0, MOST))).containsExactly("b0");
    PullResult none = consumer.pull(queue, "C", 0, MOST);
    assertThat(none.getPullStatus()).isEqualTo(PullStatus.NO_MATCHED_MSG);
    assertThat(none.getNextBeginOffset()).isEqualTo(3);
  }

  private static void selector(Stage stage) throws Exception {
    stage.createTopic(1);
    for (int i = 0; i < 4; i++) {
      Message message = stage.message("m" + i, "T" + i);
      message.putUserProperty("a", Integer.toString(i));
      stage.send(message);
    }
    DefaultMQPullConsumer consumer = started(stage);
    MessageQueue queue = consumer.fetchSubscribeMessageQueues(stage.topic()).iterator().next();
    MessageSelector sql = MessageSelector.bySql("a > 1");
    // Apache's client refuses until it has heard of the broker's version in answer to a heartbeat.
    Stage.await(
        "a pull with SQL92",
        () -> consumer.pull(queue, sql, 0, MOST).getPullStatus() == PullStatus.FOUND);
    assertThat(texts(consumer.pull(queue, sql, 0, MOST))).containsExactly("m2", "m3");
    assertThat(texts(consumer.pull(queue, MessageSelector.byTag("T1"), 0, MOST)))
        .containsExactly("m1");
  }

  private static void waits(Stage stage) throws Exception {
    stage.createTopic(1);
    MessageQueue queue = stage.send("old").getMessageQueue();
    DefaultMQPullConsumer consumer = started(stage);
    Outcome outcome = new Outcome();
    consumer.pullBlockIfNotFound(queue, "*", 1, MOST, outcome);
    stage.send("new");
    assertThat(outcome.await().getPullStatus()).isEqualTo(PullStatus.FOUND);
    assertThat(texts(outcome.await())).containsExactly("new");
  }

  private static void inVain(Stage stage) throws Exception {
    stage.createTopic(1);
    MessageQueue queue = stage.send("old").getMessageQueue();
    DefaultMQPullConsumer consumer = stage.puller();
    consumer.setBrokerSuspendMaxTimeMillis(1_000);
    consumer.start();
    PullResult result = consumer.pullBlockIfNotFound(queue, "*", 1, MOST);
    assertThat(result.getPullStatus()).isEqualTo(PullStatus.NO_NEW_MSG);
    assertThat(result.getNextBeginOffset()).isEqualTo(1);
  }

  private static void found(Stage stage) throws Exception {
    stage.createTopic(1);
    MessageQueue queue = stage.send("m").getMessageQueue();
    PullResult result = started(stage).pullBlockIfNotFound(queue, "*", 0, MOST);
    assertThat(result.getPullStatus()).isEqualTo(PullStatus.FOUND);
    assertThat(texts(result)).containsExactly("m");
  }

  private static void namespace(Stage stage) throws Exception {
    String onTheBroker = NAMESPACE + "%" + stage.topic();
    stage.createTopic(onTheBroker, 1);
    stage.send(new Message(onTheBroker, "m".getBytes(StandardCharsets.UTF_8)));
    DefaultMQPullConsumer consumer = stage.puller();
    consumer.setNamespace(NAMESPACE);
    consumer.start();
    MessageQueue queue = consumer.fetchSubscribeMessageQueues(stage.topic()).iterator().next();
    assertThat(queue.getTopic()).isEqualTo(stage.topic());
    assertThat(consumer.pull(queue, "*", 0, MOST).getMsgFoundList())
        .extracting(MessageExt::getTopic)
        .containsExactly(stage.topic());
  }

  private static void arguments(Stage stage) throws Exception {
    stage.createTopic(1);
    MessageQueue queue = stage.send("m").getMessageQueue();
    DefaultMQPullConsumer consumer = started(stage);
    refused(() -> consumer.pull(null, "*", 0, MOST), "mq is null");
    refused(() -> consumer.pull(queue, "*", -1, MOST), "offset < 0");
    refused(() -> consumer.pull(queue, "*", 0, 0), "maxNums <= 0");
    refused(() -> consumer.pull(queue, "||", 0, MOST), "parse subscription error");
    refused(() -> consumer.pull(queue, "*", 0, MOST, (PullCallback) null), "pullCallback is null");
    assertThatThrownBy(() -> consumer.fetchMessageQueuesInBalance(null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("topic is null");
    assertThat(texts(consumer.pull(queue, "*", 0, MOST))).as("afterwards").containsExactly("m");
  }

  private static void notRunning(Stage stage) throws Exception {
    stage.createTopic(1);
    MessageQueue queue = stage.send("m").getMessageQueue();
    DefaultMQPullConsumer consumer = stage.puller();
    String notRunning = "The consumer is not in running status";
    refused(() -> consumer.pull(queue, "*", 0, MOST), notRunning);
    consumer.start();
    refused(consumer::start, "The PullConsumer service state not OK, maybe started once");
    assertThat(texts(consumer.pull(queue, "*", 0, MOST))).containsExactly("m");
    consumer.shutdown();
    consumer.shutdown();
    refused(() -> consumer.pull(queue, "*", 0, MOST), notRunning);
    refused(() -> consumer.fetchConsumeOffset(queue, true), notRunning);
  }

  private static void refused(ThrowingCallable call, String text) {
    assertThatThrownBy(call).isInstanceOf(MQClientException.class).hasMessageContaining(text);
  }
}
