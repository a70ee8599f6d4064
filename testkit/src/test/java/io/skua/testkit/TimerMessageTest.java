package io.skua.testkit;

import static io.skua.testkit.ServerFixture.message;
import static io.skua.testkit.ServerFixture.properties;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.producer.SendResult;
import io.skua.common.message.Message;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.MessageRecord;
import io.skua.wire.message.RecallHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimerMessageTest extends DelayScenario {
  private static final String ILLEGAL =
      "timer message illegal, the delay time should not be bigger than the max delay 259200000ms;"
          + " or if set del msg, the delay time should be bigger than the current time";

  private static Message at(String body, long wallMillis) {
    Message message = plain(body);
    message.setDeliverTimeMs(wallMillis);
    return message;
  }

  private long now() {
    return time.clock().wallMillis();
  }

  private void refuses(String remark, String... properties) {
    var answer = server.call(message(TOPIC, "x", "e", "1", "i", properties(properties)));
    assertThat(answer.code()).isEqualTo(13);
    assertThat(answer.remark()).isEqualTo(remark);
  }

  private void recallFails(int code, String remark, String topic, String handle) {
    assertThatExceptionOfType(MQBrokerException.class)
        .isThrownBy(() -> producer.recallMessage(topic, handle))
        .satisfies(e -> assertThat(e.getResponseCode()).isEqualTo(code))
        .satisfies(e -> assertThat(e.getErrorMessage()).isEqualTo(remark));
  }

  @Test
  void a_message_comes_in_its_second_and_never_early() throws Exception {
    send(seconds("a", 3));
    Message millis = plain("b");
    millis.setDelayTimeMs(1500);
    send(millis);
    time.advance(Duration.ofSeconds(10));
    long whole = now() - now() % 1000;
    send(at("c", whole + 5000));
    send(at("d", whole + 5001));
    time.advance(Duration.ofSeconds(10));
    assertThat(delivered()).containsExactly("b", "a", "c", "d");
    assertThat(times().subList(0, 2)).containsExactly(2000L, 4000L);
    assertThat(times().get(2)).isEqualTo(times().get(3) - 1000);
    assertThat(records().get(2).storeTimestamp()).isEqualTo(whole + 5000);
  }

  @Test
  void a_time_in_the_past_is_now() throws Exception {
    SendResult sent = send(at("past", now() - 1));
    assertThat(sent.getRecallHandle()).isNull();
    assertThat(delivered()).containsExactly("past");
    send(seconds("also", 0));
    assertThat(delivered()).containsExactly("past", "also");
  }

  @Test
  void three_days_are_the_limit() throws Exception {
    send(seconds("three days", 259_200));
    refuses(ILLEGAL, "TIMER_DELAY_SEC", "259201");
    refuses(ILLEGAL, "TIMER_DELAY_SEC", Long.toString(Long.MAX_VALUE));
    refuses(ILLEGAL, "TIMER_DELAY_MS", Long.toString(Long.MAX_VALUE));
    refuses(ILLEGAL, "TIMER_DELIVER_MS", Long.toString(now() - 1), "TIMER_DEL_UNIQKEY", "k");
    refuses("property TIMER_DELAY_MS is no number: x", "TIMER_DELAY_MS", "x");
    time.advance(Duration.ofDays(3).minusSeconds(1));
    assertThat(delivered()).isEmpty();
    time.advance(SECOND.multipliedBy(2));
    assertThat(delivered()).containsExactly("three days");
  }

  @Test
  void a_message_that_was_timed_once_is_delivered_at_once() {
    server.call(
        message(
            TOPIC, "x", "e", "1", "i", properties("TIMER_DELAY_SEC", "9", "TIMER_OUT_MS", "1")));
    assertThat(delivered()).containsExactly("x");
  }

  @Test
  void the_delivered_message_is_the_one_that_was_sent() throws Exception {
    SendResult sent = send(seconds("hello", 2));
    time.advance(Duration.ofSeconds(4));
    MessageRecord record = records().get(0);
    Map<String, String> properties = MessageProperties.parse(record.properties());
    assertThat(properties)
        .containsEntry("UNIQ_KEY", sent.getMsgId())
        .containsEntry("TAGS", "TagA")
        .containsEntry("TIMER_DELAY_SEC", "2")
        .containsEntry("REAL_TOPIC", TOPIC)
        .containsEntry("TIMER_DEQUEUE_MS", Long.toString(record.storeTimestamp()));
    assertThat(Long.parseLong(properties.get("TIMER_OUT_MS")) % 1000).isZero();
    assertThat(record.bornHost().getAddress().getHostAddress()).isEqualTo("10.0.0.5");
  }

  @Test
  void a_recalled_message_does_not_come_and_the_others_of_its_second_do() throws Exception {
    SendResult kept = send(seconds("kept", 5));
    SendResult gone = send(seconds("gone", 5));
    send(seconds("kept too", 5));
    assertThat(kept.getRecallHandle()).isNotEqualTo(gone.getRecallHandle());
    assertThat(producer.recallMessage(TOPIC, gone.getRecallHandle())).isEqualTo(gone.getMsgId());
    time.advance(Duration.ofSeconds(10));
    assertThat(delivered()).containsExactly("kept", "kept too");
  }

  @Test
  void a_recall_after_the_delivery_is_refused() throws Exception {
    SendResult sent = send(seconds("here", 2));
    time.advance(Duration.ofSeconds(4));
    recallFails(604, "recall failed, timestamp invalid", TOPIC, sent.getRecallHandle());
    assertThat(delivered()).containsExactly("here");
  }

  @Test
  void a_handle_that_does_not_fit_is_refused() throws Exception {
    SendResult sent = send(seconds("x", 60));
    RecallHandle handle = RecallHandle.parse(sent.getRecallHandle());
    assertThat(handle.topic()).isEqualTo(TOPIC);
    producer.send(new Message("other", ServerFixture.bytes("x")));
    recallFails(604, "recall failed, topic not match", "other", sent.getRecallHandle());
    recallFails(
        604,
        "recall failed, broker service not available",
        TOPIC,
        new RecallHandle(TOPIC, "broker-b", handle.time(), "K").text());
    recallFails(
        604,
        "recall failed, timestamp invalid",
        TOPIC,
        new RecallHandle(TOPIC, "broker-a", "soon", "K").text());
    recallFails(
        604,
        "recall failed, timestamp invalid",
        TOPIC,
        new RecallHandle(TOPIC, "broker-a", Long.toString(now() + 260_000_000), "K").text());
    assertThatExceptionOfType(MQClientException.class)
        .isThrownBy(() -> producer.recallMessage(TOPIC, "nonsense"))
        .satisfies(e -> assertThat(e.getErrorMessage()).isEqualTo("recall handle is invalid"));
    assertThatExceptionOfType(MQClientException.class)
        .isThrownBy(() -> producer.recallMessage("%RETRY%g", sent.getRecallHandle()))
        .satisfies(e -> assertThat(e.getErrorMessage()).isEqualTo("topic is not supported"));
    var answer = server.call(370, "topic", "none", "recallHandle", sent.getRecallHandle());
    assertThat(answer.code()).isEqualTo(17);
    assertThat(answer.remark()).isEqualTo("recall failed, the topic[none] not exist");
    assertThat(server.call(370, "topic", TOPIC, "recallHandle", "!").remark())
        .isEqualTo("recall handle is invalid");
    time.advance(Duration.ofSeconds(62));
    assertThat(delivered()).containsExactly("x");
  }

  @Test
  void a_restart_in_the_middle_repeats_nothing_and_keeps_recalls() throws Exception {
    send(seconds("early", 2));
    SendResult gone = send(seconds("gone", 3600));
    send(seconds("late", 3600));
    producer.recallMessage(TOPIC, gone.getRecallHandle());
    time.advance(Duration.ofMinutes(30));
    restart(server.disk);
    send(seconds("middle", 60));
    time.advance(Duration.ofHours(1));
    assertThat(delivered()).containsExactly("early", "middle", "late");
    restart(server.disk);
    time.advance(Duration.ofHours(1));
    assertThat(delivered()).hasSize(3);
  }

  @Test
  void a_restart_in_the_middle_of_a_second_repeats_nothing() throws Exception {
    List<String> bodies = new ArrayList<>();
    long whole = now() - now() % 1000 + 10_000;
    for (int i = 0; i < 300; i++) {
      bodies.add("m" + i);
      send(at("m" + i, whole));
    }
    SendResult gone = send(at("gone", whole));
    producer.recallMessage(TOPIC, gone.getRecallHandle());
    time.advance(Duration.ofMillis(whole - now() - 1));
    server.server.close();
    time.advance(Duration.ofMillis(500));
    server.server = server.builder().build();
    server.server.start();
    server.server.close();
    restart(server.disk);
    time.advance(Duration.ofSeconds(2));
    assertThat(delivered()).isEqualTo(bodies);
  }
}
