package io.skua.interop.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import interop.harness.Catalogue.Entry;
import interop.harness.Conduct;
import interop.harness.Content;
import interop.harness.Operator;
import interop.harness.Report;
import interop.harness.Scenario;
import interop.harness.Sent;
import interop.harness.StandIn;
import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendResult;
import io.skua.client.producer.SendStatus;
import io.skua.common.message.MessageQueue;
import io.skua.remoting.exception.RemotingException;
import io.skua.remoting.exception.RemotingTooMuchRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Topics with a second broker that conducts itself badly, or with that one alone: retries, and the
 * errors at their end (protocol 6.10, 6.11, 6.24).
 */
final class Faults {
  private static final int COUNT = 16;
  private static final int FEW = 3;

  /** Longer than a good broker takes on a loaded machine: it would have the message twice. */
  private static final int PER_ATTEMPT_MILLIS = 3_000;

  private static final int SYSTEM_BUSY = 2;
  private static final int FLUSH_DISK_TIMEOUT = 10;
  private static final int SLAVE_NOT_AVAILABLE = 11;
  private static final int FLUSH_SLAVE_TIMEOUT = 12;
  private static final int MESSAGE_ILLEGAL = 13;

  private Faults() {}

  /** What is done with the topic and its stand-in. */
  private interface Work {
    Report with(Session session, StandIn standIn) throws Exception;
  }

  static List<Entry> entries() {
    return List.of(
        Entry.of("one-broker-absent", beside(Conduct.absent(), plain(), Faults::allArrive))
            .asSmoke(),
        Entry.of(
            "one-broker-absent-asynchronously",
            beside(Conduct.absent(), plain(), Faults::allArriveAsynchronously)),
        Entry.of(
            "one-broker-absent-and-avoided",
            beside(
                Conduct.absent(),
                producer -> producer.setSendLatencyFaultEnable(true),
                Faults::allArrive)),
        Entry.of(
            "one-broker-silent",
            beside(
                Conduct.silent(),
                producer -> producer.setSendMsgMaxTimeoutPerRequest(PER_ATTEMPT_MILLIS),
                Faults::fewArrive)),
        Entry.of(
            "one-broker-busy", beside(Conduct.answering(SYSTEM_BUSY), plain(), Faults::allArrive)),
        Entry.of(
            "own-code-to-retry",
            beside(
                Conduct.answering(MESSAGE_ILLEGAL),
                producer -> producer.addRetryResponseCode(MESSAGE_ILLEGAL),
                Faults::allArrive)),
        Entry.of(
            "not-stored-safely-and-tried-elsewhere",
            beside(
                Conduct.answering(FLUSH_DISK_TIMEOUT),
                producer -> producer.setRetryAnotherBrokerWhenNotStoreOK(true),
                Faults::allArrive)),
        Entry.of(
            "queue-of-an-absent-broker", beside(Conduct.absent(), plain(), Faults::toItsQueue)),
        Entry.of("all-brokers-absent", alone(Conduct.absent(), plain(), Faults::unreachable)),
        Entry.of("all-brokers-busy", alone(Conduct.answering(SYSTEM_BUSY), plain(), Faults::busy)),
        Entry.of(
            "no-retries",
            alone(
                Conduct.answering(SYSTEM_BUSY),
                producer -> producer.setRetryTimesWhenSendFailed(0),
                Faults::noRetries)),
        Entry.of(
            "refusal-without-retry",
            alone(Conduct.answering(MESSAGE_ILLEGAL), plain(), Faults::refused)),
        Entry.of(
            "asynchronous-refusal-without-retry",
            alone(Conduct.answering(SYSTEM_BUSY), plain(), Faults::refusedAsynchronously)),
        Entry.of("silence", alone(Conduct.silent(), plain(), Faults::silence)),
        Entry.of(
            "asynchronous-silence", alone(Conduct.silent(), plain(), Faults::asynchronousSilence)),
        Entry.of(
            "status-flush-disk-timeout",
            alone(
                Conduct.answering(FLUSH_DISK_TIMEOUT),
                plain(),
                status(SendStatus.FLUSH_DISK_TIMEOUT))),
        Entry.of(
            "status-flush-slave-timeout",
            alone(
                Conduct.answering(FLUSH_SLAVE_TIMEOUT),
                plain(),
                status(SendStatus.FLUSH_SLAVE_TIMEOUT))),
        Entry.of(
            "status-slave-not-available",
            alone(
                Conduct.answering(SLAVE_NOT_AVAILABLE),
                plain(),
                status(SendStatus.SLAVE_NOT_AVAILABLE))));
  }

  private static Consumer<DefaultMQProducer> plain() {
    return producer -> {};
  }

  private static Scenario beside(Conduct conduct, Consumer<DefaultMQProducer> setUp, Work work) {
    return Session.scenario(
        setUp,
        session -> {
          Operator operator = session.target().operator();
          operator.topic(session.topic(), 4, 4, Operator.READ_WRITE);
          try (StandIn standIn = operator.standIn(session.topic(), conduct)) {
            return work.with(session, standIn);
          }
        });
  }

  private static Scenario alone(Conduct conduct, Consumer<DefaultMQProducer> setUp, Work work) {
    return Session.scenario(
        setUp,
        session -> {
          try (StandIn standIn = session.target().operator().standIn(session.topic(), conduct)) {
            return work.with(session, standIn);
          }
        });
  }

  // --- two brokers, of which one is good

  private static Report allArrive(Session session, StandIn standIn) throws Exception {
    return arrive(session, standIn, COUNT);
  }

  /** Each attempt at the silent broker takes its time. */
  private static Report fewArrive(Session session, StandIn standIn) throws Exception {
    return arrive(session, standIn, FEW);
  }

  private static Report arrive(Session session, StandIn standIn, int count) throws Exception {
    List<Sent> sent = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sent.add(session.send("arrives " + i));
    }
    assertThat(sent)
        .allSatisfy(
            each -> assertThat(each.receipt().brokerName()).isNotEqualTo(standIn.brokerName()));
    return Report.of(sent);
  }

  private static Report allArriveAsynchronously(Session session, StandIn standIn) throws Exception {
    List<CompletableFuture<Sent>> answers = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      Content content = Content.text("arrives " + i);
      Answer answer = new Answer();
      session.producer().send(session.message(content), answer);
      answers.add(answer.sent(content));
    }
    List<Sent> sent = new ArrayList<>();
    for (CompletableFuture<Sent> answer : answers) {
      sent.add(answer.get(30, TimeUnit.SECONDS));
    }
    return Report.of(sent);
  }

  private static Report toItsQueue(Session session, StandIn standIn) throws Exception {
    MessageQueue queue = new MessageQueue(session.topic(), standIn.brokerName(), 0);
    Sent sent = session.send("makes the route known");
    assertThatThrownBy(() -> session.producer().send(session.message("nobody there"), queue))
        .isInstanceOf(RemotingException.class)
        .hasMessageContaining("connect to");
    return Report.of(sent);
  }

  // --- a bad broker alone

  private static Report unreachable(Session session, StandIn standIn) {
    assertThatThrownBy(() -> session.send("nobody there"))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("Send [3] times, still failed")
        .hasMessageContaining(standIn.brokerName());
    return Report.of();
  }

  private static Report busy(Session session, StandIn standIn) {
    assertThatThrownBy(() -> session.send("too busy"))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("Send [3] times, still failed")
        .hasCauseInstanceOf(MQBrokerException.class);
    assertThat(standIn.sends()).as("attempts").isEqualTo(3);
    return Report.of();
  }

  private static Report noRetries(Session session, StandIn standIn) {
    assertThatThrownBy(() -> session.send("once only"))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("Send [1] times, still failed");
    assertThat(standIn.sends()).as("attempts").isEqualTo(1);
    return Report.of();
  }

  private static Report refused(Session session, StandIn standIn) {
    assertThatThrownBy(() -> session.send("illegal"))
        .isInstanceOf(MQBrokerException.class)
        .hasMessageContaining("CODE: 13  DESC: as the stand-in was told");
    assertThat(standIn.sends()).as("attempts").isEqualTo(1);
    return Report.of();
  }

  private static Report refusedAsynchronously(Session session, StandIn standIn) throws Exception {
    Answer answer = new Answer();
    session.producer().send(session.message("too busy"), answer);
    assertThat(answer.awaitFailure())
        .isInstanceOf(MQBrokerException.class)
        .hasMessageContaining("CODE: 2  DESC: as the stand-in was told");
    // Skua's client asks a busy broker again after a pause, Apache's does not.
    assertThat(standIn.sends()).as("attempts").isPositive();
    return Report.of();
  }

  private static Report silence(Session session, StandIn standIn) {
    long start = System.nanoTime();
    assertThatThrownBy(() -> session.producer().send(session.message("unanswered"), 500))
        // The second when Apache's client finds some microseconds left for another attempt.
        .isInstanceOfAny(RemotingTooMuchRequestException.class, MQClientException.class);
    assertEndsInTime(start);
    return Report.of();
  }

  private static Report asynchronousSilence(Session session, StandIn standIn) throws Exception {
    long start = System.nanoTime();
    Answer answer = new Answer();
    session.producer().send(session.message("unanswered"), answer, 500);
    assertThat(answer.awaitFailure()).isInstanceOf(Exception.class);
    assertEndsInTime(start);
    return Report.of();
  }

  /** In 500 ms, and some seconds for a loaded machine. */
  private static void assertEndsInTime(long start) {
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isBetween(450L, 20_000L);
  }

  private static Work status(SendStatus expected) {
    return (session, standIn) -> {
      SendResult result = session.producer().send(session.message("stored, not safely"));
      assertThat(result.getSendStatus()).isEqualTo(expected);
      assertThat(result.getMessageQueue().getBrokerName()).isEqualTo(standIn.brokerName());
      assertThat(standIn.sends()).as("attempts").isEqualTo(1);
      return Report.of();
    };
  }
}
