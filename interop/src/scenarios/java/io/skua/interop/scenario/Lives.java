package io.skua.interop.scenario;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import interop.harness.Catalogue.Entry;
import interop.harness.Content;
import interop.harness.Report;
import interop.harness.Sent;
import interop.harness.Target;
import io.skua.client.exception.MQClientException;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.common.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The life of a producer: started once, stopped for good, and what it refuses in between. */
final class Lives {
  private static final byte[] BODY = "body".getBytes(StandardCharsets.UTF_8);

  private Lives() {}

  static List<Entry> entries() {
    return List.of(
        Entry.of("started-twice", Session.scenario(Lives::startedTwice)),
        Entry.of("used-before-its-start", Lives::usedBeforeStart),
        Entry.of("used-after-its-end", Lives::usedAfterEnd).asSmoke(),
        Entry.of("stopped-twice", Lives::stoppedTwice),
        Entry.of("started-after-its-end", Lives::startedAfterEnd),
        Entry.of("never-used", Lives::neverUsed),
        Entry.of("bad-group-names", Lives::badGroups),
        Entry.of("groups-of-one-instance", Lives::groupsOfOneInstance),
        Entry.of("one-after-the-other", Lives::oneAfterTheOther),
        Entry.of(
            "with-a-unit-name",
            Session.scenario(
                producer -> producer.setUnitName("unit-1"),
                session -> Report.of(session.send("of a unit")))));
  }

  private static Report startedTwice(Session session) throws Exception {
    assertThatThrownBy(() -> session.producer().start())
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("The producer service state not OK, maybe started once");
    return Report.of(session.send("still running"));
  }

  private static void refuses(DefaultMQProducer producer, String topic) {
    assertThatThrownBy(() -> producer.send(new Message(topic, BODY)))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("The producer service state not OK");
    assertThatThrownBy(() -> producer.sendOneway(new Message(topic, BODY)))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("The producer service state not OK");
    assertThatThrownBy(() -> producer.fetchPublishMessageQueues(topic))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("The producer service state not OK");
  }

  private static Report usedBeforeStart(Target target) throws Exception {
    DefaultMQProducer producer = Session.prepare(target);
    refuses(producer, target.topic());
    try (Session session = Session.open(target, producer)) {
      return Report.of(session.send("started"));
    }
  }

  private static Report usedAfterEnd(Target target) throws Exception {
    Session session = Session.open(target);
    Sent sent = session.send("while it runs");
    session.close();
    refuses(session.producer(), target.topic());
    return Report.of(sent);
  }

  private static Report stoppedTwice(Target target) throws Exception {
    Session session = Session.open(target);
    Sent sent = session.send("before");
    session.close();
    assertThatCode(session::close).doesNotThrowAnyException();
    DefaultMQProducer never = Session.prepare(target);
    assertThatCode(never::shutdown).doesNotThrowAnyException();
    return Report.of(sent);
  }

  private static Report startedAfterEnd(Target target) throws Exception {
    Session session = Session.open(target);
    Sent first = session.send("of the first");
    session.close();
    assertThatThrownBy(() -> session.producer().start())
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("The producer service state not OK, maybe started once");
    // The group is free again for another.
    try (Session next = Session.open(target)) {
      return Report.of(first, next.send("of the next"));
    }
  }

  private static Report neverUsed(Target target) throws Exception {
    for (int i = 0; i < 3; i++) {
      Session.open(target).close();
    }
    return Report.of();
  }

  private static Report badGroups(Target target) throws Exception {
    refusedGroup(target, "", "the specified group is blank");
    refusedGroup(target, "not a group", "contains illegal characters");
    refusedGroup(target, "g".repeat(256), "the specified group is longer than group max length");
    refusedGroup(target, "DEFAULT_PRODUCER", "producerGroup can not equal DEFAULT_PRODUCER");
    return Report.of();
  }

  private static void refusedGroup(Target target, String group, String text) {
    DefaultMQProducer producer = Session.prepare(target);
    producer.setProducerGroup(group);
    assertThatThrownBy(producer::start)
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining(text);
    producer.shutdown();
  }

  /** They share what is below; the end of one leaves the other as it is. */
  private static Report groupsOfOneInstance(Target target) throws Exception {
    DefaultMQProducer one = Session.prepare(target);
    DefaultMQProducer two = Session.prepare(target);
    one.setInstanceName("shared-by-" + target.topic());
    two.setInstanceName("shared-by-" + target.topic());
    two.setProducerGroup("other-" + two.getProducerGroup());
    List<Sent> sent = new ArrayList<>();
    try (Session second = Session.open(target, two)) {
      try (Session first = Session.open(target, one)) {
        sent.add(first.send("of the first"));
        sent.add(second.send("of the second"));
      }
      sent.add(second.send("of the second, after the end of the first"));
    }
    return Report.of(sent);
  }

  private static Report oneAfterTheOther(Target target) throws Exception {
    List<Sent> sent = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      try (Session session = Session.open(target)) {
        sent.add(session.send(Content.text("of producer " + i)));
      }
    }
    return Report.of(sent);
  }
}
