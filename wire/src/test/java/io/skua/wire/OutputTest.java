package io.skua.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputTest {
  private final Output out = new Output(0);

  @Test
  void numbers_are_big_endian() {
    out.int8(0x1FF);
    out.int16(0x10203);
    out.int32(0x01020304);
    out.int64(0x0102030405060708L);
    assertThat(out.toByteArray()).containsExactly(0xFF, 2, 3, 1, 2, 3, 4, 1, 2, 3, 4, 5, 6, 7, 8);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {0, 9, 10, -1, -10, 99, 100, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1})
  void decimals_are_as_the_jdk_writes_them(long value) {
    assertThat(out.decimal(value)).isEqualTo(out.size());
    assertThat(GoldenVectors.utf8(out.toByteArray())).isEqualTo(Long.toString(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "aé", "é", "abc中文", "𝄞", "a𝄞b", "\ud834", "x\udd1ey"})
  void texts_are_as_the_jdk_writes_them(String text) {
    out.int8('<');
    assertThat(out.utf8(text)).isEqualTo(GoldenVectors.utf8(text).length);
    assertThat(out.toByteArray()).isEqualTo(GoldenVectors.utf8("<" + text));
  }

  @Test
  void a_part_of_a_text_is_written_alone() {
    assertThat(out.utf8("ab中cd", 1, 4)).isEqualTo(5);
    assertThat(GoldenVectors.utf8(out.toByteArray())).isEqualTo("b中c");
  }

  @Test
  void patches_overwrite_and_stay_inside() {
    out.int64(0);
    out.patch32(4, -1);
    out.patch16(0, 0x0102);
    assertThat(out.toByteArray()).containsExactly(1, 2, 0, 0, -1, -1, -1, -1);
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> out.patch32(5, 0));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> out.patch16(7, 0));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> out.patch32(-1, 0));
  }

  @Test
  void truncate_discard_and_shrink_keep_the_rest() {
    out.ascii("abcdef");
    out.truncate(5);
    out.discard(2);
    assertThat(out.toByteArray()).containsExactly('c', 'd', 'e');
    out.shrink(0);
    assertThat(out.toByteArray()).containsExactly('c', 'd', 'e');
    out.truncate(0);
    out.shrink(4);
    assertThat(out.array().length).isLessThanOrEqualTo(8);
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> out.truncate(1));
  }

  @Test
  void recent_texts_are_the_texts_of_the_bytes() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 5000; i++) {
        String text = (i % 3 == 0 ? "é" : "t") + i + "x".repeat(i % 70);
        byte[] bytes = GoldenVectors.utf8("<" + text + ">");
        assertThat(RecentText.of(bytes, 1, bytes.length - 1)).isEqualTo(text);
      }
    }
    byte[] again = GoldenVectors.utf8("TopicA");
    assertThat(RecentText.of(again, 0, 6)).isSameAs(RecentText.of(again, 0, 6));
    assertThat(RecentText.of(again, 0, 0)).isEmpty();
  }
}
