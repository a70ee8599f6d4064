package io.skua.interop.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import interop.harness.Catalogue.Entry;
import interop.harness.Content;
import interop.harness.Operator;
import interop.harness.Report;
import interop.harness.Scenario;
import interop.harness.Sent;
import interop.harness.Target;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendResult;
import io.skua.common.message.Message;
import io.skua.common.message.MessageQueue;
import java.util.ArrayList;
import java.util.List;

/** Namespaces of version 1: seen on the servers, never by the user (protocol 6.18). */
@SuppressWarnings("deprecation") // Old, and in use.
final class Namespaces {
  private static final String NAMESPACE = "space";

  private Namespaces() {}

  static List<Entry> entries() {
    return List.of(
        Entry.of("namespace", namespaced(Namespaces::send)).asSmoke(),
        Entry.of("namespace-by-constructor", Namespaces::byConstructor),
        Entry.of("namespace-given-twice", namespaced(Namespaces::givenTwice)),
        Entry.of("namespace-and-queues", namespaced(Namespaces::queues)),
        Entry.of("namespace-and-selectors", namespaced(Namespaces::selectors)),
        Entry.of("namespace-and-batches", namespaced(Namespaces::batches)));
  }

  private static Scenario namespaced(Session.Work work) {
    return Session.scenario(producer -> producer.setNamespace(NAMESPACE), work);
  }

  private static String onTheBroker(Session session) {
    return NAMESPACE + "%" + session.topic();
  }

  private static Report report(Session session, List<Sent> sent) {
    return Report.of().elsewhere(onTheBroker(session), sent);
  }

  private static Sent sent(Session session, Content content, SendResult result) {
    assertThat(result.getMessageQueue().getTopic()).isEqualTo(session.topic());
    return Session.sent(content, result);
  }

  private static Report send(Session session) throws Exception {
    List<Sent> sent = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Content content = Content.text("in a namespace " + i);
      Message message = session.message(content);
      sent.add(sent(session, content, session.producer().send(message)));
      assertThat(message.getTopic()).as("topic of the caller's message").isEqualTo(session.topic());
    }
    return report(session, sent);
  }

  private static Report byConstructor(Target target) throws Exception {
    DefaultMQProducer producer = new DefaultMQProducer(NAMESPACE, "group-of-" + target.topic());
    producer.setNamesrvAddr(target.nameServers());
    try (Session session = Session.open(target, producer)) {
      assertThat(producer.getProducerGroup()).isEqualTo(NAMESPACE + "%group-of-" + target.topic());
      return send(session);
    }
  }

  private static Report givenTwice(Session session) throws Exception {
    Content content = Content.text("namespace is there already");
    Message message = new Message(onTheBroker(session), content.body().bytes());
    SendResult result = session.producer().send(message);
    return report(session, List.of(Session.sent(content, result)));
  }

  private static List<MessageQueue> create(Session session) throws Exception {
    session.target().operator().topic(onTheBroker(session), 3, 3, Operator.READ_WRITE);
    return session.producer().fetchPublishMessageQueues(session.topic());
  }

  private static Report queues(Session session) throws Exception {
    List<MessageQueue> queues = create(session);
    assertThat(queues)
        .hasSize(3)
        .allSatisfy(queue -> assertThat(queue.getTopic()).isEqualTo(session.topic()));
    Content content = Content.text("to a queue");
    SendResult result = session.producer().send(session.message(content), queues.get(2));
    assertThat(result.getMessageQueue()).isEqualTo(queues.get(2));
    return report(session, List.of(sent(session, content, result)));
  }

  private static Report selectors(Session session) throws Exception {
    create(session);
    Content content = Content.text("by a selector");
    SendResult result =
        session
            .producer()
            .send(
                session.message(content),
                (queues, message, argument) -> {
                  assertThat(message.getTopic()).isEqualTo(session.topic());
                  assertThat(queues)
                      .allSatisfy(queue -> assertThat(queue.getTopic()).isEqualTo(session.topic()));
                  return queues.get(0);
                },
                "argument");
    return report(session, List.of(sent(session, content, result)));
  }

  private static Report batches(Session session) throws Exception {
    List<Content> contents = List.of(Content.text("one"), Content.text("two"));
    SendResult result = session.producer().send(contents.stream().map(session::message).toList());
    return report(session, Session.batch(contents, result, "batch"));
  }
}
