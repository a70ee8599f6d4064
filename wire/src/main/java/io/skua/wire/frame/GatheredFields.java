package io.skua.wire.frame;

import io.skua.wire.Output;
import io.skua.wire.header.FieldSink;
import io.skua.wire.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The members of a header that is being written: first all are taken in, then one loop writes them.
 * Written as they come, the code that writes one would be compiled into each place that hands one
 * over, some twenty in a header, and again into everything around: seconds of a compiler's time for
 * a process that has just begun. Not thread-safe.
 */
final class GatheredFields implements FieldSink {
  private static final byte[] EXT_FIELDS = ",\"extFields\":{".getBytes(StandardCharsets.US_ASCII);

  // Names written lately, by hash; shared, because there may be thousands of connections. A race
  // between two writers costs an encoding, never a wrong byte.
  private static final int NAME_SLOTS = 256;
  private static final @Nullable JsonName[] JSON_NAMES = new JsonName[NAME_SLOTS];

  private String[] names = new String[32];
  private @Nullable String[] texts = new String[32]; // null: it is a number
  private long[] numbers = new long[32];
  private int size;

  /** A name with what stands around it, as bytes. */
  private record JsonName(String name, Output bytes) {}

  /** Forgets what was there. */
  GatheredFields clear() {
    size = 0;
    return this;
  }

  /** Returns how many there are. */
  int size() {
    return size;
  }

  @Override
  public void text(String name, String value) {
    int at = next();
    names[at] = name;
    texts[at] = value;
  }

  @Override
  public void number(String name, long value) {
    int at = next();
    names[at] = name;
    texts[at] = null;
    numbers[at] = value;
  }

  private int next() {
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2);
      texts = Arrays.copyOf(texts, size * 2);
      numbers = Arrays.copyOf(numbers, size * 2);
    }
    return size++;
  }

  /**
   * Writes a JSON object; the members {@code from} to {@code to}, neither the first nor the last of
   * all, are those of an object extFields in it, where numbers are texts too.
   */
  void json(Output out, int from, int to) {
    out.int8('{');
    for (int i = 0; i < size; i++) {
      boolean first = i == 0;
      boolean inner = i >= from && i < to;
      if (inner && i == from) {
        out.bytes(EXT_FIELDS);
        first = true;
      } else if (i == to && from < to) {
        out.int8('}');
      }
      Output name = jsonName(names[i]);
      int comma = first ? 1 : 0;
      out.bytes(name.array(), comma, name.size() - comma);
      String text = texts[i];
      boolean quoted = inner || text != null;
      if (quoted) {
        out.int8('"');
      }
      if (text == null) {
        out.decimal(numbers[i]);
      } else {
        JsonWriter.escaped(out, text, false);
        texts[i] = null; // It may be large.
      }
      if (quoted) {
        out.int8('"');
      }
    }
    out.int8('}');
  }

  /** Returns a comma, the name, and all up to its value. */
  private static Output jsonName(String name) {
    int hash = name.hashCode();
    int slot = (hash ^ (hash >>> 16)) & (NAME_SLOTS - 1);
    JsonName known = JSON_NAMES[slot];
    if (known == null || !known.name.equals(name)) {
      known = new JsonName(name, encoded(name));
      JSON_NAMES[slot] = known;
    }
    return known.bytes;
  }

  private static Output encoded(String name) {
    Output bytes = new Output(name.length() + 4);
    bytes.ascii(",\"");
    JsonWriter.escaped(bytes, name, false);
    bytes.ascii("\":");
    return bytes;
  }

  /** Writes names and values in the binary form. */
  void binary(Output out) {
    for (int i = 0; i < size; i++) {
      binaryName(names[i], out);
      int at = out.size();
      out.int32(0);
      String text = texts[i];
      out.patch32(at, text == null ? out.decimal(numbers[i]) : out.utf8(text));
      texts[i] = null;
    }
  }

  private static void binaryName(String name, Output out) {
    int at = out.size();
    out.int16(0);
    int length = out.utf8(name);
    if (length > Short.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a field name takes "
              + length
              + " bytes; the binary form has room for "
              + Short.MAX_VALUE);
    }
    out.patch16(at, length);
  }
}
