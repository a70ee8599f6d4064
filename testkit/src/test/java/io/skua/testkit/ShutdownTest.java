package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.exception.MQClientException;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendResult;
import io.skua.common.message.MessageQueue;
import io.skua.wire.code.RequestCode;
import io.skua.wire.header.UnregisterClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** Protocol 6.1, trap 39. */
class ShutdownTest extends ClientScenario {
  private DefaultMQProducer connected() throws Exception {
    DefaultMQProducer producer = started("group");
    time.await(producer.warmUp("TopicTest"), SECOND);
    return producer;
  }

  @Test
  void every_broker_hears_exactly_once_that_each_group_left() throws Exception {
    DefaultMQProducer producer = connected();
    producer.shutdown();
    producer.shutdown();
    time.advance(Duration.ofMinutes(5));
    String clientId = producer.buildMQClientId();
    for (FakeBroker broker : List.of(a, b)) {
      assertThat(broker.goodbyes())
          .containsExactly(
              new UnregisterClient(clientId, "group", null),
              new UnregisterClient(clientId, "CLIENT_INNER_PRODUCER", null));
    }
  }

  @Test
  void a_producer_that_leaves_a_shared_client_takes_its_own_group_only() throws Exception {
    DefaultMQProducer first = producer("g1");
    first.setInstanceName("shared");
    first.start();
    DefaultMQProducer second = producer("g2");
    second.setInstanceName("shared");
    second.start();
    time.await(first.warmUp("TopicTest"), SECOND);
    first.shutdown();
    assertThat(a.goodbyes()).extracting(UnregisterClient::producerGroup).containsExactly("g1");
    second.shutdown();
    assertThat(a.goodbyes())
        .extracting(UnregisterClient::producerGroup)
        .containsExactly("g1", "g2", "CLIENT_INNER_PRODUCER");
  }

  @Test
  void nothing_is_left_open_and_nothing_is_sent_any_more() throws Exception {
    DefaultMQProducer producer = connected();
    producer.shutdown();
    time.advance(SECOND);
    assertThat(network.connections()).isZero();
    a.forget();
    names.forget();
    time.advance(Duration.ofHours(2));
    assertThat(a.received()).isEmpty();
    assertThat(names.received()).isEmpty();
  }

  @Test
  void a_silent_broker_holds_a_shutdown_for_two_seconds_at_most() throws Exception {
    DefaultMQProducer producer = connected();
    network.silence(a.address());
    long start = millis();
    producer.shutdown();
    assertThat(millis() - start).isLessThanOrEqualTo(2_000);
    assertThat(b.goodbyes()).hasSize(2);
  }

  @Test
  void a_dead_broker_does_not_hold_a_shutdown() throws Exception {
    DefaultMQProducer producer = connected();
    a.stop();
    b.stop();
    time.advance(Duration.ofMillis(10));
    long start = millis();
    producer.shutdown();
    assertThat(millis() - start).isLessThan(10);
  }

  @Test
  void sends_in_flight_end_with_the_shutdown_and_say_so() throws Exception {
    DefaultMQProducer producer = connected();
    a.always(RequestCode.SEND_MESSAGE_V2, FakePeer.silence());
    b.always(RequestCode.SEND_MESSAGE_V2, FakePeer.silence());
    List<CompletableFuture<SendResult>> sends = new ArrayList<>();
    sends.add(producer.sendAsync(message("x")));
    sends.add(producer.sendAsync(message("x"), new MessageQueue("TopicTest", "broker-a", 1)));
    time.advance(Duration.ofMillis(5));
    producer.setRetryTimesWhenSendAsyncFailed(0);
    sends.add(producer.sendAsync(message("x")));
    time.advance(Duration.ofMillis(5));
    producer.shutdown();
    time.settle();
    for (CompletableFuture<SendResult> send : sends) {
      assertThat(send).isDone();
      assertThatThrownBy(send::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(MQClientException.class)
          .hasMessageContaining("The producer service state not OK, it was shut down");
    }
  }

  @Test
  void a_send_that_waits_for_its_route_ends_with_the_shutdown() throws Exception {
    network.silence(names.address());
    DefaultMQProducer producer = started("group");
    CompletableFuture<SendResult> send = producer.sendAsync(message("x"));
    time.advance(Duration.ofMillis(5));
    producer.shutdown();
    time.settle();
    assertThat(send).isCompletedExceptionally();
  }

  @Test
  void a_shutdown_from_a_callback_does_not_lock_up() throws Exception {
    DefaultMQProducer producer = connected();
    CompletableFuture<Void> done =
        producer.sendAsync(message("x")).thenAccept(sent -> producer.shutdown());
    time.await(done, SECOND.multipliedBy(5));
    assertThat(registry.size()).isZero();
  }
}
