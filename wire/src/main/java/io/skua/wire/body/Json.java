package io.skua.wire.body;

import io.skua.wire.MalformedException;
import io.skua.wire.Output;
import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * What the bodies share: reading a whole value, maps, lists and constants, and unmodifiable copies.
 * A null in place of a value counts as a missing one.
 */
final class Json {
  private Json() {}

  /** Reads one value that fills the bytes. */
  static <T> T parse(byte[] bytes, int from, int length, Function<JsonReader, T> shape) {
    JsonReader in = new JsonReader(bytes, from, length);
    T value = shape.apply(in);
    in.end();
    return value;
  }

  /** Writes in the dialect of the peers' default serialiser. */
  static <T> byte[] dialect(T value, BiConsumer<T, JsonWriter> shape) {
    Output out = new Output(256);
    shape.accept(value, JsonWriter.dialect(out));
    return out.toByteArray();
  }

  /** Writes standard JSON. */
  static <T> byte[] strict(T value, BiConsumer<T, JsonWriter> shape) {
    Output out = new Output(256);
    shape.accept(value, JsonWriter.strict(out));
    return out.toByteArray();
  }

  /** Reads a value; null becomes {@code otherwise}. */
  static <T> T or(JsonReader in, T otherwise, Function<JsonReader, T> shape) {
    return in.isNull() ? otherwise : shape.apply(in);
  }

  /** Reads an array. */
  static <T> List<T> list(JsonReader in, Function<JsonReader, T> shape) {
    if (in.isNull()) {
      return List.of();
    }
    List<T> list = new ArrayList<>();
    in.array();
    while (in.element()) {
      list.add(shape.apply(in));
    }
    return list;
  }

  /** Writes an array. */
  static <T> void array(List<T> list, JsonWriter out, BiConsumer<T, JsonWriter> shape) {
    out.array();
    list.forEach(each -> shape.accept(each, out));
    out.endArray();
  }

  /** Reads an object as a map of texts. */
  static SortedMap<String, String> texts(JsonReader in) {
    return map(in, JsonReader::textOrEmpty);
  }

  /** Reads an object as a map. */
  static <T> SortedMap<String, T> map(JsonReader in, Function<JsonReader, T> shape) {
    return map(in, Function.identity(), shape);
  }

  /** Reads an object with whole numbers as names and texts as values. */
  static SortedMap<Long, String> addresses(JsonReader in) {
    SortedMap<Long, String> addresses = new TreeMap<>();
    if (!in.isNull()) {
      in.object();
      while (in.member()) {
        long id = int64(in.name());
        addresses.put(id, in.textOrEmpty());
      }
    }
    return addresses;
  }

  /** Reads an object whose values are arrays of texts. */
  static SortedMap<String, List<String>> textLists(JsonReader in) {
    SortedMap<String, List<String>> lists = new TreeMap<>();
    if (!in.isNull()) {
      in.object();
      while (in.member()) {
        String name = in.name();
        lists.put(name, textList(in));
      }
    }
    return lists;
  }

  /** Reads an object whose names stand for keys. */
  static <K extends Comparable<K>, T> SortedMap<K, T> map(
      JsonReader in, Function<String, K> key, Function<JsonReader, T> shape) {
    SortedMap<K, T> map = new TreeMap<>();
    if (in.isNull()) {
      return map;
    }
    in.object();
    while (in.member()) {
      K name = key.apply(in.name());
      map.put(name, shape.apply(in));
    }
    return map;
  }

  /** Reads a whole number of 32 bits from the name of a member. */
  static int int32(String name) {
    long value = int64(name);
    if (value != (int) value) {
      throw new MalformedException("the name " + name + " does not fit 32 bits");
    }
    return (int) value;
  }

  /** Reads a whole number from the name of a member. */
  static long int64(String name) {
    try {
      return Long.parseLong(name);
    } catch (NumberFormatException e) {
      throw new MalformedException("the name '" + name + "' is not a whole number", e);
    }
  }

  /**
   * Reads the name of a constant, in whatever case; a name that is not known becomes {@code
   * otherwise} (protocol b 12.2).
   */
  static <E extends Enum<E>> E constant(JsonReader in, E otherwise) {
    String name = in.text();
    for (E constant : otherwise.getDeclaringClass().getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(name)) {
        return constant;
      }
    }
    return otherwise;
  }

  /** Reads a number that may have a fraction; null as 0. */
  static double decimal(JsonReader in) {
    String text = in.text();
    try {
      return text == null ? 0 : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new MalformedException("'" + text + "' is not a number", e);
    }
  }

  static List<String> textList(JsonReader in) {
    return list(in, JsonReader::textOrEmpty);
  }

  static DataVersion version(JsonReader in) {
    return or(in, DataVersion.ZERO, DataVersion::read);
  }

  static void texts(Map<String, String> map, JsonWriter out) {
    out.object();
    map.forEach(out::member);
    out.endObject();
  }

  static void addresses(JsonWriter out, Map<Long, String> addresses) {
    out.name("brokerAddrs").object();
    addresses.forEach((id, address) -> out.name(id.longValue()).text(address));
    out.endObject();
  }

  static <K extends Comparable<K>, T> SortedMap<K, T> copy(Map<K, T> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }

  static <T> SortedMap<String, List<T>> copyOfLists(Map<String, List<T>> map) {
    SortedMap<String, List<T>> copy = new TreeMap<>();
    for (Map.Entry<String, List<T>> entry : map.entrySet()) {
      copy.put(entry.getKey(), List.copyOf(entry.getValue()));
    }
    return Collections.unmodifiableSortedMap(copy);
  }

  static <K extends Comparable<K>, T> SortedMap<String, SortedMap<K, T>> copyOfMaps(
      Map<String, SortedMap<K, T>> map) {
    SortedMap<String, SortedMap<K, T>> copy = new TreeMap<>();
    map.forEach((key, inner) -> copy.put(key, copy(inner)));
    return Collections.unmodifiableSortedMap(copy);
  }

  static <T extends Comparable<T>> SortedSet<T> copy(Iterable<T> values) {
    NavigableSet<T> set = new TreeSet<>();
    values.forEach(set::add);
    return Collections.unmodifiableNavigableSet(set);
  }

  static <T extends Comparable<T>> List<T> sorted(List<T> list) {
    List<T> sorted = new ArrayList<>(list);
    Collections.sort(sorted);
    return Collections.unmodifiableList(sorted);
  }

  static <T> List<T> sorted(List<T> list, Comparator<T> order) {
    List<T> sorted = new ArrayList<>(list);
    sorted.sort(order);
    return Collections.unmodifiableList(sorted);
  }
}
