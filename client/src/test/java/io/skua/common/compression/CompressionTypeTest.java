package io.skua.common.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Protocol 4.4. */
class CompressionTypeTest {
  @Test
  void names_are_read_in_any_case() {
    assertThat(CompressionType.of(" zstd ")).isEqualTo(CompressionType.ZSTD);
    assertThat(CompressionType.of("Lz4")).isEqualTo(CompressionType.LZ4);
    assertThatThrownBy(() -> CompressionType.of("brotli"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Unsupported compress type name: brotli; it can be LZ4, ZSTD or ZLIB");
  }

  @Test
  void numbers_and_flags_are_those_of_messages() {
    assertThat(CompressionType.findByValue(0)).isEqualTo(CompressionType.ZLIB);
    for (CompressionType type : CompressionType.values()) {
      assertThat(CompressionType.findByValue(type.getValue())).isEqualTo(type);
      assertThat(type.getCompressionFlag()).isEqualTo(type.getValue() << 8);
    }
    assertThatThrownBy(() -> CompressionType.findByValue(4))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
