package io.skua.client.internal.compression;

import io.skua.common.compression.CompressionType;
import io.skua.common.compression.Compressor;
import io.skua.wire.MalformedException;
import java.io.IOException;

/**
 * A codec as users of the RocketMQ client know it.
 *
 * @param codec does the work
 */
public record CodecCompressor(BodyCodec codec) implements Compressor {
  private static final int MAX_BODY = 64 << 20;

  /** Returns the codec of a kind. */
  public static Compressor of(CompressionType type) {
    return new CodecCompressor(Codecs.of(type));
  }

  @Override
  public byte[] compress(byte[] src, int level) {
    return codec.compress(src, level);
  }

  @Override
  public byte[] decompress(byte[] src) throws IOException {
    try {
      return codec.decompress(src, 0, src.length, MAX_BODY);
    } catch (MalformedException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
