package io.skua.client.internal.compression;

import io.skua.common.compression.CompressionType;
import io.skua.wire.MalformedException;
import io.skua.wire.message.SysFlag;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The codecs by type. The classes of a library are first touched when its type is asked for. */
public final class Codecs {
  private static final BodyCodec ZLIB = new ZlibCodec();
  // Set by whoever asks first; a second one, made at the same time, does no harm.
  private static volatile @Nullable BodyCodec lz4;
  private static volatile @Nullable BodyCodec zstd;

  private Codecs() {}

  /**
   * Returns the codec of a type.
   *
   * @throws CodecUnavailableException when its library is not on the class path, or does not work
   *     on this machine
   */
  public static BodyCodec of(CompressionType type) {
    return switch (type) {
      case LZ4 -> lz4();
      case ZSTD -> zstd();
      case ZLIB -> ZLIB;
    };
  }

  /**
   * Returns a body as it was sent: a copy, no longer compressed if the sysFlag says that it is.
   *
   * @param limit the most bytes that a body which was compressed may have
   * @throws MalformedException when it is damaged, too large, or compressed in a way that is not
   *     known
   * @throws CodecUnavailableException when the library for its compression is missing
   */
  public static byte[] restore(int sysFlag, byte[] bytes, int from, int length, int limit) {
    if (!SysFlag.compressed(sysFlag)) {
      return Arrays.copyOfRange(bytes, from, from + length);
    }
    return of(type(sysFlag)).decompress(bytes, from, length, limit);
  }

  private static CompressionType type(int sysFlag) {
    int shift = Integer.numberOfTrailingZeros(SysFlag.COMPRESSION_MASK);
    try {
      return CompressionType.findByValue((sysFlag & SysFlag.COMPRESSION_MASK) >> shift);
    } catch (IllegalArgumentException e) {
      throw new MalformedException(
          "the body is compressed in a way that is not known here: " + e.getMessage(), e);
    }
  }

  private static BodyCodec lz4() {
    BodyCodec codec = lz4;
    if (codec == null) {
      require(
          "net.jpountz.lz4.LZ4FrameInputStream",
          CompressionType.LZ4,
          "at.yawk.lz4:lz4-java:1.13.0");
      codec = new Lz4Codec();
      lz4 = codec;
    }
    return codec;
  }

  private static BodyCodec zstd() {
    BodyCodec codec = zstd;
    if (codec == null) {
      require(
          "com.github.luben.zstd.ZstdInputStreamNoFinalizer",
          CompressionType.ZSTD,
          "com.github.luben:zstd-jni:1.5.7-6");
      codec = new ZstdCodec();
      zstd = codec;
    }
    return codec;
  }

  /** Initialises a class of a library, which loads its native part if it has one. */
  private static void require(String className, CompressionType type, String artifact) {
    try {
      Class.forName(className);
    } catch (ClassNotFoundException e) {
      throw new CodecUnavailableException(
          "compression "
              + type
              + " needs a library that is not on the class path: add "
              + artifact
              + ", or use ZLIB, which needs none",
          e);
    } catch (LinkageError e) {
      throw new CodecUnavailableException(
          "compression "
              + type
              + " does not work here, though its library is on the class path: "
              + e
              + "; check that "
              + artifact
              + " fits this system, or use ZLIB, which needs no library",
          e);
    }
  }
}
