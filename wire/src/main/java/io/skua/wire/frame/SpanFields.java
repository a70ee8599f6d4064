package io.skua.wire.frame;

import io.skua.wire.MalformedException;
import io.skua.wire.RecentText;
import io.skua.wire.header.FieldSink;
import io.skua.wire.header.Fields;
import io.skua.wire.json.Decimal;
import io.skua.wire.json.JsonReader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a frame from the network, as extents of its bytes: a value becomes a string only
 * when somebody asks for it, and a number never does. Valid as long as the bytes are.
 */
final class SpanFields extends Fields {
  /** More fields than any header has; a peer that sends more is broken or hostile. */
  private static final int MAX_FIELDS = 1024;

  private byte[] bytes = {};
  private String[] names = new String[8];
  private int[] starts = new int[8];
  private int[] ends = new int[8]; // below zero for a value with escapes
  private int size;

  /** Forgets what was there: the extents to come are of these bytes. */
  SpanFields clear(byte[] newBytes) {
    bytes = newBytes;
    size = 0;
    return this;
  }

  void add(String name, int from, int to, boolean escaped) {
    if (size == names.length) {
      if (size == MAX_FIELDS) {
        throw new MalformedException("the header has more than " + MAX_FIELDS + " fields");
      }
      names = Arrays.copyOf(names, size * 2);
      starts = Arrays.copyOf(starts, size * 2);
      ends = Arrays.copyOf(ends, size * 2);
    }
    names[size] = name;
    starts[size] = from;
    ends[size] = escaped ? -to : to;
    size++;
  }

  @Override
  public boolean isEmpty() {
    return size == 0;
  }

  @Override
  public @Nullable String find(String name) {
    int index = indexOf(name);
    return index < 0 ? null : value(index);
  }

  @Override
  public @Nullable String findName(String name) {
    int index = indexOf(name);
    if (index < 0 || ends[index] < 0) {
      return find(name);
    }
    return RecentText.of(bytes, starts[index], ends[index]);
  }

  @Override
  public @Nullable String find(String name, @Nullable String expected) {
    int index = indexOf(name);
    if (index >= 0 && expected != null && same(index, expected)) {
      return expected;
    }
    return index < 0 ? null : value(index);
  }

  // Escapes, and characters beyond ASCII, make it differ; that costs a string, nothing else.
  private boolean same(int index, String expected) {
    int from = starts[index];
    if (ends[index] - from != expected.length()) {
      return false;
    }
    for (int i = 0; i < expected.length(); i++) {
      if (bytes[from + i] != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean has(String name) {
    return indexOf(name) >= 0;
  }

  @Override
  public long int64(String name) {
    int index = indexOf(name);
    if (index < 0 || ends[index] < 0) {
      return super.int64(name);
    }
    try {
      return Decimal.parse(bytes, starts[index], ends[index]);
    } catch (MalformedException e) {
      throw new MalformedException("the header field " + name + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void writeTo(FieldSink sink) {
    for (int i = 0; i < size; i++) {
      sink.text(names[i], value(i));
    }
  }

  // From the end, because the later of two fields with one name wins (protocol 1.4).
  private int indexOf(String name) {
    for (int i = size - 1; i >= 0; i--) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private String value(int index) {
    int end = ends[index];
    return JsonReader.decode(bytes, starts[index], Math.abs(end), end < 0);
  }
}
