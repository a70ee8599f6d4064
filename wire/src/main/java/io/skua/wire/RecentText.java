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
  private static final String[] RECENT = new String[SLOTS];

  static {
    Arrays.fill(RECENT, "");
  }

  private RecentText() {}

  /** Returns the UTF-8 text in a part of an array. */
  public static String of(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length > MAX_LENGTH) {
      return new String(bytes, from, length, StandardCharsets.UTF_8);
    }
    int slot = slot(bytes, from, length);
    String recent = RECENT[slot];
    if (same(recent, bytes, from, length)) {
      return recent;
    }
    String text = new String(bytes, from, length, StandardCharsets.UTF_8);
    RECENT[slot] = text;
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

  // A text with characters beyond ASCII has fewer of them than bytes, or bytes below zero: it never
  // counts as the same.
  private static boolean same(String text, byte[] bytes, int from, int length) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) != bytes[from + i]) {
        return false;
      }
    }
    return true;
  }
}
