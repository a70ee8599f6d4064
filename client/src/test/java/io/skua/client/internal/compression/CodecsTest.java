package io.skua.client.internal.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.GoldenVectors;
import io.skua.common.compression.CompressionType;
import io.skua.wire.MalformedException;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CodecsTest {
  private static final int LIMIT = 1 << 20;
  private static final byte[] PLAIN =
      "aaaaaaaaaabbbbbbbbbbccccccccccaaaaaaaaaabbbbbbbbbbcccccccccc"
          .getBytes(StandardCharsets.US_ASCII);

  static List<GoldenVectors.Vector> recorded() {
    return GoldenVectors.ofKind("compressed");
  }

  /** Protocol A.41 to A.43. Compressed bytes are not canonical: they are only read. */
  @ParameterizedTest
  @MethodSource("recorded")
  void vectors_of_apache_are_read(GoldenVectors.Vector vector) {
    assertThat(new String(PLAIN, StandardCharsets.US_ASCII)).isEqualTo(vector.text("plainText"));
    byte[] bytes = vector.bytes();
    int sysFlag = Integer.parseInt(vector.text("sysFlag"));
    assertThat(Codecs.restore(sysFlag, bytes, 0, bytes.length, LIMIT)).isEqualTo(PLAIN);
    BodyCodec codec = Codecs.of(CompressionType.findByValue(sysFlag >> 8));
    byte[] within = new byte[bytes.length + 10];
    System.arraycopy(bytes, 0, within, 5, bytes.length);
    assertThat(codec.decompress(within, 5, bytes.length, LIMIT)).isEqualTo(PLAIN);
  }

  @ParameterizedTest
  @EnumSource(CompressionType.class)
  void bodies_of_all_sizes_come_back(CompressionType type) {
    BodyCodec codec = Codecs.of(type);
    Random random = new Random(7);
    for (int length : new int[] {0, 1, 4096, 65_536, 65_537, LIMIT - 1, LIMIT, 3 * LIMIT}) {
      byte[] same = new byte[length];
      Arrays.fill(same, (byte) 'x');
      byte[] mixed = new byte[length];
      random.nextBytes(mixed);
      for (int level : new int[] {0, 5, 9}) {
        for (byte[] body : List.of(same, mixed)) {
          byte[] small = codec.compress(body, level);
          assertThat(codec.decompress(small, 0, small.length, length)).isEqualTo(body);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(CompressionType.class)
  void a_body_above_the_limit_is_refused_without_being_unpacked(CompressionType type) {
    BodyCodec codec = Codecs.of(type);
    byte[] bomb = codec.compress(new byte[64 << 20], 9);
    assertThat(bomb.length).isLessThan(1 << 20);
    assertThatThrownBy(() -> codec.decompress(bomb, 0, bomb.length, 1000))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("more than the limit of 1000");
  }

  @ParameterizedTest
  @EnumSource(CompressionType.class)
  void damage_is_malformed_and_nothing_else(CompressionType type) {
    BodyCodec codec = Codecs.of(type);
    byte[] good = codec.compress(PLAIN, 5);
    for (int length = 0; length < good.length; length++) {
      int cut = length;
      assertThatThrownBy(() -> codec.decompress(good, 0, cut, LIMIT))
          .as("cut to %d", cut)
          .isInstanceOf(MalformedException.class);
    }
    Random random = new Random(3);
    for (int i = 0; i < 2000; i++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        assertThat(codec.decompress(bad, 0, bad.length, LIMIT)).hasSizeLessThanOrEqualTo(LIMIT);
      } catch (MalformedException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
  }

  @Test
  void a_body_is_restored_as_its_sysFlag_says() {
    byte[] body = Codecs.restore(0, PLAIN, 10, 10, LIMIT);
    assertThat(body).containsOnly('b').hasSize(10);
    byte[] old = Codecs.of(CompressionType.ZLIB).compress(PLAIN, 5);
    assertThat(Codecs.restore(1, old, 0, old.length, LIMIT)).isEqualTo(PLAIN);
    assertThatThrownBy(() -> Codecs.restore(0x401, old, 0, old.length, LIMIT))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("Unknown compress type value: 4");
  }

  @ParameterizedTest
  @CsvSource({"LZ4, at.yawk.lz4:lz4-java", "ZSTD, com.github.luben:zstd-jni"})
  void a_missing_library_is_named(String type, String artifact) throws Exception {
    try (URLClassLoader bare = withoutLibraries()) {
      assertThatThrownBy(() -> codec(bare, type))
          .cause()
          .hasMessageContaining("add " + artifact)
          .hasMessageContaining("or use ZLIB");
    }
  }

  @Test
  void zlib_needs_no_library() throws Exception {
    try (URLClassLoader bare = withoutLibraries()) {
      assertThat(codec(bare, "ZLIB")).isNotNull();
    }
  }

  private static Object codec(ClassLoader loader, String name) throws Exception {
    Class<?> type = loader.loadClass(CompressionType.class.getName());
    Object constant = type.getMethod("of", String.class).invoke(null, name);
    try {
      return loader.loadClass(Codecs.class.getName()).getMethod("of", type).invoke(null, constant);
    } catch (InvocationTargetException e) {
      assertThat(e.getCause().getClass().getSimpleName()).isEqualTo("CodecUnavailableException");
      throw e;
    }
  }

  /** Returns what an application's loader sees that has the client alone. */
  private static URLClassLoader withoutLibraries() throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!entry.contains("lz4-java") && !entry.contains("zstd-jni")) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }
}
