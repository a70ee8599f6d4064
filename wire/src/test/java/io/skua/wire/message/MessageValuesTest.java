package io.skua.wire.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.wire.MalformedException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MessageValuesTest {
  @Test
  void the_last_of_several_values_wins() {
    String doubled = "A\u00011\u0002B\u00012\u0002A\u00013\u0002";

    assertThat(MessageProperties.parse(doubled)).containsEntry("A", "3").hasSize(2);
    assertThat(MessageProperties.value(doubled, "A")).isEqualTo("3");
    assertThat(MessageProperties.with(doubled, "A", "4")).isEqualTo("B\u00012\u0002A\u00014\u0002");
    assertThat(MessageProperties.without(doubled, "A")).isEqualTo("B\u00012\u0002");
  }

  @Test
  void the_first_of_several_values_can_be_told() {
    String doubled = "A\u0001\u0002A\u00011\u0002B\u00012\u0002A\u00013\u0002";

    assertThat(MessageProperties.first(doubled, "A")).isEqualTo("1");
    assertThat(MessageProperties.first(doubled, "C")).isNull();
  }

  @Test
  void incomplete_entries_are_dropped_by_all_readers() {
    String odd = "\u0001v\u0002NAME\u0001\u0002bare\u0002\u0002LAST\u0001v";

    assertThat(MessageProperties.parse(odd)).containsExactly(Map.entry("LAST", "v"));
    assertThat(MessageProperties.value(odd, "NAME")).isNull();
    assertThat(MessageProperties.value(odd, "LAST")).isEqualTo("v");
    assertThat(MessageProperties.value(odd, "LAS")).isNull();
  }

  @Test
  void setting_a_property_adds_a_missing_separator() {
    assertThat(MessageProperties.with("A\u00011", "B", "2"))
        .isEqualTo("A\u00011\u0002B\u00012\u0002");
    assertThat(MessageProperties.with("", "B", "2")).isEqualTo("B\u00012\u0002");
  }

  @Test
  void the_tag_is_found_among_properties() {
    assertThat(TagCode.of(null)).isZero();
    assertThat(TagCode.ofProperties("KEYS\u0001k\u0002TAGS\u0001TagA\u0002WAIT\u0001true\u0002"))
        .isEqualTo(2598919);
    assertThat(TagCode.ofProperties("TAGS\u0001中文")).isEqualTo(646394);
    assertThat(TagCode.ofProperties("KEYS\u0001TAGS\u0002")).isZero();
  }

  @Test
  void a_tag_code_may_be_negative() {
    String tag = "a tag that hashes low";
    assertThat(TagCode.ofProperties("TAGS\u0001" + tag)).isEqualTo((long) tag.hashCode());
  }

  @Test
  void a_batch_with_a_torn_end_is_refused_as_a_whole() {
    byte[] bytes = Golden.bytes("batch-send-body");

    assertThatThrownBy(() -> BatchBody.split(bytes, 0, bytes.length - 1))
        .isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> BatchBody.split(bytes, 0, 0)).isInstanceOf(MalformedException.class);
  }

  @Test
  void what_is_no_recall_handle_is_refused() {
    for (String text : List.of("", "!", "djE=", "djIgYSBiIGMgZA==", "djEgYSBiIGM=")) {
      assertThatThrownBy(() -> RecallHandle.parse(text))
          .isInstanceOf(MalformedException.class)
          .hasMessage("recall handle is invalid");
    }
  }

  @Test
  void offset_ids_are_read_in_either_case() {
    String text = "20010DB800000000000000000000001000002A9F0000000000002000";
    assertThat(OffsetMessageId.parse(text.toLowerCase(Locale.ROOT)))
        .isEqualTo(OffsetMessageId.parse(text));
  }

  @Test
  void what_is_no_offset_id_is_refused() {
    for (String text :
        List.of(
            "", "C0A8", "C0A8010A00002A9F000000000000100G", "C0A8010AFF002A9F0000000000001000")) {
      assertThatThrownBy(() -> OffsetMessageId.parse(text)).isInstanceOf(MalformedException.class);
    }
  }

  @Test
  void unique_ids_start_a_month_anew_and_stand_a_clock_that_is_set_back() {
    long november = Instant.parse("2023-11-01T00:00:00Z").toEpochMilli();
    long december = Instant.parse("2023-12-01T00:00:00Z").toEpochMilli();
    AtomicLong now = new AtomicLong(november + 1);
    UniqueId ids = new UniqueId(new byte[16], 1, 2, TimeZone.getTimeZone("UTC"), now::get);

    assertThat(ids.next()).hasSize(56).endsWith("000000010000");
    now.set(december + 5);
    assertThat(ids.next()).endsWith("000000050001");
    now.set(december - 1000);
    assertThat(ids.next()).endsWith("000000000002");
  }

  @Test
  void the_time_in_a_unique_id_counts_from_the_first_of_the_month_on_every_day() {
    TimeZone zone = TimeZone.getTimeZone("GMT+05:30");
    ZoneOffset offset = ZoneOffset.ofHoursMinutes(5, 30);
    // All month lengths, leap years, and a century that is one.
    for (LocalDate day = LocalDate.of(1999, 12, 28); day.getYear() < 2030; day = day.plusDays(1)) {
      long now = day.atTime(23, 59).toInstant(offset).toEpochMilli();
      long sinceFirst = (day.getDayOfMonth() - 1) * 86_400_000L + (23 * 60 + 59) * 60_000L;

      String id = new UniqueId(new byte[4], 1, 2, zone, () -> now).next();

      assertThat(Long.parseLong(id.substring(20, 28), 16)).as(day.toString()).isEqualTo(sinceFirst);
    }
  }

  @Test
  void zlib_bodies_go_both_ways() {
    byte[] recorded = Golden.bytes("compressed-zlib");

    byte[] plain = Compression.inflate(recorded, 0, recorded.length, 60);

    assertThat(plain).asString(StandardCharsets.US_ASCII).startsWith("aaaaaaaaaabb").hasSize(60);
    byte[] again = Compression.deflate(plain, 0, plain.length, Compression.DEFAULT_LEVEL);
    assertThat(Compression.inflate(again, 0, again.length, 60)).isEqualTo(plain);
    byte[] empty = Compression.deflate(plain, 0, 0, 9);
    assertThat(Compression.inflate(empty, 0, empty.length, 0)).isEmpty();
  }

  @Test
  void a_decompression_bomb_is_stopped_at_the_limit() {
    byte[] bomb = Compression.deflate(new byte[10_000_000], 0, 10_000_000, 9);

    assertThat(bomb.length).isLessThan(20_000);
    assertThatThrownBy(() -> Compression.inflate(bomb, 0, bomb.length, 100_000))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("100000");
  }
}
