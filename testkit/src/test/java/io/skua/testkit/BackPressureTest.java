package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.skua.client.exception.OverloadedException;
import io.skua.client.internal.send.BackPressure;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendCallback;
import io.skua.client.producer.SendResult;
import io.skua.common.message.Message;
import io.skua.common.message.MessageQueue;
import io.skua.wire.code.RequestCode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Protocol 6.11. */
class BackPressureTest extends ClientScenario {
  private DefaultMQProducer limited() throws Exception {
    DefaultMQProducer producer = started("group");
    producer.setEnableBackpressureForAsyncMode(true);
    producer.setBackPressureForAsyncSendNum(10);
    time.await(producer.warmUp("TopicTest"), SECOND);
    a.always(RequestCode.SEND_MESSAGE_V2, a.later(Duration.ofMillis(100), a.stored(0)));
    b.always(RequestCode.SEND_MESSAGE_V2, b.later(Duration.ofMillis(100), b.stored(0)));
    return producer;
  }

  private static void fill(DefaultMQProducer producer) {
    for (int i = 0; i < 10; i++) {
      producer.sendAsync(message("x"));
    }
  }

  @Test
  void defaults_and_minimums_are_those_of_5_3_3() {
    DefaultMQProducer producer = producer("group");
    assertThat(producer.isEnableBackpressureForAsyncMode()).isFalse();
    assertThat(producer.getBackPressureForAsyncSendNum()).isEqualTo(1024);
    assertThat(producer.getBackPressureForAsyncSendSize()).isEqualTo(100 * 1024 * 1024);
    producer.setBackPressureForAsyncSendNum(1);
    producer.setBackPressureForAsyncSendSize(1);
    assertThat(producer.getBackPressureForAsyncSendNum()).isEqualTo(10);
    assertThat(producer.getBackPressureForAsyncSendSize()).isEqualTo(1024 * 1024);
  }

  @Test
  void one_too_many_waits_until_another_one_has_ended() throws Exception {
    DefaultMQProducer producer = limited();
    fill(producer);
    long start = millis();
    CompletableFuture<SendResult> next = producer.sendAsync(message("x"));
    assertThat(millis() - start).isBetween(100L, 110L);
    time.await(next, SECOND);
    assertThat(sends()).isEqualTo(11);
  }

  @Test
  void without_room_in_time_the_callback_gets_the_known_text() throws Exception {
    DefaultMQProducer producer = limited();
    fill(producer);
    long start = millis();
    List<Throwable> failures = new ArrayList<>();
    producer.send(message("x"), callback(failures), 50);
    assertThat(millis() - start).isEqualTo(50);
    assertThat(failures).hasSize(1);
    assertThat(failures.get(0))
        .isInstanceOf(OverloadedException.class)
        .hasMessageContaining("send message tryAcquire semaphoreAsyncNum timeout");
    time.advance(SECOND);
    assertThat(sends()).isEqualTo(10);
  }

  private static SendCallback callback(List<Throwable> failures) {
    return new SendCallback() {
      @Override
      public void onSuccess(SendResult result) {}

      @Override
      public void onException(Throwable e) {
        failures.add(e);
      }
    };
  }

  @Test
  void bytes_are_limited_too_and_a_larger_message_goes_alone() throws Exception {
    DefaultMQProducer producer = limited();
    producer.setBackPressureForAsyncSendSize(1024 * 1024);
    CompletableFuture<SendResult> large =
        producer.sendAsync(new Message("TopicTest", new byte[2 << 20]));
    List<Throwable> failures = new ArrayList<>();
    producer.send(message("x"), callback(failures), 50);
    assertThat(failures.get(0))
        .hasMessageContaining("send message tryAcquire semaphoreAsyncSize timeout");
    time.await(large, SECOND);
    time.await(producer.sendAsync(message("x")), SECOND);
  }

  @Test
  void every_end_gives_the_permit_back() throws Exception {
    DefaultMQProducer producer = limited();
    a.always(RequestCode.SEND_MESSAGE_V2, FakePeer.refusal(13, "no"));
    b.always(RequestCode.SEND_MESSAGE_V2, FakePeer.silence());
    MessageQueue ofA = new MessageQueue("TopicTest", "broker-a", 0);
    MessageQueue ofB = new MessageQueue("TopicTest", "broker-b", 0);
    for (int i = 0; i < 10; i++) {
      catchThrowable(() -> time.await(producer.sendAsync(message("refused"), ofA), SECOND));
      producer.send(message("unanswered"), ofB, null, 50);
      time.advance(Duration.ofMillis(50));
      assertThat(producer.sendAsync(new Message("TopicTest", new byte[0]))).isDone();
      assertThat(producer.sendAsync(message("no such", "topic"))).isNotNull();
      producer.send(
          message("x"),
          (queues, message, arg) -> {
            throw new IllegalStateException("a bad selector");
          },
          null,
          null);
      time.advance(Duration.ofSeconds(4));
    }
    a.asUsual(RequestCode.SEND_MESSAGE_V2);
    long start = millis();
    for (int i = 0; i < 10; i++) {
      producer.sendAsync(message("x"), ofA);
    }
    assertThat(millis()).isEqualTo(start);
  }

  @Test
  void raising_a_limit_lets_go_who_waits() throws Exception {
    DefaultMQProducer producer = limited();
    fill(producer);
    long start = millis();
    time.loop("operator")
        .after(Duration.ofMillis(30), () -> producer.setBackPressureForAsyncSendNum(11));
    producer.sendAsync(message("x"));
    assertThat(millis() - start).isEqualTo(30);
  }

  @Test
  void a_callback_sends_without_waiting_however_full_it_is() throws Exception {
    DefaultMQProducer producer = limited();
    AtomicInteger chained = new AtomicInteger();
    for (int i = 0; i < 10; i++) {
      producer
          .sendAsync(message("x"))
          .thenAccept(
              sent -> {
                producer.sendAsync(message("y"));
                producer.sendAsync(message("z"));
                chained.incrementAndGet();
              });
    }
    time.advance(SECOND);
    assertThat(chained).hasValue(10);
    assertThat(sends()).isEqualTo(30);
  }

  @Test
  void a_selector_does_not_make_a_callback_thread_wait() throws Exception {
    DefaultMQProducer producer = limited();
    fill(producer);
    long start = millis();
    List<Throwable> failures = new ArrayList<>();
    producer.send(
        message("x"), (queues, message, arg) -> queues.get(0), null, callback(failures), 500);
    assertThat(millis() - start).isGreaterThanOrEqualTo(100);
    time.advance(SECOND);
    assertThat(failures).isEmpty();
    assertThat(sends()).isEqualTo(11);
  }

  @Test
  void permits_never_exceed_the_limits_nor_leak() throws Exception {
    BackPressure limits = new BackPressure(time);
    limits.maxSends(20);
    limits.maxBytes(1 << 20);
    Random random = new Random(7);
    Deque<BackPressure.Permit> held = new ArrayDeque<>();
    Deque<Integer> sizes = new ArrayDeque<>();
    for (int i = 0; i < 20_000; i++) {
      int size = 1 + random.nextInt(200_000);
      if (random.nextInt(5) < 3) {
        int underWay = sizes.stream().mapToInt(Integer::intValue).sum();
        boolean room = held.size() < 20 && (held.isEmpty() || underWay + size <= 1 << 20);
        Throwable refused =
            catchThrowable(
                () -> {
                  held.add(limits.acquire(size, 1));
                  sizes.add(size);
                });
        assertThat(refused == null).isEqualTo(room);
      } else if (!held.isEmpty()) {
        BackPressure.Permit permit = held.remove();
        sizes.remove();
        permit.release();
        permit.release();
      }
    }
  }
}
