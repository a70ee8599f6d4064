package io.skua.client.internal.compression;

import io.skua.wire.MalformedException;
import io.skua.wire.Output;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Decompresses with the stream of a library, chunk by chunk, so that no size is believed. */
abstract class StreamCodec implements BodyCodec {
  private static final int CHUNK = 8192;

  private final String format;

  StreamCodec(String format) {
    this.format = format;
  }

  /** Returns a stream of what another one holds. */
  abstract InputStream open(InputStream compressed) throws IOException;

  @Override
  public final byte[] decompress(byte[] bytes, int from, int length, int limit) {
    if (length == 0) {
      throw new MalformedException("an empty body is no " + format + " frame");
    }
    try (InputStream in = open(new ByteArrayInputStream(bytes, from, length))) {
      Output out = new Output((int) Math.min(limit, Math.max(64L, length * 2L)));
      byte[] chunk = new byte[CHUNK];
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        if (count > limit - out.size()) {
          throw new MalformedException(
              format + " frame of " + length + " bytes holds more than the limit of " + limit);
        }
        out.bytes(chunk, 0, count);
      }
      return out.toByteArray();
    } catch (MalformedException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new MalformedException("not a whole " + format + " frame: " + e.getMessage(), e);
    }
  }
}
