package io.skua.wire;

/**
 * Numbers in arrays, the highest byte first, as the protocol has them everywhere. They are read
 * byte by byte: a view of the array is more code at each place that reads one, for the interpreter
 * and both compilers.
 */
public final class BigEndian {
  private BigEndian() {}

  /** Returns the signed number of 16 bits at a place. */
  public static int int16(byte[] bytes, int at) {
    return bytes[at] << 8 | (bytes[at + 1] & 0xFF);
  }

  /** Returns the number of 32 bits at a place. */
  public static int int32(byte[] bytes, int at) {
    return bytes[at] << 24
        | (bytes[at + 1] & 0xFF) << 16
        | (bytes[at + 2] & 0xFF) << 8
        | (bytes[at + 3] & 0xFF);
  }

  /** Returns the number of 64 bits at a place. */
  public static long int64(byte[] bytes, int at) {
    return (long) int32(bytes, at) << 32 | (int32(bytes, at + 4) & 0xFFFFFFFFL);
  }
}
