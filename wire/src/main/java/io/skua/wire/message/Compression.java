package io.skua.wire.message;

import io.skua.wire.MalformedException;
import io.skua.wire.Output;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Bodies as zlib streams, the compression that every peer knows (protocol 4.4). */
public final class Compression {
  /** The level that producers use unless told otherwise (protocol 4.4). */
  public static final int DEFAULT_LEVEL = 5;

  private static final int CHUNK = 8192;

  private Compression() {}

  /** Returns a part of an array as a zlib stream; {@code level} is 0 (store) to 9 (smallest). */
  public static byte[] deflate(byte[] bytes, int from, int length, int level) {
    Deflater deflater = new Deflater(level);
    try {
      deflater.setInput(bytes, from, length);
      deflater.finish();
      Output out = new Output(Math.max(64, length / 2));
      byte[] chunk = new byte[Math.min(CHUNK, length + 64)];
      while (!deflater.finished()) {
        out.bytes(chunk, 0, deflater.deflate(chunk));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  /**
   * Returns what a zlib stream holds.
   *
   * @param limit the most bytes that the result may have; no more memory than about twice this is
   *     taken, whatever the stream says
   * @throws MalformedException when it is not a whole zlib stream or holds more than {@code limit}
   */
  public static byte[] inflate(byte[] bytes, int from, int length, int limit) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(bytes, from, length);
      Output out = new Output((int) Math.min(limit, Math.max(64L, length * 2L)));
      byte[] chunk = new byte[CHUNK];
      while (!inflater.finished()) {
        int count = inflater.inflate(chunk);
        if (count == 0 && !inflater.finished()) {
          throw new MalformedException("zlib stream of " + length + " bytes has no end");
        }
        if (count > limit - out.size()) {
          throw new MalformedException("zlib stream holds more than the limit of " + limit);
        }
        out.bytes(chunk, 0, count);
      }
      return out.toByteArray();
    } catch (DataFormatException e) {
      throw new MalformedException("not a zlib stream: " + e.getMessage(), e);
    } finally {
      inflater.end();
    }
  }
}
