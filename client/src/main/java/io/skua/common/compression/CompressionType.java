package io.skua.common.compression;

import io.skua.wire.message.SysFlag;
import java.util.Locale;

/**
 * How a body is compressed (protocol 4.4). Every client reads {@link #ZLIB}; the other two need a
 * library on the class path of senders and of readers.
 */
public enum CompressionType {
  /** LZ4 in its frame format: fast. Needs {@code at.yawk.lz4:lz4-java}. */
  LZ4(1),

  /** A zstd frame: small and fast. Needs {@code com.github.luben:zstd-jni}. */
  ZSTD(2),

  /** A zlib stream, by the JDK alone. */
  ZLIB(3);

  private static final int FLAG_SHIFT = Integer.numberOfTrailingZeros(SysFlag.COMPRESSION_MASK);

  private final int value;

  CompressionType(int value) {
    this.value = value;
  }

  /** Returns the number that stands for this type in messages. */
  public int getValue() {
    return value;
  }

  /**
   * Returns the type of a name, in any case and with blanks around it.
   *
   * @throws IllegalArgumentException when there is no such type; the text lists those there are
   */
  public static CompressionType of(String name) {
    return switch (name.trim().toUpperCase(Locale.ROOT)) {
      case "LZ4" -> LZ4;
      case "ZSTD" -> ZSTD;
      case "ZLIB" -> ZLIB;
      default ->
          throw new IllegalArgumentException(
              "Unsupported compress type name: " + name + "; it can be LZ4, ZSTD or ZLIB");
    };
  }

  /**
   * Returns the type of a number in a message; 0 is {@link #ZLIB}, from old producers.
   *
   * @throws IllegalArgumentException when there is no such type
   */
  public static CompressionType findByValue(int value) {
    return switch (value) {
      case 1 -> LZ4;
      case 2 -> ZSTD;
      case 0, 3 -> ZLIB;
      default -> throw new IllegalArgumentException("Unknown compress type value: " + value);
    };
  }

  /** Returns the bits that stand for this type in a message's sysFlag. */
  public int getCompressionFlag() {
    return value << FLAG_SHIFT;
  }
}
