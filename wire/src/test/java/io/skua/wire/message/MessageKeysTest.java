package io.skua.wire.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Vectors of store format 4 and protocol b 10.3. */
class MessageKeysTest {
  private static List<Integer> hashes(String topic, Map<String, String> properties) {
    List<Integer> hashes = new ArrayList<>();
    MessageKeys.hashes(topic, MessageProperties.format(properties), hashes::add);
    return hashes;
  }

  @Test
  void hashes_are_the_recorded_ones() {
    assertThat(MessageKeys.hash("T1", "k1")).isEqualTo(79_072_524);
    assertThat(MessageKeys.hash("T1", "k2")).isEqualTo(79_072_525);
    assertThat(MessageKeys.hash("TopicA", "key3")).isEqualTo(641_858_181);
    assertThat(MessageKeys.hash("T1", "FD0000000000000000000000000000027B344E0E2F2A6DF72B970000"))
        .isEqualTo(1_390_700_840);
  }

  @Test
  void the_hash_without_a_positive_counterpart_is_zero() {
    assertThat("T#jllgvmc".hashCode()).isEqualTo(Integer.MIN_VALUE);
    assertThat(MessageKeys.hash("T", "jllgvmc")).isZero();
  }

  @Test
  void the_id_comes_first_and_empty_keys_do_not_count() {
    assertThat(hashes("T1", Map.of("KEYS", " k1  k2 "))).containsExactly(79_072_524, 79_072_525);
    assertThat(hashes("T1", Map.of("UNIQ_KEY", "k2", "KEYS", "k1")))
        .containsExactly(79_072_525, 79_072_524);
    assertThat(hashes("T1", Map.of("TAGS", "k1"))).isEmpty();
  }

  @Test
  void a_message_has_its_id_and_its_whole_keys() {
    String properties = MessageProperties.format(Map.of("UNIQ_KEY", "u", "KEYS", "red green"));
    assertThat(List.of("u", "red", "green")).allMatch(key -> MessageKeys.has(properties, key));
    assertThat(List.of("", "re", "ed", "red green", "x"))
        .noneMatch(key -> MessageKeys.has(properties, key));
    assertThat(MessageKeys.has("", "u")).isFalse();
  }
}
