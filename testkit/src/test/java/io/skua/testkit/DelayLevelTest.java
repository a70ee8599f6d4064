package io.skua.testkit;

import static io.skua.testkit.ServerFixture.message;
import static io.skua.testkit.ServerFixture.properties;
import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.producer.SendResult;
import io.skua.common.message.MessageQueue;
import io.skua.store.StoreSettings;
import io.skua.store.disk.DiskFile;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.MessageRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DelayLevelTest extends DelayScenario {
  private static final List<Long> SECONDS =
      List.of(
          1L, 5L, 10L, 30L, 60L, 120L, 180L, 240L, 300L, 360L, 420L, 480L, 540L, 600L, 1200L, 1800L,
          3600L, 7200L);

  private String file(String path) {
    try (DiskFile file = server.disk.open(path)) {
      byte[] bytes = new byte[(int) file.size()];
      file.read(0, bytes, 0, bytes.length);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  @Test
  void every_level_comes_at_its_second() throws Exception {
    long start = millis();
    for (int level = 18; level > 0; level--) {
      send(level("level " + level, level));
    }
    time.advance(Duration.ofMillis(7_199_900));
    assertThat(delivered()).hasSize(17).startsWith("level 1", "level 2");
    time.advance(Duration.ofMillis(200));
    List<Long> times = times();
    for (int i = 0; i < 18; i++) {
      assertThat(times.get(i) - start).isBetween(SECONDS.get(i) * 1000, SECONDS.get(i) * 1000 + 50);
    }
  }

  @Test
  void a_level_above_the_highest_is_the_highest() throws Exception {
    send(level("late", 99));
    time.advance(Duration.ofSeconds(7199));
    assertThat(delivered()).isEmpty();
    time.advance(SECOND.multipliedBy(2));
    assertThat(delivered()).containsExactly("late");
  }

  @Test
  void a_delivered_message_is_the_one_that_was_sent() throws Exception {
    SendResult sent = send(level("hello", 1));
    assertThat(sent.getMessageQueue().getQueueId()).isEqualTo(1);
    assertThat(sent.getQueueOffset()).isZero();
    assertThat(sent.getRecallHandle()).isNull();
    time.advance(SECOND.multipliedBy(2));
    MessageRecord record = records().get(0);
    assertThat(record.topic()).isEqualTo(TOPIC);
    assertThat(record.queueOffset()).isZero();
    assertThat(record.bornHost().getAddress().getHostAddress()).isEqualTo("10.0.0.5");
    assertThat(record.bornTimestamp()).isLessThan(record.storeTimestamp() - 999);
    // As Apache's brokers leave them (protocol 7.6).
    assertThat(MessageProperties.parse(record.properties()))
        .containsEntry("UNIQ_KEY", sent.getMsgId())
        .containsEntry("TAGS", "TagA")
        .containsEntry("DELAY", "1")
        .containsEntry("REAL_TOPIC", TOPIC)
        .containsEntry("REAL_QID", "1");
  }

  @Test
  void a_level_keeps_the_order_and_more_than_a_burst_comes() throws Exception {
    List<String> bodies = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      bodies.add("m" + i);
      send(level("m" + i, 2));
    }
    time.advance(Duration.ofSeconds(6));
    assertThat(delivered()).isEqualTo(bodies);
  }

  @Test
  void a_level_wins_over_a_time() throws Exception {
    var both = level("both", 1);
    both.setDelayTimeSec(3600);
    assertThat(send(both).getRecallHandle()).isNull();
    time.advance(SECOND.multipliedBy(2));
    assertThat(delivered()).containsExactly("both");
    assertThat(MessageProperties.parse(records().get(0).properties()))
        .doesNotContainKey("TIMER_DELAY_SEC");
  }

  @Test
  void a_level_that_is_no_number_is_refused_and_a_negative_one_is_none() {
    var answer = server.call(message(TOPIC, "x", "e", "1", "i", properties("DELAY", "soon")));
    assertThat(answer.code()).isEqualTo(13);
    assertThat(answer.remark()).isEqualTo("property DELAY is no number: soon");
    assertThat(server.call(message(TOPIC, "x", "e", "1", "i", properties("DELAY", "-1"))).code())
        .isZero();
    assertThat(delivered()).containsExactly("x");
  }

  @Test
  void a_restart_goes_on_where_it_was() throws Exception {
    send(level("one", 1));
    send(level("two", 3));
    time.advance(SECOND.multipliedBy(3));
    restart(server.disk);
    time.advance(Duration.ofSeconds(20));
    assertThat(delivered()).containsExactly("one", "two");
    assertThat(times().get(1)).isBetween(10_000L, 10_200L);
  }

  @Test
  void what_was_due_while_the_server_was_down_comes_at_once() throws Exception {
    send(level("one", 3));
    server.server.close();
    time.advance(Duration.ofHours(1));
    restart(server.disk);
    time.advance(Duration.ofMillis(100));
    assertThat(delivered()).containsExactly("one");
  }

  @Test
  void progress_is_in_apaches_file_and_only_there_when_something_was_delivered() throws Exception {
    send(level("one", 1));
    send(level("two", 18));
    time.advance(Duration.ofSeconds(10));
    assertThat(file("config/delayOffset.json")).contains("\"offsetTable\":{1:1}");
  }

  @Test
  void apaches_progress_is_taken_over() throws Exception {
    send(level("one", 3));
    send(level("two", 3));
    server.server.close();
    String text = // golden-c config-delayOffset.json, for another level
        "{\n\t\"dataVersion\":{\n\t\t\"counter\":4,\n\t\t\"stateVersion\":0,\n"
            + "\t\t\"timestamp\":1795336194844\n\t},\n\t\"offsetTable\":{3:1,16:0\n\t}\n}";
    try (DiskFile file = server.disk.open("config/delayOffset.json")) {
      file.write(0, ServerFixture.bytes(text), 0, text.length());
    }
    restart(server.disk);
    time.advance(Duration.ofSeconds(20));
    assertThat(delivered()).containsExactly("two");
    assertThat(file("config/delayOffset.json")).contains("\"offsetTable\":{3:2}");
  }

  @Test
  void a_log_file_stays_until_the_last_delayed_message_in_it_is_delivered() throws Exception {
    StoreSettings settings =
        StoreSettings.defaults()
            .withSizes(64 * 1024, 1 << 18, 1000)
            .withRetention(Duration.ofMinutes(1), Long.MAX_VALUE, 0);
    restart(server.builder().store(settings));
    producer.setCompressMsgBodyOverHowmuch(Integer.MAX_VALUE);
    send(level("level", 18));
    send(seconds("timed", 7300));
    for (int minute = 0; minute < 130; minute += 10) {
      for (int i = 0; i < 5; i++) {
        producer.send(plain("x".repeat(60_000)), new MessageQueue(TOPIC, "broker-a", 0));
      }
      time.advance(Duration.ofMinutes(10));
    }
    assertThat(delivered()).containsExactly("level", "timed");
    // And then they go: nothing is left but the last file.
    time.advance(Duration.ofMinutes(10));
    producer.send(plain("x".repeat(60_000)), new MessageQueue(TOPIC, "broker-a", 0));
    time.advance(Duration.ofMinutes(10));
    assertThat(server.disk.list("commitlog")).hasSizeLessThan(3);
  }
}
