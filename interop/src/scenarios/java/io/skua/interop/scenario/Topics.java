package io.skua.interop.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import interop.harness.Catalogue.Entry;
import interop.harness.Content;
import interop.harness.Operator;
import interop.harness.Report;
import interop.harness.Sent;
import interop.harness.Target;
import io.skua.client.MQAdmin;
import io.skua.client.exception.MQClientException;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.common.message.Message;
import io.skua.common.message.MessageQueue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How topics come into being, and what their queues and permissions mean for a sender. */
final class Topics {
  private static final String KEY = "TBW102";
  private static final int LONGEST = 127;

  private Topics() {}

  static List<Entry> entries() {
    return List.of(
        Entry.of("topic-by-admin", Session.scenario(Topics::byAdmin)).asSmoke(),
        Entry.of("topic-that-grows", Session.scenario(Topics::grows)),
        Entry.of(
            "topic-of-two-queues",
            Session.scenario(
                producer -> producer.setDefaultTopicQueueNums(2), session -> created(session, 2))),
        Entry.of(
            "topic-of-as-many-as-allowed",
            Session.scenario(
                producer -> producer.setDefaultTopicQueueNums(100),
                session -> created(session, 8))),
        Entry.of(
            "topic-from-an-unknown-model",
            Session.scenario(
                producer -> producer.setCreateTopicKey("no-such-model"), Topics::unknownModel)),
        Entry.of("topic-with-fewer-writable", Session.scenario(Topics::fewerWritable)),
        Entry.of("topic-to-read-only", Session.scenario(Topics::readOnly)),
        Entry.of("topic-to-write-only", Session.scenario(Topics::writeOnly)),
        Entry.of("topic-with-the-longest-name", Session.scenario(Topics::longestName)),
        Entry.of("topic-with-every-character", Session.scenario(Topics::everyCharacter)),
        Entry.of("many-topics", Session.scenario(Topics::many)),
        Entry.of("queues-of-an-unknown-topic", Session.scenario(Topics::unknown)),
        Entry.of("topics-known-beforehand", Topics::knownBeforehand));
  }

  private static List<Sent> send(Session session, String topic, int count) throws Exception {
    List<Sent> sent = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Content content = Content.text(topic + " " + i);
      sent.add(
          Session.sent(
              content, session.producer().send(new Message(topic, content.body().bytes()))));
    }
    return sent;
  }

  private static int queues(Session session) throws MQClientException {
    return session.producer().fetchPublishMessageQueues(session.topic()).size();
  }

  private static Report byAdmin(Session session) throws Exception {
    MQAdmin admin = session.producer();
    admin.createTopic(KEY, session.topic(), 6, Map.of());
    List<Sent> sent = send(session, session.topic(), 12);
    assertThat(sent.stream().map(each -> each.receipt().queueId()).distinct()).hasSize(6);
    return Report.of(sent);
  }

  /** The list of queues comes from a name server, whatever the producer remembers. */
  private static Report grows(Session session) throws Exception {
    Operator operator = session.target().operator();
    operator.topic(session.topic(), 2, 2, Operator.READ_WRITE);
    assertThat(queues(session)).isEqualTo(2);
    Sent before = session.send("before");
    operator.topic(session.topic(), 5, 5, Operator.READ_WRITE);
    List<MessageQueue> queues = session.producer().fetchPublishMessageQueues(session.topic());
    assertThat(queues).hasSize(5);
    Content content = Content.text("to a new queue");
    MessageQueue added =
        queues.stream().filter(queue -> queue.getQueueId() == 4).findAny().orElseThrow();
    return Report.of(
        before, Session.sent(content, session.producer().send(session.message(content), added)));
  }

  private static Report created(Session session, int expected) throws Exception {
    List<Sent> sent = new ArrayList<>();
    for (int i = 0; i < 3 * expected; i++) {
      sent.add(session.send("creates or fills " + i));
    }
    assertThat(queues(session)).isEqualTo(expected);
    return Report.of(sent);
  }

  private static Report unknownModel(Session session) throws Exception {
    assertThatThrownBy(() -> session.send("to a topic that nobody makes"))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("Send [3] times, still failed")
        .rootCause()
        .hasMessageContaining("CODE: 17")
        .hasMessageContaining(
            "topic[%s] not exist, apply first please!".formatted(session.topic()));
    return Report.of();
  }

  private static Report fewerWritable(Session session) throws Exception {
    session.target().operator().topic(session.topic(), 4, 1, Operator.READ_WRITE);
    assertThat(session.producer().fetchPublishMessageQueues(session.topic()))
        .extracting(MessageQueue::getQueueId)
        .containsExactly(0);
    List<Sent> sent = send(session, session.topic(), 8);
    assertThat(sent).allSatisfy(each -> assertThat(each.receipt().queueId()).isZero());
    return Report.of(sent);
  }

  private static Report readOnly(Session session) throws Exception {
    Operator operator = session.target().operator();
    operator.topic(session.topic(), 4, 4, Operator.READ);
    assertThatThrownBy(() -> session.send("refused"))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("No route info of this topic: " + session.topic());
    operator.topic(session.topic(), 4, 4, Operator.READ_WRITE);
    return Report.of(session.send("allowed"));
  }

  private static Report writeOnly(Session session) throws Exception {
    Operator operator = session.target().operator();
    operator.topic(session.topic(), 4, 4, Operator.WRITE);
    List<Sent> sent = send(session, session.topic(), 4);
    operator.topic(session.topic(), 4, 4, Operator.READ_WRITE); // so that it can be verified
    return Report.of(sent);
  }

  private static Report longestName(Session session) throws Exception {
    String topic = session.topic() + "-" + "x".repeat(LONGEST - 1 - session.topic().length());
    return Report.of().elsewhere(topic, send(session, topic, 3));
  }

  private static Report everyCharacter(Session session) throws Exception {
    String topic = "%|-_09azAZ" + session.topic();
    return Report.of().elsewhere(topic, send(session, topic, 3));
  }

  private static Report many(Session session) throws Exception {
    Report report = Report.of();
    for (int i = 0; i < 10; i++) {
      String topic = session.topic() + "-" + i;
      report = report.elsewhere(topic, send(session, topic, 5));
    }
    return report;
  }

  private static Report unknown(Session session) {
    assertThatThrownBy(() -> session.producer().fetchPublishMessageQueues(session.topic()))
        .isInstanceOf(MQClientException.class);
    return Report.of();
  }

  private static Report knownBeforehand(Target target) throws Exception {
    target.operator().topic(target.topic(), 3, 3, Operator.READ_WRITE);
    DefaultMQProducer producer = Session.prepare(target);
    producer.setTopics(List.of(target.topic(), "not-there-" + target.topic()));
    byte[] body = "known".getBytes(StandardCharsets.UTF_8);
    try (Session session = Session.open(target, producer)) {
      return Report.of(
          Session.sent(
              Content.text("known"), session.producer().send(new Message(target.topic(), body))));
    }
  }
}
