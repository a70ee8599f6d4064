package io.skua.wire.json;

import io.skua.wire.MalformedException;
import java.nio.charset.StandardCharsets;

/** Undoes the escapes of a JSON text. */
final class Escapes {
  private Escapes() {}

  static String undo(byte[] bytes, int from, int to) {
    StringBuilder text = new StringBuilder(to - from);
    int run = from;
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\\') {
        text.append(new String(bytes, run, i - run, StandardCharsets.UTF_8));
        i = one(bytes, i + 1, to, text);
        run = i + 1;
      }
    }
    return text.append(new String(bytes, run, to - run, StandardCharsets.UTF_8)).toString();
  }

  /**
   * Appends the character whose escape letter is at {@code at}; returns the index of the escape's
   * last byte.
   */
  private static int one(byte[] bytes, int at, int to, StringBuilder text) {
    if (at >= to) {
      throw new MalformedException("JSON text ends inside an escape");
    }
    switch (bytes[at]) {
      case 'b' -> text.append('\b');
      case 'f' -> text.append('\f');
      case 'n' -> text.append('\n');
      case 'r' -> text.append('\r');
      case 't' -> text.append('\t');
      case 'u' -> {
        text.append((char) hex(bytes, at + 1, 4, to));
        return at + 4;
      }
      case 'x' -> {
        text.append((char) hex(bytes, at + 1, 2, to));
        return at + 2;
      }
      case '0', '1', '2', '3', '4', '5', '6', '7' -> text.append((char) (bytes[at] - '0'));
      case 'v' -> text.append('\u000B');
      case '"', '\'', '\\', '/' -> text.append((char) bytes[at]);
      default ->
          throw new MalformedException(
              "JSON text has the unknown escape \\" + (char) (bytes[at] & 0xFF));
    }
    return at;
  }

  private static int hex(byte[] bytes, int from, int digits, int to) {
    if (from + digits > to) {
      throw new MalformedException("JSON text ends inside an escape");
    }
    int value = 0;
    for (int i = from; i < from + digits; i++) {
      int digit = Character.digit(bytes[i], 16);
      if (digit < 0) {
        throw new MalformedException(
            "JSON text has an escape with a digit that is not hexadecimal");
      }
      value = value * 16 + digit;
    }
    return value;
  }
}
