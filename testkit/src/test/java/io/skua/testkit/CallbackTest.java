package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.exception.BrokerUnreachableException;
import io.skua.client.exception.MQClientException;
import io.skua.client.exception.NameServerUnreachableException;
import io.skua.client.exception.SendTimeoutException;
import io.skua.client.exception.TopicNotFoundException;
import io.skua.client.internal.instance.ClientRegistry;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendCallback;
import io.skua.client.producer.SendResult;
import io.skua.net.Net;
import io.skua.wire.code.RequestCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** User code runs on workers, never on the loop; and warm-up. */
class CallbackTest extends ClientScenario {
  private final List<String> heard = new ArrayList<>();
  private final Net net = network.net("10.0.0.9");
  private final ClientRegistry watched = new ClientRegistry(time, name -> net);

  private DefaultMQProducer producer() throws Exception {
    DefaultMQProducer producer = new DefaultMQProducer("group", watched);
    producer.setNamesrvAddr(NAMES.toString());
    producer.start();
    return producer;
  }

  private final SendCallback callback =
      new SendCallback() {
        @Override
        public void onSuccess(SendResult sendResult) {
          heard.add("success" + where());
        }

        @Override
        public void onException(Throwable e) {
          heard.add(e.getClass().getSimpleName() + where());
        }
      };

  private String where() {
    return net.loop().inside() ? " on the loop" : "";
  }

  @Test
  void success_and_failure_arrive_on_workers() throws Exception {
    DefaultMQProducer producer = producer();
    producer.send(message("x"), callback);
    producer.send(message("x"), (queues, copy, arg) -> queues.get(0), null, callback);
    time.advance(SECOND);
    a.stop();
    b.stop();
    producer.send(message("x"), callback);
    time.advance(SECOND);
    assertThat(heard).startsWith("success", "success").hasSize(3);
    assertThat(heard.get(2)).doesNotContain("loop");
  }

  @Test
  void a_failed_route_for_a_selector_is_heard_on_a_worker() throws Exception {
    producer().send(message("NoTopic", "x"), (queues, copy, arg) -> queues.get(0), null, callback);
    time.advance(SECOND);
    assertThat(heard).containsExactly("TopicNotFoundException");
  }

  @Test
  void a_selector_runs_on_a_worker() throws Exception {
    List<Boolean> inside = new ArrayList<>();
    DefaultMQProducer producer = producer();
    for (int i = 0; i < 2; i++) {
      producer.send(
          message("x"),
          (queues, copy, arg) -> {
            inside.add(net.loop().inside());
            return queues.get(0);
          },
          null,
          callback);
      time.advance(SECOND);
    }
    assertThat(inside).containsExactly(false, false);
  }

  @Test
  void a_selector_with_a_callback_does_not_wait_for_a_silent_name_server_beyond_its_time()
      throws Exception {
    network.silence(NAMES);
    producer().send(message("x"), (queues, copy, arg) -> queues.get(0), null, callback, 500);
    time.advance(Duration.ofMillis(499));
    assertThat(heard).isEmpty();
    time.advance(Duration.ofMillis(1));
    assertThat(heard).containsExactly(SendTimeoutException.class.getSimpleName());
  }

  @Test
  void a_callback_that_throws_harms_nobody() throws Exception {
    DefaultMQProducer producer = producer();
    SendCallback failing =
        new SendCallback() {
          @Override
          public void onSuccess(SendResult sendResult) {
            throw new IllegalStateException("mine");
          }

          @Override
          public void onException(Throwable e) {
            throw new AssertionError("mine");
          }
        };
    producer.send(message("x"), failing);
    producer.send(message("NoTopic", "x"), failing);
    producer.send(message("x"), callback);
    time.advance(SECOND);
    assertThat(heard).containsExactly("success");
    assertThat(producer.send(message("x")).getMsgId()).isNotEmpty();
  }

  @Test
  void no_callback_is_fine() throws Exception {
    DefaultMQProducer producer = producer();
    producer.send(message("x"), (SendCallback) null);
    producer.send(message("NoTopic", "x"), (SendCallback) null);
    time.advance(SECOND);
    assertThat(sends()).isEqualTo(1);
  }

  @Test
  void a_message_that_is_not_valid_is_told_to_the_callback() throws Exception {
    producer().send(message(""), callback);
    time.settle();
    assertThat(heard).containsExactly("MQClientException");
  }

  @Test
  void callbacks_come_when_the_producer_is_shut_down_meanwhile() throws Exception {
    DefaultMQProducer producer = producer();
    a.always(RequestCode.SEND_MESSAGE_V2, FakePeer.silence());
    b.always(RequestCode.SEND_MESSAGE_V2, FakePeer.silence());
    for (int i = 0; i < 5; i++) {
      producer.send(message("x"), callback);
    }
    time.advance(Duration.ofMillis(20));
    producer.shutdown();
    time.settle();
    assertThat(heard).hasSize(5).containsOnly("ProducerClosedException");
  }

  @Test
  void a_callback_may_send_synchronously() throws Exception {
    DefaultMQProducer producer = producer();
    CompletableFuture<String> second =
        producer
            .sendAsync(message("x"))
            .thenApply(
                sent -> {
                  try {
                    return producer.send(message("y")).getMsgId();
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                });
    assertThat(time.await(second, SECOND)).isNotEmpty();
  }

  // --- warm-up

  @Test
  void a_warm_up_ends_when_the_brokers_are_connected_and_know_the_client() throws Exception {
    DefaultMQProducer producer = producer();
    time.await(producer.warmUp("TopicTest"), SECOND);
    assertThat(a.heartbeats()).isNotEmpty();
    assertThat(b.heartbeats()).isNotEmpty();
    long start = millis();
    producer.send(message("x"));
    assertThat(millis() - start).isEqualTo(2);
  }

  @Test
  void what_follows_a_warm_up_runs_on_a_worker() throws Exception {
    DefaultMQProducer producer = producer();
    CompletableFuture<Boolean> inside =
        producer.warmUp("TopicTest").thenApply(done -> net.loop().inside());
    assertThat(time.await(inside, SECOND)).isFalse();
    CompletableFuture<Boolean> failed =
        producer.warmUp("NoTopic").handle((done, failure) -> net.loop().inside());
    assertThat(time.await(failed, SECOND)).isFalse();
  }

  private Throwable failureOf(CompletableFuture<Void> warmUp) throws Exception {
    try {
      time.await(warmUp, Duration.ofMinutes(1));
      throw new AssertionError("the warm-up succeeded");
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  @Test
  void a_warm_up_says_what_is_in_the_way() throws Exception {
    DefaultMQProducer producer = producer();
    assertThat(failureOf(producer.warmUp("NoTopic"))).isInstanceOf(TopicNotFoundException.class);
    b.stop();
    assertThat(failureOf(producer.warmUp("TopicTest")))
        .isInstanceOf(BrokerUnreachableException.class)
        .hasMessageContaining("10.0.1.2:10911")
        .hasMessageContaining("broker-b")
        .hasMessageContaining("brokerIP1");
    names.stop();
    assertThat(failureOf(producer.warmUp("Other")))
        .isInstanceOf(NameServerUnreachableException.class);
    producer.shutdown();
    assertThatThrownBy(() -> producer.warmUp("TopicTest")).isInstanceOf(MQClientException.class);
  }

  @Test
  void topics_that_are_set_are_resolved_by_the_start() throws Exception {
    DefaultMQProducer producer = new DefaultMQProducer("group", watched);
    producer.setNamesrvAddr(NAMES.toString());
    producer.setTopics(List.of("TopicTest", "NoTopic"));
    producer.start();
    time.advance(Duration.ofMillis(9));
    assertThat(names.asked()).contains("TopicTest");
    assertThat(network.connections()).isEqualTo(3);
  }
}
