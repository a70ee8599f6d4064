package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.exception.BrokerConnectException;
import io.skua.client.exception.RequestTimeoutException;
import io.skua.client.exception.SendFailedException;
import io.skua.client.exception.TopicNotFoundException;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.common.message.Message;
import io.skua.net.Completion;
import io.skua.net.Link;
import io.skua.net.NetException;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.ReplyMessage;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.SysFlag;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** The requester's side of protocol 6.17, with brokers that do as they are told. */
class RequestTest extends ClientScenario {
  private static Frame push(String correlationId, int sysFlag, String body) {
    String properties = MessageProperties.format(Map.of("CORRELATION_ID", correlationId));
    return Frame.request(
            RequestCode.PUSH_REPLY_MESSAGE_TO_CLIENT,
            ReplyMessage.WIRE,
            new ReplyMessage(
                "repliers",
                "DefaultCluster_REPLY_TOPIC",
                "TBW102",
                4,
                0,
                sysFlag,
                1,
                7,
                properties,
                null,
                false,
                "not-a-literal:1",
                null,
                2))
        .withBody(body.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the client's answer to a request of a broker. */
  private Frame tell(FakeBroker broker, Frame request) throws Exception {
    Link link = broker.received().get(broker.received().size() - 1).link();
    CompletableFuture<Frame> answer = new CompletableFuture<>();
    link.call(
        request,
        time.clock().nanos() + SECOND.toNanos(),
        false,
        new Completion() {
          @Override
          public void replied(Frame response) {
            answer.complete(response.retain());
          }

          @Override
          public void failed(NetException failure) {
            answer.completeExceptionally(failure);
          }
        });
    return time.await(answer, SECOND.multipliedBy(2));
  }

  private FakeBroker.Sent sentBy(CompletableFuture<Message> request) {
    time.advance(SECOND);
    assertThat(request).isNotDone();
    return (a.sends().isEmpty() ? b : a).sends().get(0);
  }

  @Test
  void every_broker_of_the_topic_knows_the_client_before_the_request_leaves() throws Exception {
    DefaultMQProducer producer = started("group");
    producer.send(message("only one of the brokers hears of this"));
    FakeBroker other = a.sends().isEmpty() ? a : b;
    assertThat(other.received()).isEmpty();
    CompletableFuture<Message> reply = producer.requestAsync(message("x"), 60_000);
    while (sends() < 2) {
      time.advance(Duration.ofMillis(1));
    }
    assertThat(other.heartbeats()).isNotEmpty();
    assertThat(other.heartbeats().get(0).clientId()).isEqualTo(producer.buildMQClientId());
    assertThat(reply).isNotDone();
    int beats = a.heartbeats().size() + b.heartbeats().size();
    producer.requestAsync(message("y"), 60_000);
    time.advance(Duration.ofMillis(100));
    assertThat(sends()).isEqualTo(3);
    assertThat(a.heartbeats().size() + b.heartbeats().size()).isEqualTo(beats);
  }

  @Test
  void a_broker_that_came_back_is_told_again() throws Exception {
    DefaultMQProducer producer = started("group");
    producer.requestAsync(message("x"), 60_000);
    time.advance(SECOND);
    b.stop();
    b.restart();
    time.advance(Duration.ofMillis(100));
    b.forget();
    producer.requestAsync(message("x"), 60_000);
    time.advance(Duration.ofMillis(500));
    assertThat(b.heartbeats()).isNotEmpty();
  }

  @Test
  void a_broker_that_is_silent_takes_half_of_the_time_at_most() throws Exception {
    b.always(RequestCode.HEART_BEAT, FakePeer.silence());
    DefaultMQProducer producer = started("group");
    CompletableFuture<Message> reply = producer.requestAsync(message("x"), 2_000);
    time.advance(Duration.ofMillis(900));
    assertThat(sends()).isZero();
    time.advance(Duration.ofMillis(200));
    assertThat(sends()).isPositive();
    assertThat(reply).isNotDone();
  }

  @Test
  void a_request_has_an_id_of_its_own_the_client_and_the_time() throws Exception {
    DefaultMQProducer producer = started("group");
    Message message = message("x");
    Map<String, String> first = sentBy(producer.requestAsync(message, 60_000)).properties();
    assertThat(first)
        .containsEntry("REPLY_TO_CLIENT", producer.buildMQClientId())
        .containsEntry("TTL", "60000")
        .containsEntry("CORRELATION_ID", message.getProperty("CORRELATION_ID"));
    producer.requestAsync(message, 60_000);
    assertThat(message.getProperty("CORRELATION_ID")).isNotEqualTo(first.get("CORRELATION_ID"));
  }

  @Test
  void a_reply_completes_its_request_and_a_second_one_is_dropped() throws Exception {
    CompletableFuture<Message> reply = started("group").requestAsync(message("x"), 60_000);
    String id = sentBy(reply).properties().get("CORRELATION_ID");
    assertThat(tell(b, push(id, 0, "here")).code()).isZero();
    assertThat(new String(reply.get().getBody(), StandardCharsets.UTF_8)).isEqualTo("here");
    assertThat(reply.get().getFlag()).isEqualTo(7);
    assertThat(tell(b, push(id, 0, "again")).code()).isZero();
  }

  @Test
  void a_reply_to_nobody_is_taken_and_dropped() throws Exception {
    CompletableFuture<Message> reply = started("group").requestAsync(message("x"), 60_000);
    sentBy(reply);
    assertThat(tell(a, push("unknown", 0, "x")).code()).isZero();
    assertThat(tell(a, push("", 0, "x")).code()).isZero();
    assertThat(reply).isNotDone();
  }

  @Test
  void a_malformed_reply_is_refused_and_harms_nobody() throws Exception {
    CompletableFuture<Message> reply = started("group").requestAsync(message("x"), 60_000);
    String id = sentBy(reply).properties().get("CORRELATION_ID");
    Frame empty = Frame.request(RequestCode.PUSH_REPLY_MESSAGE_TO_CLIENT);
    assertThat(tell(a, empty).code()).isEqualTo(1);
    assertThat(tell(a, push(id, 0, "x")).code()).isZero();
    assertThat(reply).isCompleted();
  }

  @Test
  void a_reply_that_cannot_be_read_ends_its_request() throws Exception {
    CompletableFuture<Message> reply = started("group").requestAsync(message("x"), 60_000);
    String id = sentBy(reply).properties().get("CORRELATION_ID");
    tell(a, push(id, SysFlag.COMPRESSED, "no zlib"));
    time.advance(SECOND);
    assertThatThrownBy(reply::get)
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("the reply cannot be read");
  }

  @Test
  void a_request_without_route_or_broker_ends_at_once() throws Exception {
    DefaultMQProducer producer = started("group");
    Failure noRoute = failureOf(() -> producer.request(message("NoTopic", "x"), 60_000));
    assertThat(noRoute.thrown())
        .isInstanceOf(SendFailedException.class)
        .hasMessageContaining("send request message to <NoTopic> fail")
        .hasCauseInstanceOf(TopicNotFoundException.class);
    a.stop();
    b.stop();
    Failure noBroker = failureOf(() -> producer.request(message("x"), 60_000));
    assertThat(noBroker.thrown())
        .hasMessageContaining("send request message to <TopicTest> fail")
        .hasCauseInstanceOf(BrokerConnectException.class);
    assertThat(((SendFailedException) noBroker.thrown()).getAttempts()).isNotEmpty();
    assertThat(noBroker.millis()).isLessThan(10_000);
  }

  @Test
  void a_send_that_nobody_acknowledges_does_not_outlast_the_request() throws Exception {
    a.always(RequestCode.SEND_MESSAGE_V2, FakePeer.silence());
    b.always(RequestCode.SEND_MESSAGE_V2, FakePeer.silence());
    DefaultMQProducer producer = started("group");
    Failure failure = failureOf(() -> producer.request(message("x"), 1_000));
    assertThat(failure.thrown()).isNotInstanceOf(RequestTimeoutException.class);
    assertThat(failure.thrown()).hasMessageContaining("send request message to <TopicTest> fail");
    assertThat(failure.millis()).isEqualTo(1_000);
  }
}
