package io.skua.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Short texts that come again and again from the network, such as field and topic names: one that
 * was seen lately is returned again in place of a new string. Bounded: a fixed number of slots,
 * each holding the last text that hashed to it. Thread-safe: a race between two writers costs a
 * string, never a wrong answer.
 */
public final class RecentText {
  private static final int SLOTS = 512;
  private static final int MAX_LENGTH = 64;
  private static final Known[] RECENT = new Known[SLOTS];

  static {
    Arrays.fill(RECENT, new Known("", new byte[0]));
  }

  /** A text and its bytes. */
  private static final class Known {
    final String text;
    final byte[] bytes;

    Known(String text, byte[] bytes) {
      this.text = text;
      this.bytes = bytes;
    }
  }

  private RecentText() {}

  /** Returns the UTF-8 text in a part of an array. */
  public static String of(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length > MAX_LENGTH) {
      return new String(bytes, from, length, StandardCharsets.UTF_8);
    }
    int slot = slot(bytes, from, length);
    Known recent = RECENT[slot];
    if (Arrays.equals(recent.bytes, 0, recent.bytes.length, bytes, from, to)) {
      return recent.text;
    }
    String text = new String(bytes, from, length, StandardCharsets.UTF_8);
    RECENT[slot] = new Known(text, Arrays.copyOfRange(bytes, from, to));
    return text;
  }

  // By the length and a few bytes: names differ at their ends.
  private static int slot(byte[] bytes, int from, int length) {
    if (length == 0) {
      return 0;
    }
    int hash = length;
    hash = 31 * hash + bytes[from];
    hash = 31 * hash + bytes[from + (length >> 1)];
    hash = 31 * hash + bytes[from + length - Math.min(length, 2)];
    hash = 31 * hash + bytes[from + length - 1];
    return (hash ^ (hash >>> 9)) & (SLOTS - 1);
  }
}
