package io.skua.wire.json;

import io.skua.wire.MalformedException;
import java.nio.charset.StandardCharsets;

/** Decimal numbers in bytes, read without making a string. */
public final class Decimal {
  private Decimal() {}

  /** Reads a whole number of up to 19 digits; a fraction or exponent is refused. */
  public static long parse(byte[] bytes, int from, int to) {
    int at = from;
    boolean negative = at < to && bytes[at] == '-';
    if (negative) {
      at++;
    }
    if (at == to || to - at > 19) {
      throw wrong(bytes, from, to);
    }
    // Counts down, because the smallest number has no positive counterpart.
    long value = 0;
    for (; at < to; at++) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9 || value < (Long.MIN_VALUE + digit) / 10) {
        throw wrong(bytes, from, to);
      }
      value = value * 10 - digit;
    }
    if (!negative && value == Long.MIN_VALUE) {
      throw wrong(bytes, from, to);
    }
    return negative ? value : -value;
  }

  private static MalformedException wrong(byte[] bytes, int from, int to) {
    String text = new String(bytes, from, Math.min(to - from, 40), StandardCharsets.UTF_8);
    return new MalformedException("'" + text + "' is not a whole number of 64 bits");
  }
}
