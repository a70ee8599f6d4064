package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.skua.client.internal.send.FaultBook;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.common.message.MessageQueue;
import io.skua.wire.code.RequestCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Protocol 6.8 and 6.9. */
class LatencyFaultTest extends ClientScenario {
  private final FaultBook book = new FaultBook(time.clock());

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "49,0",
    "50,0",
    "100,0",
    "549,0",
    "550,2000",
    "1799,2000",
    "1800,5000",
    "3000,6000",
    "5000,10000",
    "14999,10000",
    "15000,30000",
    "100000,30000"
  })
  void a_latency_costs_what_the_table_says(long latency, long penalty) {
    book.note("b", latency, false, true);
    if (penalty > 0) {
      time.advance(Duration.ofMillis(penalty - 1));
      assertThat(book.available("b")).isFalse();
      time.advance(Duration.ofMillis(1));
    }
    assertThat(book.available("b")).isTrue();
    assertThat(book.reachable("b")).isTrue();
  }

  @Test
  void an_isolation_costs_ten_seconds() {
    book.note("b", 3, true, false);
    assertThat(book.reachable("b")).isFalse();
    time.advance(Duration.ofMillis(9_999));
    assertThat(book.available("b")).isFalse();
    time.advance(Duration.ofMillis(1));
    assertThat(book.available("b")).isTrue();
    assertThat(book.reachable("b")).isFalse();
  }

  @Test
  void a_shorter_penalty_does_not_shorten_a_running_one() {
    book.note("b", 15_000, false, false);
    book.note("b", 1, false, true);
    assertThat(book.reachable("b")).isTrue();
    time.advance(Duration.ofMillis(29_999));
    assertThat(book.available("b")).isFalse();
  }

  @Test
  void a_broker_that_nobody_has_met_is_fine() {
    assertThat(book.available("x")).isTrue();
    assertThat(book.reachable("x")).isTrue();
  }

  private DefaultMQProducer avoiding() throws Exception {
    DefaultMQProducer producer = started("group");
    producer.setSendLatencyFaultEnable(true);
    time.await(producer.warmUp("TopicTest"), SECOND);
    return producer;
  }

  @Test
  void a_broker_that_failed_is_avoided_for_ten_seconds() throws Exception {
    DefaultMQProducer producer = avoiding();
    producer.setRetryTimesWhenSendFailed(0);
    a.next(RequestCode.SEND_MESSAGE_V2, (request, exchange) -> network.reset(a.address()));
    Throwable failure =
        catchThrowable(
            () -> {
              for (int i = 0; i < 8; i++) {
                producer.send(message("x"));
              }
            });
    assertThat(failure).isNotNull();
    a.forget();
    for (int i = 0; i < 20; i++) {
      producer.send(message("x"));
    }
    assertThat(a.sends()).isEmpty();
    time.advance(Duration.ofSeconds(10));
    for (int i = 0; i < 8; i++) {
      producer.send(message("x"));
    }
    assertThat(a.sends()).isNotEmpty();
  }

  @Test
  void a_slow_broker_is_avoided_for_a_while() throws Exception {
    DefaultMQProducer producer = avoiding();
    a.next(RequestCode.SEND_MESSAGE_V2, a.later(Duration.ofMillis(700), a.stored(0)));
    for (int i = 0; i < 8; i++) {
      producer.send(message("x"));
    }
    assertThat(a.sends()).hasSize(1);
  }

  @Test
  void without_the_setting_nothing_is_avoided() throws Exception {
    DefaultMQProducer producer = avoiding();
    producer.setSendLatencyFaultEnable(false);
    a.next(RequestCode.SEND_MESSAGE_V2, a.later(Duration.ofMillis(700), a.stored(0)));
    for (int i = 0; i < 8; i++) {
      producer.send(message("x"));
    }
    assertThat(a.sends()).hasSize(4);
  }

  @Test
  void when_all_are_bad_one_is_used_all_the_same() throws Exception {
    DefaultMQProducer producer = avoiding();
    a.next(RequestCode.SEND_MESSAGE_V2, a.later(Duration.ofMillis(700), a.stored(0)));
    b.next(RequestCode.SEND_MESSAGE_V2, b.later(Duration.ofMillis(700), b.stored(0)));
    for (int i = 0; i < 8; i++) {
      producer.send(message("x"));
    }
    assertThat(sends()).isEqualTo(8);
  }

  @Test
  void an_asynchronous_refusal_leaves_the_broker_reachable() throws Exception {
    DefaultMQProducer producer = avoiding();
    producer.setRetryTimesWhenSendFailed(0);
    a.next(RequestCode.SEND_MESSAGE_V2, FakePeer.refusal(13, "no"));
    MessageQueue ofA = new MessageQueue("TopicTest", "broker-a", 0);
    MessageQueue ofB = new MessageQueue("TopicTest", "broker-b", 0);
    assertThat(catchThrowable(() -> time.await(producer.sendAsync(message("x"), ofA), SECOND)))
        .isNotNull();
    b.next(RequestCode.SEND_MESSAGE_V2, FakePeer.refusal(13, "no"));
    assertThat(catchThrowable(() -> producer.send(message("x"), ofB))).isNotNull();
    a.forget();
    b.forget();
    // Neither is available; only a is taken for reachable.
    for (int i = 0; i < 8; i++) {
      producer.send(message("x"));
    }
    assertThat(a.sends()).hasSize(8);
    assertThat(b.sends()).isEmpty();
  }

  private DefaultMQProducer detecting() throws Exception {
    DefaultMQProducer producer = avoiding();
    producer.setRetryTimesWhenSendFailed(0);
    producer.setStartDetectorEnable(true);
    a.stop();
    MessageQueue ofA = new MessageQueue("TopicTest", "broker-a", 0);
    assertThat(catchThrowable(() -> producer.send(message("x"), ofA))).isNotNull();
    a.forget();
    return producer;
  }

  private void sendEight(DefaultMQProducer producer) throws Exception {
    for (int i = 0; i < 8; i++) {
      producer.send(message("x"));
    }
  }

  @Test
  void with_a_detector_a_dead_broker_comes_back_only_when_it_has_answered() throws Exception {
    DefaultMQProducer producer = detecting();
    time.advance(Duration.ofSeconds(30));
    sendEight(producer);
    assertThat(a.sends()).as("no penalty runs any more, but it is dead").isEmpty();
    a.restart();
    sendEight(producer);
    assertThat(a.sends()).as("nobody has asked yet").isEmpty();
    time.advance(Duration.ofSeconds(6));
    assertThat(a.received(RequestCode.GET_MAX_OFFSET)).isNotEmpty();
    int asked = a.received(RequestCode.GET_MAX_OFFSET).size();
    sendEight(producer);
    assertThat(a.sends()).isNotEmpty();
    time.advance(Duration.ofSeconds(10));
    assertThat(a.received(RequestCode.GET_MAX_OFFSET)).as("it is asked no more").hasSize(asked);
  }

  @Test
  void an_answer_does_not_shorten_a_penalty() throws Exception {
    DefaultMQProducer producer = detecting();
    a.restart();
    time.advance(Duration.ofSeconds(6));
    assertThat(a.received(RequestCode.GET_MAX_OFFSET)).hasSize(1);
    sendEight(producer);
    assertThat(a.sends()).isEmpty();
    time.advance(Duration.ofSeconds(4));
    sendEight(producer);
    assertThat(a.sends()).isNotEmpty();
  }

  @Test
  void a_detector_ends_with_its_setting_and_with_its_producer() throws Exception {
    DefaultMQProducer producer = detecting();
    producer.setStartDetectorEnable(false);
    a.restart();
    time.advance(Duration.ofSeconds(10));
    sendEight(producer);
    assertThat(a.sends()).as("the penalty is over").isNotEmpty();
    producer.setStartDetectorEnable(true);
    producer.shutdown();
    a.forget();
    time.advance(Duration.ofSeconds(10));
    assertThat(a.received()).isEmpty();
  }

  @Test
  void a_producer_sets_the_table_before_and_after_its_start() throws Exception {
    DefaultMQProducer producer = producer("group");
    assertThat(producer.getLatencyMax()).isEqualTo(FaultBook.defaultLatencyMax());
    producer.setLatencyMax(new long[] {0, 10});
    producer.setNotAvailableDuration(new long[] {0, 60_000});
    producer.setSendLatencyFaultEnable(true);
    network.latency(Duration.ofMillis(20));
    producer.start();
    producer.send(message("x"));
    producer.send(message("x"));
    assertThat(a.sends()).hasSize(1);
    assertThat(b.sends()).hasSize(1);
    assertThat(producer.getNotAvailableDuration()).containsExactly(0, 60_000);
    producer.setNotAvailableDuration(new long[] {7});
    producer.send(message("x"));
    assertThat(sends()).isEqualTo(3);
  }
}
