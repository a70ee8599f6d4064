package io.skua.interop.scenario.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.exception.MQClientException;
import java.util.List;

/** The life of a consumer: started once, stopped for good. */
final class Lives {
  private static final String ONCE = "The PushConsumer service state not OK, maybe started once";

  private Lives() {}

  static List<Case> cases() {
    return List.of(
        Case.of("quickstart", Lives::quickstart).asSmoke(),
        Case.of("started-twice", Lives::startedTwice),
        Case.of("started-after-its-end", Lives::startedAfterEnd),
        Case.of("stopped-twice", Lives::stoppedTwice),
        Case.of("never-subscribed", Lives::neverSubscribed),
        Case.of("one-group-twice-in-an-instance", Lives::groupTwice),
        Case.of("two-groups-in-an-instance", Lives::twoGroups),
        Case.of("two-groups-at-a-topic", Lives::twoGroupsAtOneTopic),
        Case.of("member-known-and-forgotten", Lives::knownAndForgotten),
        Case.of("suspended-before-its-start", Lives::suspendedBeforeStart),
        Case.of("with-a-unit-name", Lives::unitName),
        Case.of("heartbeats-of-version-2", Lives::heartbeats));
  }

  private static void quickstart(Stage stage) throws Exception {
    stage.createTopic(4);
    Inbox inbox = stage.consume("*");
    inbox.awaitExactly(stage.fill("hello ", 12));
  }

  private static void startedTwice(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultMQPushConsumer consumer = stage.consumer();
    Inbox inbox = stage.consumeAll(consumer);
    assertThatThrownBy(consumer::start)
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining(ONCE);
    stage.send("still running");
    inbox.awaitExactly("still running");
  }

  private static void startedAfterEnd(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultMQPushConsumer consumer = stage.consumer();
    Inbox inbox = stage.consumeAll(consumer);
    stage.send("for the first");
    inbox.awaitExactly("for the first");
    stage.awaitCommitted(0, 1);
    consumer.shutdown();
    assertThatThrownBy(consumer::start)
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining(ONCE);
    stage.send("for the next");
    stage.consume("*").awaitExactly("for the next"); // The group is free again.
  }

  private static void stoppedTwice(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultMQPushConsumer consumer = stage.consumer();
    stage.consumeAll(consumer);
    consumer.shutdown();
    assertThatCode(consumer::shutdown).doesNotThrowAnyException();
    assertThatCode(stage.consumer()::shutdown).as("never started").doesNotThrowAnyException();
  }

  private static void neverSubscribed(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultMQPushConsumer consumer = stage.consumer();
    Inbox inbox = stage.start(consumer);
    consumer.subscribe(stage.topic(), "*");
    stage.send("subscribed at last");
    inbox.awaitExactly("subscribed at last");
  }

  private static void groupTwice(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultMQPushConsumer first = stage.consumer();
    DefaultMQPushConsumer again = stage.consumer();
    again.setInstanceName(first.getInstanceName());
    Inbox inbox = stage.consumeAll(first);
    assertThatThrownBy(() -> stage.consumeAll(again))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining(
            "The consumer group[%s] has been created before, specify another name please."
                .formatted(stage.group()));
    stage.send("to the first");
    inbox.awaitExactly("to the first");
  }

  /** They share what is below; the end of one leaves the other as it is. */
  private static void twoGroups(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultMQPushConsumer one = stage.consumer();
    DefaultMQPushConsumer two = stage.consumer("other-" + stage.group());
    two.setInstanceName(one.getInstanceName());
    Inbox first = stage.consumeAll(one);
    Inbox second = stage.consumeAll(two);
    stage.send("for both");
    first.awaitExactly("for both");
    second.awaitExactly("for both");
    one.shutdown();
    stage.send("for the second");
    second.awaitInOrder("for both", "for the second");
  }

  private static void twoGroupsAtOneTopic(Stage stage) throws Exception {
    stage.createTopic(2);
    Inbox first = stage.consume("*");
    Inbox second = stage.consumeAll(stage.consumer("other-" + stage.group()));
    String[] sent = stage.fill("for all ", 6);
    first.awaitExactly(sent);
    second.awaitExactly(sent);
  }

  private static void knownAndForgotten(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultMQPushConsumer consumer = stage.consumer();
    stage.consumeAll(consumer);
    stage.awaitMembers(1);
    assertThat(stage.operator().members(stage.group()).get(0))
        .isEqualTo(consumer.getClientIP() + "@" + consumer.getInstanceName());
    consumer.shutdown();
    stage.awaitMembers(0);
  }

  private static void suspendedBeforeStart(Stage stage) throws Exception {
    stage.createTopic(1);
    stage.send("waits");
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.suspend();
    Inbox inbox = stage.consumeAll(consumer);
    consumer.resume();
    inbox.awaitExactly("waits");
  }

  private static void unitName(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.setUnitName("unit-1");
    Inbox inbox = stage.consumeAll(consumer);
    stage.send("of a unit");
    inbox.awaitExactly("of a unit");
    assertThat(stage.operator().members(stage.group()).get(0)).endsWith("@unit-1");
  }

  private static void heartbeats(Stage stage) throws Exception {
    stage.createTopic(1);
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.setUseHeartbeatV2(true);
    Inbox inbox = stage.consumeAll(consumer);
    stage.send("m");
    inbox.awaitExactly("m");
  }
}
