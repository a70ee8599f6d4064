package io.skua.interop.scenario.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.skua.client.producer.SendResult;
import io.skua.common.message.Message;
import io.skua.common.message.MessageExt;
import java.util.List;

/**
 * Popped messages that a listener fails on: the broker lends them again, ten seconds later at the
 * earliest (protocol B 7.7).
 */
final class PopFailures {
  private static final ConsumeConcurrentlyStatus LATER = ConsumeConcurrentlyStatus.RECONSUME_LATER;
  private static final ConsumeConcurrentlyStatus DONE = ConsumeConcurrentlyStatus.CONSUME_SUCCESS;

  private PopFailures() {}

  static List<Case> cases() {
    return List.of(
        failsOnce("pop-reconsume-later", (deliveries, context) -> LATER),
        failsOnce("pop-listener-returns-null", (deliveries, context) -> null),
        failsOnce(
            "pop-listener-throws",
            (deliveries, context) -> {
              throw new Inbox.Refusal(null);
            }),
        Case.of("pop-retry-keeps-the-message", PopFailures::keeps),
        Case.of("pop-part-of-a-batch-is-done", PopFailures::partlyDone),
        Case.of("pop-others-do-not-wait-for-a-retry", PopFailures::othersGoOn));
  }

  private static Case failsOnce(String name, Inbox.Answer answer) {
    return Case.of(
        name,
        stage -> {
          stage.createTopic(1);
          Inbox inbox = Failures.failingOnce(stage, Pops.popper(stage), answer);
          stage.send("m");
          inbox.awaitInOrder("m", "m");
          assertAgain(inbox.times("m"));
          Pops.assertPopped(inbox.deliveries());
        });
  }

  /** What a broker has given to a connection that breaks has been given: its number is left out. */
  private static void assertAgain(List<Integer> times) {
    assertThat(times).hasSize(2).startsWith(0).isSorted().doesNotHaveDuplicates();
  }

  private static void keeps(Stage stage) throws Exception {
    stage.createTopic(1);
    Inbox inbox = Failures.failingOnce(stage, Pops.popper(stage), (deliveries, context) -> LATER);
    Message message = stage.message("kept", "T");
    message.setKeys("key");
    message.setFlag(3);
    message.putUserProperty("color", "red");
    SendResult sent = stage.send(message);
    MessageExt again = inbox.await(2).get(1).message();
    assertThat(again.getTopic()).isEqualTo(stage.topic());
    assertThat(Inbox.text(again)).isEqualTo("kept");
    assertThat(again.getMsgId()).isEqualTo(sent.getMsgId());
    assertThat(again.getTags()).isEqualTo("T");
    assertThat(again.getKeys()).isEqualTo("key");
    assertThat(again.getFlag()).isEqualTo(3);
    assertThat(again.getUserProperty("color")).isEqualTo("red");
    assertThat(again.getReconsumeTimes()).isPositive();
  }

  private static void partlyDone(Stage stage) throws Exception {
    stage.createTopic(1);
    stage.sender().send(List.of(stage.message("a"), stage.message("b"), stage.message("c")));
    DefaultMQPushConsumer consumer = Pops.popper(stage);
    consumer.setConsumeMessageBatchMaxSize(3);
    Inbox inbox =
        Failures.failingOnce(
            stage,
            consumer,
            (deliveries, context) -> {
              context.setAckIndex(0);
              return DONE;
            });
    inbox.awaitExactly("a", "b", "c", "b", "c");
    assertThat(inbox.times("a")).containsExactly(0);
    assertAgain(inbox.times("c"));
    assertThat(inbox.batches()).startsWith(3);
  }

  private static void othersGoOn(Stage stage) throws Exception {
    stage.createTopic(1);
    stage.send("bad");
    stage.send("good"); // Both are there at once, however slow this is.
    Inbox inbox =
        Failures.failingOnce(
            stage,
            Pops.popper(stage),
            (deliveries, context) -> deliveries.get(0).text().equals("bad") ? LATER : DONE);
    inbox.awaitInOrder("bad", "good", "bad");
  }
}
