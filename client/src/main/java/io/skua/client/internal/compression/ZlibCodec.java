package io.skua.client.internal.compression;

import io.skua.wire.message.Compression;

/** The JDK's zlib. */
final class ZlibCodec implements BodyCodec {
  @Override
  public byte[] compress(byte[] body, int level) {
    return Compression.deflate(body, 0, body.length, level);
  }

  @Override
  public byte[] decompress(byte[] bytes, int from, int length, int limit) {
    return Compression.inflate(bytes, from, length, limit);
  }
}
