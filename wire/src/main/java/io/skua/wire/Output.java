package io.skua.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing array of bytes that values are written to, big-endian. The array is kept between uses,
 * so that a steady stream of frames allocates nothing. Not thread-safe.
 */
public final class Output {
  private static final boolean[] JSON_PLAIN = new boolean[0x7F];

  static {
    Arrays.fill(JSON_PLAIN, ' ', JSON_PLAIN.length, true);
    JSON_PLAIN['"'] = false;
    JSON_PLAIN['\\'] = false;
  }

  private byte[] bytes;
  private int size;
  // A buffer around the array, made when it is asked for, and again when the array has grown.
  private byte[] bufferBytes = {};
  private ByteBuffer buffer = ByteBuffer.wrap(bufferBytes);

  /** Makes an empty output with room for {@code capacity} bytes before it first grows. */
  public Output(int capacity) {
    bytes = new byte[capacity];
  }

  /** Returns the number of bytes written. */
  public int size() {
    return size;
  }

  /** Returns the backing array; bytes 0 to {@link #size()} are valid until the next write. */
  public byte[] array() {
    return bytes;
  }

  /** Returns what was written from {@code from} on, not copied; valid until the next write. */
  public ByteBuffer buffer(int from) {
    if (bytes != bufferBytes) {
      bufferBytes = bytes;
      buffer = ByteBuffer.wrap(bytes);
    }
    return buffer.limit(size).position(from);
  }

  /** Returns a copy of what was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Cuts back to {@code size} bytes; 0 empties. */
  public void truncate(int size) {
    if (size < 0 || size > this.size) {
      throw new IndexOutOfBoundsException(size + " of " + this.size);
    }
    this.size = size;
  }

  /** Removes the first {@code count} bytes and moves the rest to the front. */
  public void discard(int count) {
    System.arraycopy(bytes, count, bytes, 0, size - count);
    size -= count;
  }

  /**
   * Gives memory back after a burst: shrinks the array to {@code capacity} when it is empty and
   * larger.
   */
  public void shrink(int capacity) {
    if (size == 0 && bytes.length > capacity) {
      bytes = new byte[capacity];
    }
  }

  private int reserve(int count) {
    int start = size;
    int end = Math.addExact(start, count);
    if (end > bytes.length) {
      bytes =
          Arrays.copyOf(
              bytes, Math.max(end, (int) Math.min(bytes.length * 2L, Integer.MAX_VALUE - 8)));
    }
    size = end;
    return start;
  }

  /** Writes one byte. */
  public void int8(int value) {
    int at = reserve(1);
    bytes[at] = (byte) value;
  }

  /** Writes two bytes. */
  public void int16(int value) {
    int at = reserve(2);
    bytes[at] = (byte) (value >> 8);
    bytes[at + 1] = (byte) value;
  }

  /** Writes four bytes. */
  public void int32(int value) {
    put32(reserve(4), value);
  }

  /** Writes eight bytes. */
  public void int64(long value) {
    int at = reserve(8);
    put32(at, (int) (value >> 32));
    put32(at + 4, (int) value);
  }

  /** Overwrites four bytes at {@code at}, for a length that is known only at the end. */
  public void patch32(int at, int value) {
    if (at < 0 || at + 4 > size) {
      throw new IndexOutOfBoundsException(at + " of " + size);
    }
    put32(at, value);
  }

  /** Overwrites two bytes at {@code at}. */
  public void patch16(int at, int value) {
    if (at < 0 || at + 2 > size) {
      throw new IndexOutOfBoundsException(at + " of " + size);
    }
    bytes[at] = (byte) (value >> 8);
    bytes[at + 1] = (byte) value;
  }

  private void put32(int at, int value) {
    bytes[at] = (byte) (value >> 24);
    bytes[at + 1] = (byte) (value >> 16);
    bytes[at + 2] = (byte) (value >> 8);
    bytes[at + 3] = (byte) value;
  }

  /** Writes an array. */
  public void bytes(byte[] source) {
    bytes(source, 0, source.length);
  }

  /** Writes a part of an array. */
  public void bytes(byte[] source, int from, int length) {
    int at = reserve(length);
    System.arraycopy(source, from, bytes, at, length);
  }

  /** Writes text of which the caller knows that it is ASCII. */
  @SuppressWarnings("deprecation") // It cuts characters to bytes, which is right for these.
  public void ascii(String text) {
    int length = text.length();
    int at = reserve(length); // may replace the array
    text.getBytes(0, length, bytes, at);
  }

  /**
   * Writes text as UTF-8 and returns how many bytes it took. A lone surrogate becomes {@code ?}, as
   * the JDK does it.
   */
  public int utf8(String text) {
    return utf8(text, 0, text.length());
  }

  /** Writes a part of a text as UTF-8, as {@link #utf8(String)} does. */
  public int utf8(String text, int from, int to) {
    int start = reserve(to - from);
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        size = start + i - from;
        bytes(text.substring(i, to).getBytes(StandardCharsets.UTF_8));
        break;
      }
      bytes[start + i - from] = (byte) c;
    }
    return size - start;
  }

  /**
   * Writes characters as bytes from {@code from} on, as long as they are plain ASCII that JSON does
   * not escape; returns where it stopped.
   */
  public int jsonPlain(String text, int from) {
    int length = text.length();
    int start = reserve(length - from);
    byte[] target = bytes;
    int i = from;
    while (i < length) {
      char c = text.charAt(i);
      if (c >= JSON_PLAIN.length || !JSON_PLAIN[c]) {
        break;
      }
      target[start + i - from] = (byte) c;
      i++;
    }
    size = start + i - from;
    return i;
  }

  /** Writes a number as decimal text and returns how many bytes it took. */
  public int decimal(long value) {
    if (value == Long.MIN_VALUE) {
      return utf8(Long.toString(value));
    }
    int digits = 1;
    long magnitude = Math.abs(value);
    for (long rest = magnitude / 10; rest > 0; rest /= 10) {
      digits++;
    }
    int length = digits + (value < 0 ? 1 : 0);
    int at = reserve(length);
    if (value < 0) {
      bytes[at] = '-';
    }
    for (int i = at + length - 1; digits > 0; i--, digits--) {
      bytes[i] = (byte) ('0' + magnitude % 10);
      magnitude /= 10;
    }
    return length;
  }
}
