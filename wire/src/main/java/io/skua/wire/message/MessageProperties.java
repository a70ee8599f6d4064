package io.skua.wire.message;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The property string of a message: {@code name 0x01 value 0x02}, repeated (protocol 4.3). All
 * methods are pure. A reader drops entries with an empty name or an empty value, accepts a missing
 * final separator, and lets the last of several values win.
 */
public final class MessageProperties {
  /** Stands between a name and its value. */
  public static final char NAME_END = 1;

  /** Stands behind each value. */
  public static final char VALUE_END = 2;

  /** The most bytes that a stored property string may have (protocol 4.8). */
  public static final int MAX_BYTES = Short.MAX_VALUE;

  private MessageProperties() {}

  /** Returns the properties in the order in which their names first occur. */
  public static Map<String, String> parse(String properties) {
    Map<String, String> map = new LinkedHashMap<>();
    int length = properties.length();
    for (int start = 0, end; start < length; start = end + 1) {
      end = entryEnd(properties, start);
      int middle = properties.indexOf(NAME_END, start);
      if (valid(start, middle, end)) {
        map.put(properties.substring(start, middle), properties.substring(middle + 1, end));
      }
    }
    return map;
  }

  /** Writes properties in the order of the map, with a separator behind the last one. */
  public static String format(Map<String, String> properties) {
    return new Formatter().format(properties);
  }

  /**
   * Writes properties as {@link MessageProperties#format} does, again and again into the same
   * buffer: for a sender, each message would cost it one. Not thread-safe.
   */
  public static final class Formatter implements BiConsumer<String, String> {
    private static final int KEPT_CHARACTERS = 1024;

    private StringBuilder text = new StringBuilder(128);

    /** Returns the property string. */
    public String format(Map<String, String> properties) {
      text.setLength(0);
      properties.forEach(this);
      String formatted = text.toString();
      if (text.capacity() > KEPT_CHARACTERS) {
        text = new StringBuilder(128);
      }
      return formatted;
    }

    @Override
    public void accept(String name, String value) {
      add(text, name, value);
    }
  }

  /** Returns the value of one property without reading the others into a map. */
  public static @Nullable String value(String properties, String name) {
    long span = find(properties, name);
    return span < 0 ? null : properties.substring(from(span), to(span));
  }

  /**
   * Returns the first of several values, which a reader drops. An Apache broker (5.3.3) appends the
   * properties of a batch to those of each message in it: the first ones are the message's own.
   */
  public static @Nullable String first(String properties, String name) {
    long span = find(properties, name, false);
    return span < 0 ? null : properties.substring(from(span), to(span));
  }

  /**
   * Returns the string with {@code name} set to {@code value}; other properties keep their place.
   */
  public static String with(String properties, String name, String value) {
    StringBuilder text =
        new StringBuilder(properties.length() + name.length() + value.length() + 3);
    copyWithout(properties, name, text);
    if (!text.isEmpty() && text.charAt(text.length() - 1) != VALUE_END) {
      text.append(VALUE_END);
    }
    add(text, name, value);
    return text.toString();
  }

  /** Returns the string without any value of {@code name}. */
  public static String without(String properties, String name) {
    if (find(properties, name) < 0) {
      return properties;
    }
    StringBuilder text = new StringBuilder(properties.length());
    copyWithout(properties, name, text);
    return text.toString();
  }

  private static void add(StringBuilder text, String name, String value) {
    text.append(name).append(NAME_END).append(value).append(VALUE_END);
  }

  private static void copyWithout(String properties, String name, StringBuilder text) {
    int length = properties.length();
    for (int start = 0, end; start < length; start = end + 1) {
      end = entryEnd(properties, start);
      if (!named(properties, start, end, name)) {
        text.append(properties, start, Math.min(length, end + 1));
      }
    }
  }

  /** Finds the value that counts: its first index and its end in one number, or -1. */
  static long find(String properties, String name) {
    return find(properties, name, true);
  }

  private static long find(String properties, String name, boolean last) {
    int length = properties.length();
    long found = -1;
    for (int start = 0, end; start < length && (last || found < 0); start = end + 1) {
      end = entryEnd(properties, start);
      int middle = start + name.length();
      if (valid(start, middle, end) && named(properties, start, end, name)) {
        found = (long) (middle + 1) << 32 | end;
      }
    }
    return found;
  }

  /** Returns the first index of a span from {@link #find}. */
  static int from(long span) {
    return (int) (span >> 32);
  }

  /** Returns the end of a span from {@link #find}. */
  static int to(long span) {
    return (int) span;
  }

  /**
   * Returns the value of an entry if it has a name, or null; for a reader that looks for several
   * names in one pass.
   *
   * @param from where the entry begins
   * @param to the {@link #entryEnd end} of it
   */
  public static @Nullable String value(String properties, int from, int to, String name) {
    int middle = from + name.length();
    return valid(from, middle, to) && named(properties, from, to, name)
        ? properties.substring(middle + 1, to)
        : null;
  }

  /** Returns where the entry that begins at {@code start} ends. */
  public static int entryEnd(String properties, int start) {
    int end = properties.indexOf(VALUE_END, start);
    return end < 0 ? properties.length() : end;
  }

  private static boolean valid(int start, int middle, int end) {
    return middle > start && middle < end - 1;
  }

  private static boolean named(String properties, int start, int end, String name) {
    int middle = start + name.length();
    return middle < end
        && properties.charAt(middle) == NAME_END
        && properties.startsWith(name, start);
  }
}
