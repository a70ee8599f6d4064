package io.skua.wire.header;

import io.skua.wire.MalformedException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The named fields of one frame. On the wire every value is a text (protocol 1.3); the typed
 * methods read that text and throw {@link MalformedException} with the field's name when it is
 * missing or no number.
 */
public abstract class Fields {
  /** No fields. */
  public static final Fields NONE = of(Map.of());

  /** Makes fields from a map, in its order. */
  public static Fields of(Map<String, String> values) {
    return new MapFields(values);
  }

  /** Makes fields from a header, which is written straight from the record, without a map. */
  public static <Q> Fields of(Header<Q> type, Q header) {
    return new TypedFields<>(type, header);
  }

  /** Says whether there are none. */
  public abstract boolean isEmpty();

  /** Returns the value of a field, or null when it is absent. */
  public abstract @Nullable String find(String name);

  /** Writes all fields. */
  public abstract void writeTo(FieldSink sink);

  /** Returns a mandatory text. */
  public String text(String name) {
    String value = find(name);
    if (value == null) {
      throw missing(name);
    }
    return value;
  }

  /**
   * Returns a mandatory text of which there are few, such as the name of a topic, a group or a
   * broker. Equal to {@link #text}, but cheaper for fields from the network: a name that was seen
   * lately is not made again.
   */
  public String name(String name) {
    String value = findName(name);
    if (value == null) {
      throw missing(name);
    }
    return value;
  }

  /** Returns a text as {@link #name} does, or null when it is absent. */
  public @Nullable String findName(String name) {
    return find(name);
  }

  /** Returns a mandatory number of 32 bits. */
  public int int32(String name) {
    long value = int64(name);
    if (value != (int) value) {
      throw new MalformedException("the header field " + name + " does not fit 32 bits: " + value);
    }
    return (int) value;
  }

  /** Returns a number of 32 bits, or {@code otherwise} when the field is absent. */
  public int int32(String name, int otherwise) {
    return has(name) ? int32(name) : otherwise;
  }

  /** Returns a mandatory number of 64 bits. */
  public long int64(String name) {
    String value = text(name);
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new MalformedException("the header field " + name + " is no number: " + value, e);
    }
  }

  /** Returns a number of 64 bits, or {@code otherwise} when the field is absent. */
  public long int64(String name, long otherwise) {
    return has(name) ? int64(name) : otherwise;
  }

  /** Returns a number of 32 bits, or null when the field is absent. */
  public @Nullable Integer findInt32(String name) {
    return has(name) ? Integer.valueOf(int32(name)) : null;
  }

  /** Returns a number of 64 bits, or null when the field is absent. */
  public @Nullable Long findInt64(String name) {
    return has(name) ? Long.valueOf(int64(name)) : null;
  }

  /** Returns whether the field is {@code true} in any case; false when it is absent. */
  public boolean bool(String name) {
    return Boolean.parseBoolean(findName(name));
  }

  /** Returns whether the field is {@code true} in any case, or null when it is absent. */
  public @Nullable Boolean findBool(String name) {
    String value = findName(name);
    return value == null ? null : Boolean.valueOf(value);
  }

  /**
   * Returns a text that is most probably {@code expected}: then that very string, so that no second
   * one is made; else the text, or null when the field is absent.
   */
  public @Nullable String find(String name, @Nullable String expected) {
    return find(name);
  }

  /** Says whether the field is there. */
  public boolean has(String name) {
    return find(name) != null;
  }

  /** Returns all fields as a map, sorted by name. */
  public SortedMap<String, String> toMap() {
    SortedMap<String, String> map = new TreeMap<>();
    writeTo(
        new FieldSink() {
          @Override
          public void text(String name, String value) {
            map.put(name, value);
          }

          @Override
          public void number(String name, long value) {
            map.put(name, Long.toString(value));
          }
        });
    return map;
  }

  @Override
  public String toString() {
    return toMap().toString();
  }

  private static MalformedException missing(String name) {
    return new MalformedException("the header field " + name + " is missing");
  }

  private static final class MapFields extends Fields {
    private final Map<String, String> values;

    MapFields(Map<String, String> values) {
      this.values = values;
    }

    @Override
    public boolean isEmpty() {
      return values.isEmpty();
    }

    @Override
    public @Nullable String find(String name) {
      return values.get(name);
    }

    @Override
    public void writeTo(FieldSink sink) {
      values.forEach(sink::text);
    }
  }

  private static final class TypedFields<Q> extends HeaderFields {
    private final Header<Q> type;
    private final Q header;

    TypedFields(Header<Q> type, Q header) {
      this.type = type;
      this.header = header;
    }

    @Override
    public void writeTo(FieldSink sink) {
      type.write(header, sink);
    }
  }
}
