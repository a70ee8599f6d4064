package io.skua.wire.json;

import io.skua.wire.MalformedException;
import io.skua.wire.RecentText;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of the protocol as a stream, from a part of a byte array. It accepts what Java
 * peers write: standard JSON, and the dialect of their serialiser with member names that are
 * unquoted, in single quotes, numbers, or whole objects (protocol 1.3 and 3.4).
 *
 * <pre>{@code
 * in.object();
 * while (in.member()) {
 *   switch (in.name()) {
 *     case "code" -> code = in.int32();
 *     default -> in.skip();
 *   }
 * }
 * }</pre>
 *
 * <p>Whatever the bytes are, a method returns or throws {@link MalformedException}; nesting is
 * bounded by {@link #MAX_DEPTH}. Not thread-safe.
 */
public final class JsonReader {
  /** How deep objects and arrays may be nested. */
  public static final int MAX_DEPTH = 62;

  /** What the next value is. */
  public enum Kind {
    OBJECT,
    ARRAY,
    TEXT,
    NUMBER,
    BOOLEAN,
    NULL
  }

  private byte[] bytes;
  private int end;
  private int at;
  private int depth;
  // Bit d is set while the container at depth d has not yet had a member or element.
  private long fresh;
  private String name = "";
  private int textFrom;
  private int textTo;
  private boolean textEscaped;

  /** Reads {@code length} bytes of {@code bytes} from {@code from} on. */
  public JsonReader(byte[] bytes, int from, int length) {
    this.bytes = bytes;
    this.at = from;
    this.end = from + length;
  }

  /** Reads all of {@code bytes}. */
  public JsonReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /** Begins anew with {@code length} bytes of {@code newBytes} from {@code from} on. */
  public void reset(byte[] newBytes, int from, int length) {
    bytes = newBytes;
    at = from;
    end = from + length;
    depth = 0;
    fresh = 0;
  }

  /** Says what the next value is, without consuming it. */
  public Kind peek() {
    return switch (look()) {
      case '{' -> Kind.OBJECT;
      case '[' -> Kind.ARRAY;
      case '"', '\'' -> Kind.TEXT;
      case 't', 'f' -> Kind.BOOLEAN;
      case 'n' -> Kind.NULL;
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> Kind.NUMBER;
      default -> throw wrong("a value");
    };
  }

  /** Consumes a {@code null} if it is next, and says whether it did. */
  public boolean isNull() {
    if (look() != 'n') {
      return false;
    }
    word("null");
    return true;
  }

  /** Enters an object. */
  public void object() {
    open('{');
  }

  /** Enters an array. */
  public void array() {
    open('[');
  }

  /**
   * Goes to the next member of the object that was entered last, or leaves it and returns false.
   */
  public boolean member() {
    if (!next('}')) {
      return false;
    }
    name = readName();
    expect(':');
    return true;
  }

  /**
   * Returns the name of the member that {@link #member()} went to; for an object as name, its JSON.
   */
  public String name() {
    return name;
  }

  /**
   * Goes to the next element of the array that was entered last, or leaves it and returns false.
   */
  public boolean element() {
    return next(']');
  }

  /** Reads a text, or a number or boolean as its text; {@code null} as null. */
  public @Nullable String text() {
    return isNull() ? null : textSpan().spanText();
  }

  /** Reads a text that is not null, as {@link #text()} does. */
  public String textOrEmpty() {
    String text = text();
    return text == null ? "" : text;
  }

  /** Reads a number, or a text that holds one; {@code null} as 0. */
  public long int64() {
    if (isNull()) {
      return 0;
    }
    textSpan();
    return Decimal.parse(bytes, textFrom, textTo);
  }

  /** Reads a number of 32 bits, as {@link #int64()} does. */
  public int int32() {
    return int32(int64());
  }

  private static int int32(long value) {
    if (value != (int) value) {
      throw new MalformedException("number " + value + " does not fit 32 bits");
    }
    return (int) value;
  }

  /** Reads a boolean, or a text that holds one; {@code null} as false. */
  public boolean bool() {
    return Boolean.parseBoolean(text());
  }

  /** Skips the next value, whatever it is. */
  public void skip() {
    switch (look()) {
      case '{' -> {
        object();
        while (member()) {
          skip();
        }
      }
      case '[' -> {
        array();
        while (element()) {
          skip();
        }
      }
      default -> textSpanOrNull();
    }
  }

  /** Fails unless only blanks are left. */
  public void end() {
    blanks();
    if (at < end) {
      throw wrong("the end");
    }
  }

  /**
   * Finds the extent of the next text, number or boolean without making a string; {@link
   * #spanFrom()}, {@link #spanTo()} and {@link #spanEscaped()} then tell it.
   */
  public JsonReader textSpan() {
    int c = look();
    if (c == '"' || c == '\'') {
      quoted(c);
    } else if (c == '{' || c == '[') {
      throw wrong("a text or number");
    } else {
      bare();
    }
    return this;
  }

  /** Returns the index of the first byte of the span. */
  public int spanFrom() {
    return textFrom;
  }

  /** Returns the index behind the last byte of the span. */
  public int spanTo() {
    return textTo;
  }

  /** Says whether the span holds escapes, so that {@link #decode} must undo them. */
  public boolean spanEscaped() {
    return textEscaped;
  }

  /** Returns the number of 32 bits that the span holds. */
  public int spanInt32() {
    return int32(Decimal.parse(bytes, textFrom, textTo));
  }

  /** Returns the text that the span holds. */
  public String spanText() {
    return decode(bytes, textFrom, textTo, textEscaped);
  }

  /** Returns the text that the span holds, of which there are few: see {@link RecentText}. */
  public String spanRecentText() {
    return textEscaped ? spanText() : RecentText.of(bytes, textFrom, textTo);
  }

  /** Makes the text of a span that a reader found. */
  public static String decode(byte[] bytes, int from, int to, boolean escaped) {
    return escaped
        ? Escapes.undo(bytes, from, to)
        : new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  private void textSpanOrNull() {
    if (!isNull()) {
      textSpan();
    }
  }

  private void open(int bracket) {
    if (look() != bracket) {
      throw wrong("'" + (char) bracket + "'");
    }
    if (depth == MAX_DEPTH) {
      throw new MalformedException("JSON is nested deeper than " + MAX_DEPTH);
    }
    at++;
    depth++;
    fresh |= 1L << depth;
  }

  private boolean next(int closing) {
    int c = look();
    if (c == closing) {
      at++;
      depth--;
      return false;
    }
    long bit = 1L << depth;
    if ((fresh & bit) == 0) {
      expect(',');
      // The reference reader accepts a comma before the end.
      if (look() == closing) {
        at++;
        depth--;
        return false;
      }
    }
    fresh &= ~bit;
    return true;
  }

  private String readName() {
    int c = look();
    if (c == '"' || c == '\'') {
      quoted(c);
    } else if (c == '{') {
      int from = at;
      skip();
      return new String(bytes, from, at - from, StandardCharsets.UTF_8);
    } else {
      bare();
    }
    return spanRecentText();
  }

  private void quoted(int quote) {
    byte[] source = bytes;
    int limit = end;
    int i = at + 1;
    textFrom = i;
    textEscaped = false;
    for (; i < limit; i++) {
      byte c = source[i];
      if (c == quote) {
        break;
      }
      if (c == '\\') {
        textEscaped = true;
        i++;
      }
    }
    if (i >= limit) {
      throw new MalformedException("JSON text is not closed");
    }
    textTo = i;
    at = i + 1;
  }

  private void bare() {
    textFrom = at;
    textEscaped = false;
    while (at < end && isBare(bytes[at])) {
      at++;
    }
    textTo = at;
    if (textTo == textFrom) {
      throw wrong("a name or value");
    }
  }

  private static boolean isBare(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-'
        || c == '+'
        || c == '.'
        || c == '$';
  }

  private void word(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (at + i >= end || bytes[at + i] != word.charAt(i)) {
        throw wrong(word);
      }
    }
    at += word.length();
  }

  private void expect(int c) {
    if (look() != c) {
      throw wrong("'" + (char) c + "'");
    }
    at++;
  }

  private int look() {
    if (at < end) {
      int c = bytes[at];
      if (c > ' ' || c < 0) {
        return c;
      }
    }
    return lookBehindBlanks();
  }

  private int lookBehindBlanks() {
    blanks();
    if (at >= end) {
      throw new MalformedException("JSON ends too early");
    }
    return bytes[at];
  }

  private void blanks() {
    while (at < end && bytes[at] <= ' ' && bytes[at] >= 0) {
      at++;
    }
  }

  private MalformedException wrong(String expected) {
    String found = at < end ? "'" + (char) (bytes[at] & 0xFF) + "'" : "the end";
    return new MalformedException("JSON has " + found + " where " + expected + " should be");
  }
}
