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
 *
 * <p>The JSON that was written last is kept. In a stream of headers most members are what they
 * were, and are copied from there.
 */
final class GatheredFields implements FieldSink {
  private static final byte[] EXT_FIELDS = ",\"extFields\":{".getBytes(StandardCharsets.US_ASCII);

  private static final int LONGEST_KEPT = 2048; // bytes, as long as the connection lives

  // Names written lately, by hash; shared, because there may be thousands of connections. A race
  // between two writers costs an encoding, never a wrong byte.
  private static final int NAME_SLOTS = 256;
  private static final @Nullable JsonName[] JSON_NAMES = new JsonName[NAME_SLOTS];

  private String[] names = new String[32];
  private @Nullable String[] texts = new String[32]; // null: it is a number
  private long[] numbers = new long[32];
  private boolean[] changed = new boolean[32]; // since the last JSON
  private int size;

  private final Output last = new Output(0); // JSON, without the bracket at its end
  private int[] ends = new int[32]; // of the members in it
  private int lastSize; // 0: there is none to copy from
  private int lastFrom;
  private int lastTo;
  private int comparable; // the lastSize of the header before this one

  /** A name with what stands around it, as bytes. */
  private record JsonName(String name, Output bytes) {}

  /** Forgets what was there. */
  GatheredFields clear() {
    size = 0;
    // Until this one is written, too: one given up half way leaves members of two headers.
    comparable = lastSize;
    lastSize = 0;
    return this;
  }

  /** Returns how many there are. */
  int size() {
    return size;
  }

  @Override
  public void text(String name, String value) {
    int at = next();
    changed[at] = at >= comparable || !value.equals(texts[at]) || !name.equals(names[at]);
    names[at] = name;
    texts[at] = value;
  }

  @Override
  public void number(String name, long value) {
    int at = next();
    changed[at] =
        at >= comparable || numbers[at] != value || texts[at] != null || !name.equals(names[at]);
    names[at] = name;
    texts[at] = null;
    numbers[at] = value;
  }

  private int next() {
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2);
      texts = Arrays.copyOf(texts, size * 2);
      numbers = Arrays.copyOf(numbers, size * 2);
      changed = Arrays.copyOf(changed, size * 2);
      ends = Arrays.copyOf(ends, size * 2);
    }
    return size++;
  }

  /**
   * Writes a JSON object; the members {@code from} to {@code to}, neither the first nor the last of
   * all, are those of an object extFields in it, where numbers are texts too.
   */
  void json(Output out, int from, int to) {
    if (comparable != size || lastFrom != from || lastTo != to) {
      Arrays.fill(changed, 0, size, true);
      Arrays.fill(ends, 0, size, 0);
    }
    int start = out.size();
    int copied = 0; // so much of the last header is here, or has been replaced
    int lastEnd = 0;
    for (int i = 0; i < size; i++) {
      if (changed[i]) {
        out.bytes(last.array(), copied, lastEnd - copied);
        copied = ends[i];
        member(out, i, from, to);
      }
      lastEnd = ends[i];
      ends[i] = out.size() - start + lastEnd - copied;
    }
    out.bytes(last.array(), copied, lastEnd - copied);
    keep(out.array(), start, out.size() - start);
    lastFrom = from;
    lastTo = to;
    out.int8('}');
  }

  private void member(Output out, int i, int from, int to) {
    boolean inner = i >= from && i < to;
    boolean first = i == 0;
    if (first) {
      out.int8('{');
    } else if (inner && i == from) {
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
    }
    if (quoted) {
      out.int8('"');
    }
  }

  private void keep(byte[] bytes, int from, int length) {
    last.truncate(0);
    if (length <= LONGEST_KEPT) {
      last.bytes(bytes, from, length);
      lastSize = size;
    } else {
      Arrays.fill(texts, 0, size, null);
    }
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
