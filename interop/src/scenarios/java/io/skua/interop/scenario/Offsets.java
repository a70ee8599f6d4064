package io.skua.interop.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import interop.harness.Catalogue.Entry;
import interop.harness.Content;
import interop.harness.Eventually;
import interop.harness.Report;
import interop.harness.Sent;
import io.skua.client.MQAdmin;
import io.skua.client.exception.MQClientException;
import io.skua.common.message.MessageQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Questions about queues: where they begin and end, and what lay where at a time. */
final class Offsets {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private Offsets() {}

  static List<Entry> entries() {
    return List.of(
        Entry.of("offsets-of-an-empty-queue", Session.scenario(Offsets::empty)),
        Entry.of("offset-by-time", Session.scenario(Offsets::byTime)),
        Entry.of("earliest-time", Session.scenario(Offsets::earliestTime)),
        Entry.of("offsets-of-an-unknown-broker", Session.scenario(Offsets::unknownBroker)));
  }

  /** Asked through the interface, whose methods are not deprecated. */
  private static MQAdmin admin(Session session) {
    return session.producer();
  }

  private static Report empty(Session session) throws Exception {
    MessageQueue queue = session.createTopic(1).get(0);
    assertThat(admin(session).minOffset(queue)).isZero();
    assertThat(admin(session).maxOffset(queue)).isZero();
    assertThat(admin(session).searchOffset(queue, System.currentTimeMillis())).isZero();
    return Report.of();
  }

  /** Sends to a queue and waits until the broker counts it. */
  private static List<Sent> fill(Session session, MessageQueue queue, int count) throws Exception {
    List<Sent> sent = new ArrayList<>();
    long before = admin(session).maxOffset(queue);
    for (int i = 0; i < count; i++) {
      Content content = Content.text("message " + i);
      sent.add(Session.sent(content, session.producer().send(session.message(content), queue)));
    }
    Eventually.get(
        count + " more messages in " + queue,
        PATIENCE,
        () -> Optional.of(admin(session).maxOffset(queue)).filter(max -> max == before + count));
    return sent;
  }

  private static Report byTime(Session session) throws Exception {
    MessageQueue queue = session.createTopic(1).get(0);
    List<Sent> sent = new ArrayList<>(fill(session, queue, 5));
    long between = afterNow();
    sent.addAll(fill(session, queue, 5));
    long end = afterNow();
    assertThat(admin(session).searchOffset(queue, 0)).as("before all").isZero();
    assertThat(admin(session).searchOffset(queue, between)).as("between").isEqualTo(5);
    assertThat(admin(session).searchOffset(queue, end)).as("after all").isEqualTo(10);
    return Report.of(sent);
  }

  /** A moment that no message sent before has for its time, and none sent later comes before. */
  private static long afterNow() {
    long last = System.currentTimeMillis();
    return Eventually.get(
        "the next millisecond",
        PATIENCE,
        () -> Optional.of(System.currentTimeMillis()).filter(now -> now > last + 1));
  }

  private static Report earliestTime(Session session) throws Exception {
    MessageQueue queue = session.createTopic(1).get(0);
    long before = System.currentTimeMillis();
    List<Sent> sent = fill(session, queue, 3);
    assertThat(admin(session).earliestMsgStoreTime(queue))
        .isBetween(before, System.currentTimeMillis());
    return Report.of(sent);
  }

  private static Report unknownBroker(Session session) throws Exception {
    session.createTopic(1);
    MessageQueue nowhere = new MessageQueue(session.topic(), "no-such-broker", 0);
    assertThatThrownBy(() -> admin(session).maxOffset(nowhere))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("The broker[no-such-broker] not exist");
    assertThatThrownBy(() -> admin(session).minOffset(nowhere))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("The broker[no-such-broker] not exist");
    return Report.of();
  }
}
