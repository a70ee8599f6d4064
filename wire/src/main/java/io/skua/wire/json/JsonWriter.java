package io.skua.wire.json;

import io.skua.wire.Output;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the JSON of the protocol: no blanks, members in the order of the calls (peers write them
 * sorted by name), null members left out. Not thread-safe.
 *
 * <p>{@link #strict} decides two things that older peers expect otherwise: whether the keys of maps
 * of numbers are quoted, and whether characters beyond ASCII are escaped (protocol 3.4).
 */
public final class JsonWriter {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
  };
  private static final char LAST_ASCII = 0x7F;

  private final Output out;
  private final boolean strict;
  private boolean first = true;

  private JsonWriter(Output out, boolean strict) {
    this.out = out;
    this.strict = strict;
  }

  /** Writes what peers' default serialiser writes: number keys without quotes, UTF-8. */
  public static JsonWriter dialect(Output out) {
    return new JsonWriter(out, false);
  }

  /** Writes standard JSON: every key quoted, only ASCII. */
  public static JsonWriter strict(Output out) {
    return new JsonWriter(out, true);
  }

  /** Opens an object. */
  public JsonWriter object() {
    return open('{');
  }

  /** Closes an object. */
  public JsonWriter endObject() {
    return close('}');
  }

  /** Opens an array. */
  public JsonWriter array() {
    return open('[');
  }

  /** Closes an array. */
  public JsonWriter endArray() {
    return close(']');
  }

  /** Writes a member's name; its value comes next. */
  public JsonWriter name(String name) {
    separate();
    quoted(name);
    out.int8(':');
    first = true;
    return this;
  }

  /** Writes a number as a member's name: quoted only in the strict form. */
  public JsonWriter name(long number) {
    separate();
    if (strict) {
      out.int8('"');
    }
    out.decimal(number);
    if (strict) {
      out.int8('"');
    }
    out.int8(':');
    first = true;
    return this;
  }

  /** Writes an object as a member's name, in the dialect only (protocol b 12.2). */
  public JsonWriter name(Consumer<JsonWriter> object) {
    if (strict) {
      throw new IllegalStateException("standard JSON has no objects as names");
    }
    separate();
    first = true;
    object.accept(this);
    out.int8(':');
    first = true;
    return this;
  }

  /** Writes a text. */
  public JsonWriter text(String value) {
    separate();
    quoted(value);
    return this;
  }

  /** Writes a number. */
  public JsonWriter number(long value) {
    separate();
    out.decimal(value);
    return this;
  }

  /** Writes a number that may have a fraction. */
  public JsonWriter decimal(double value) {
    separate();
    out.ascii(Double.toString(value));
    return this;
  }

  /** Writes a boolean. */
  public JsonWriter bool(boolean value) {
    separate();
    out.ascii(value ? "true" : "false");
    return this;
  }

  /** Writes a member with a text, or nothing when the text is null. */
  public JsonWriter member(String name, @Nullable String value) {
    return value == null ? this : name(name).text(value);
  }

  /** Writes a member with a number. */
  public JsonWriter member(String name, long value) {
    return name(name).number(value);
  }

  /** Writes a member with a boolean. */
  public JsonWriter member(String name, boolean value) {
    return name(name).bool(value);
  }

  /** Writes a member with a list of texts. */
  public JsonWriter member(String name, List<String> values) {
    name(name).array();
    values.forEach(this::text);
    return endArray();
  }

  /** Writes a member with a map of texts. */
  public JsonWriter member(String name, Map<String, String> values) {
    name(name).object();
    values.forEach(this::member);
    return endObject();
  }

  private JsonWriter open(int bracket) {
    separate();
    out.int8(bracket);
    first = true;
    return this;
  }

  private JsonWriter close(int bracket) {
    out.int8(bracket);
    first = false;
    return this;
  }

  private void separate() {
    if (!first) {
      out.int8(',');
    }
    first = false;
  }

  private void quoted(String text) {
    out.int8('"');
    escaped(out, text, strict);
    out.int8('"');
  }

  /** Writes the inside of a JSON text; with {@code ascii} everything beyond ASCII is escaped. */
  public static void escaped(Output out, String text, boolean ascii) {
    int length = text.length();
    for (int i = out.jsonPlain(text, 0); i < length; i = out.jsonPlain(text, i)) {
      char c = text.charAt(i);
      if (c <= LAST_ASCII || ascii) {
        escape(out, c);
        i++;
      } else {
        int from = i;
        while (i < length && text.charAt(i) > LAST_ASCII) {
          i++;
        }
        out.utf8(text, from, i);
      }
    }
  }

  private static void escape(Output out, char c) {
    out.int8('\\');
    switch (c) {
      case '"', '\\' -> out.int8(c);
      case '\b' -> out.int8('b');
      case '\f' -> out.int8('f');
      case '\n' -> out.int8('n');
      case '\r' -> out.int8('r');
      case '\t' -> out.int8('t');
      default -> {
        out.int32('u' << 24 | HEX[c >> 12] << 16 | HEX[(c >> 8) & 15] << 8 | HEX[(c >> 4) & 15]);
        out.int8(HEX[c & 15]);
      }
    }
  }
}
