package io.skua.wire.message;

import io.skua.wire.MalformedException;
import io.skua.wire.Output;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The body of a batch send: several messages for one queue (protocol 5.2). */
public final class BatchBody {
  private static final int MIN_ENTRY = 22;
  private static final int BODY_AT = 20;

  private BatchBody() {}

  /** Returns how many bytes a message takes besides its body. */
  public static int overhead(String properties) {
    return MIN_ENTRY + Utf8.length(properties);
  }

  /**
   * Appends one message and returns how many bytes it took.
   *
   * @throws IllegalArgumentException when the properties have more than 32767 bytes; {@code out} is
   *     then as before
   */
  public static int write(int flag, byte[] body, String properties, Output out) {
    int propertiesBytes = Utf8.length(properties);
    if (propertiesBytes > MessageProperties.MAX_BYTES) {
      throw new IllegalArgumentException(
          "a batch entry holds at most 32767 bytes of properties, not " + propertiesBytes);
    }
    int size = Math.addExact(MIN_ENTRY + propertiesBytes, body.length);
    out.int32(size);
    out.int32(0);
    out.int32(0);
    out.int32(flag);
    out.int32(body.length);
    out.bytes(body);
    out.int16(propertiesBytes);
    out.utf8(properties);
    return size;
  }

  /**
   * Splits a body. The entries read from {@code bytes}, which must not change meanwhile.
   *
   * @throws MalformedException when it is not a sequence of whole entries, or empty
   */
  public static List<Entry> split(byte[] bytes, int from, int length) {
    Objects.checkFromIndexSize(from, length, bytes.length);
    if (length == 0) {
      throw new MalformedException("a batch has no message");
    }
    List<Entry> entries = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int end = from + length;
    for (int at = from; at < end; ) {
      int size = end - at < MIN_ENTRY ? 0 : buffer.getInt(at);
      if (size < MIN_ENTRY || size > end - at) {
        throw new MalformedException(
            "batch entry at " + (at - from) + " has size " + size + " of " + (end - at));
      }
      entries.add(entry(bytes, buffer, at, size));
      at += size;
    }
    return entries;
  }

  private static Entry entry(byte[] bytes, ByteBuffer buffer, int at, int size) {
    int bodyLength = buffer.getInt(at + BODY_AT - 4);
    if (bodyLength < 0 || bodyLength > size - MIN_ENTRY) {
      throw new MalformedException("batch entry of " + size + " has a body of " + bodyLength);
    }
    int properties = at + MIN_ENTRY + bodyLength;
    int propertiesLength = buffer.getShort(properties - 2);
    if (propertiesLength != at + size - properties) {
      throw new MalformedException(
          "batch entry of " + size + " has properties of " + propertiesLength);
    }
    return new Entry(
        buffer.getInt(at + 12),
        bytes,
        at + BODY_AT,
        bodyLength,
        new String(bytes, properties, propertiesLength, StandardCharsets.UTF_8));
  }

  /**
   * One message of a batch.
   *
   * @param flag the user's number
   * @param array array that holds the body
   * @param bodyStart where the body begins
   * @param bodyLength how many bytes the body has
   * @param properties the property string
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Entry(int flag, byte[] array, int bodyStart, int bodyLength, String properties) {
    /** Returns a copy of the body. */
    public byte[] body() {
      return Arrays.copyOfRange(array, bodyStart, bodyStart + bodyLength);
    }
  }
}
