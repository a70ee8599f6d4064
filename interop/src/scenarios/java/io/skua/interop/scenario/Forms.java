package io.skua.interop.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import interop.harness.Catalogue.Entry;
import interop.harness.Content;
import interop.harness.Report;
import interop.harness.Sent;
import io.skua.client.producer.MessageQueueSelector;
import io.skua.client.producer.SendResult;
import io.skua.client.producer.selector.SelectMessageQueueByHash;
import io.skua.client.producer.selector.SelectMessageQueueByRandom;
import io.skua.common.message.Message;
import io.skua.common.message.MessageQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The forms of sending beyond the plainest: three manners, three choices of queue, time limits. */
final class Forms {
  private static final long TIMEOUT = 15_000;
  private static final int COUNT = 20;

  /** The last queue of those there are. */
  private static final MessageQueueSelector LAST =
      (queues, message, argument) -> queues.get(queues.size() - 1);

  private Forms() {}

  static List<Entry> entries() {
    return List.of(
        Entry.of("synchronous-in-time", Session.scenario(Forms::synchronousInTime)),
        Entry.of("asynchronous-in-time", Session.scenario(Forms::asynchronousInTime)),
        Entry.of("to-queue-in-time", Session.scenario(Forms::toQueueInTime)),
        Entry.of("asynchronous-to-queue", Session.scenario(Forms::asynchronousToQueue)),
        Entry.of(
            "asynchronous-to-queue-in-time", Session.scenario(Forms::asynchronousToQueueInTime)),
        Entry.of("one-way-to-queue", Session.scenario(Forms::oneWayToQueue)).asSmoke(),
        Entry.of("by-selector-in-time", Session.scenario(Forms::bySelectorInTime)),
        Entry.of("asynchronous-by-selector", Session.scenario(Forms::asynchronousBySelector)),
        Entry.of(
            "asynchronous-by-selector-in-time",
            Session.scenario(Forms::asynchronousBySelectorInTime)),
        Entry.of("one-way-by-selector", Session.scenario(Forms::oneWayBySelector)),
        Entry.of("selector-by-hash", Session.scenario(Forms::selectorByHash)),
        Entry.of("selector-by-random", Session.scenario(Forms::selectorByRandom)),
        Entry.of("what-a-selector-sees", Session.scenario(Forms::whatASelectorSees)));
  }

  /** One of the ways to send a message and to get its result. */
  private interface Form {
    SendResult send(Message message) throws Exception;
  }

  /** One of the ways to send a message and to be called back. */
  private interface AnsweredForm {
    void send(Message message, Answer answer) throws Exception;
  }

  private static List<Sent> each(Session session, String orderKey, Form form) throws Exception {
    List<Sent> sent = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      Content content = Content.text("message " + i);
      SendResult result = form.send(session.message(content));
      sent.add(
          orderKey.isEmpty()
              ? Session.sent(content, result)
              : Session.sent(content, result, orderKey));
    }
    return sent;
  }

  private static List<Sent> all(Session session, AnsweredForm form) throws Exception {
    List<CompletableFuture<Sent>> answers = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      Content content = Content.text("message " + i);
      Answer answer = new Answer();
      form.send(session.message(content), answer);
      answers.add(answer.sent(content));
    }
    List<Sent> sent = new ArrayList<>();
    for (CompletableFuture<Sent> answer : answers) {
      sent.add(answer.get(TIMEOUT, TimeUnit.MILLISECONDS));
    }
    return sent;
  }

  private static Report in(MessageQueue queue, List<Sent> sent) {
    assertThat(sent)
        .allSatisfy(
            each -> assertThat(each.receipt().queueId()).as("queue").isEqualTo(queue.getQueueId()));
    return Report.of(sent);
  }

  private static Report synchronousInTime(Session session) throws Exception {
    return Report.of(each(session, "", message -> session.producer().send(message, TIMEOUT)));
  }

  private static Report asynchronousInTime(Session session) throws Exception {
    return Report.of(
        all(session, (message, answer) -> session.producer().send(message, answer, TIMEOUT)));
  }

  private static Report toQueueInTime(Session session) throws Exception {
    MessageQueue queue = session.createTopic(3).get(2);
    return in(
        queue, each(session, "one", message -> session.producer().send(message, queue, TIMEOUT)));
  }

  private static Report asynchronousToQueue(Session session) throws Exception {
    MessageQueue queue = session.createTopic(3).get(1);
    return in(
        queue, all(session, (message, answer) -> session.producer().send(message, queue, answer)));
  }

  private static Report asynchronousToQueueInTime(Session session) throws Exception {
    MessageQueue queue = session.createTopic(3).get(0);
    return in(
        queue,
        all(
            session,
            (message, answer) -> session.producer().send(message, queue, answer, TIMEOUT)));
  }

  /** What is answered on the same connection afterwards proves that the rest has left. */
  private static Report oneWayToQueue(Session session) throws Exception {
    MessageQueue queue = session.createTopic(2).get(1);
    return oneWay(
        session,
        message -> session.producer().send(message, queue),
        message -> {
          session.producer().sendOneway(message, queue);
          return null;
        });
  }

  private static Report oneWayBySelector(Session session) throws Exception {
    session.createTopic(2);
    return oneWay(
        session,
        message -> session.producer().send(message, LAST, "argument"),
        message -> {
          session.producer().sendOneway(message, LAST, "argument");
          return null;
        });
  }

  private static Report oneWay(Session session, Form answered, Form unanswered) throws Exception {
    List<Sent> sent = new ArrayList<>();
    Content before = Content.text("before");
    sent.add(Session.sent(before, answered.send(session.message(before))));
    for (int i = 0; i < COUNT; i++) {
      Content content = Content.text("one-way " + i);
      unanswered.send(session.message(content));
      sent.add(new Sent(content, null, null));
    }
    Content after = Content.text("after");
    sent.add(Session.sent(after, answered.send(session.message(after))));
    return Report.of(sent);
  }

  private static Report bySelectorInTime(Session session) throws Exception {
    MessageQueue queue = session.createTopic(3).get(2);
    return in(
        queue,
        each(session, "last", message -> session.producer().send(message, LAST, "any", TIMEOUT)));
  }

  private static Report asynchronousBySelector(Session session) throws Exception {
    MessageQueue queue = session.createTopic(3).get(2);
    return in(
        queue,
        all(session, (message, answer) -> session.producer().send(message, LAST, "any", answer)));
  }

  private static Report asynchronousBySelectorInTime(Session session) throws Exception {
    MessageQueue queue = session.createTopic(3).get(2);
    return in(
        queue,
        all(
            session,
            (message, answer) -> session.producer().send(message, LAST, "any", answer, TIMEOUT)));
  }

  private static Report selectorByHash(Session session) throws Exception {
    int queues = session.createTopic(4).size();
    List<Sent> sent = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      String key = "key-" + i % 5;
      Content content = Content.text("hashed " + i).keyed(key);
      SendResult result =
          session.producer().send(session.message(content), new SelectMessageQueueByHash(), key);
      assertThat(result.getMessageQueue().getQueueId())
          .as("queue of %s", key)
          .isEqualTo(Math.abs(key.hashCode() % queues));
      sent.add(Session.sent(content, result, key));
    }
    return Report.of(sent);
  }

  private static Report selectorByRandom(Session session) throws Exception {
    session.createTopic(4);
    return Report.of(
        each(
            session,
            "",
            message -> session.producer().send(message, new SelectMessageQueueByRandom(), "any")));
  }

  private static Report whatASelectorSees(Session session) throws Exception {
    List<MessageQueue> queues = session.createTopic(4);
    Content content = Content.text("seen").tagged("T").keyed("k").with("a", "b");
    Object argument = new Object();
    SendResult result =
        session
            .producer()
            .send(
                session.message(content),
                (offered, message, given) -> {
                  assertThat(offered).containsExactlyInAnyOrderElementsOf(queues);
                  assertThat(given).isSameAs(argument);
                  assertThat(message.getTopic()).isEqualTo(session.topic());
                  assertThat(message.getTags()).isEqualTo("T");
                  assertThat(message.getKeys()).isEqualTo("k");
                  assertThat(message.getUserProperty("a")).isEqualTo("b");
                  assertThat(message.getBody()).isEqualTo(content.body().bytes());
                  return offered.get(1);
                },
                argument);
    return Report.of(Session.sent(content, result));
  }
}
