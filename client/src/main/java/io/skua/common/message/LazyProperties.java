package io.skua.common.message;

import io.skua.wire.message.MessageProperties;
import java.io.Serializable;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a received message: a map that is made of their text when somebody first asks
 * for one, because many listeners want a body and nothing else. What is added before that waits
 * beside the text. Thread-safe as a {@link LinkedHashMap} is: many may read at a time, or one
 * write.
 */
final class LazyProperties extends AbstractMap<String, String> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final transient String text;
  private transient String[] added = new String[6]; // a name, its value, the next name
  private transient int addedLength;
  private transient volatile @Nullable Map<String, String> map; // once somebody has asked

  LazyProperties(String text) {
    this.text = text;
  }

  /** Puts a property, whatever was there before. */
  void add(String name, String value) {
    Map<String, String> known = map;
    if (known != null) {
      known.put(name, value);
      return;
    }
    if (addedLength == added.length) {
      added = Arrays.copyOf(added, 2 * addedLength);
    }
    added[addedLength++] = name;
    added[addedLength++] = value;
  }

  private Map<String, String> map() {
    Map<String, String> known = map;
    return known == null ? read() : known;
  }

  private synchronized Map<String, String> read() {
    Map<String, String> known = map;
    if (known == null) {
      known = MessageProperties.parse(text);
      for (int i = 0; i < addedLength; i += 2) {
        known.put(added[i], added[i + 1]);
      }
      map = known;
    }
    return known;
  }

  @Override
  public Set<Entry<String, String>> entrySet() {
    return map().entrySet();
  }

  @Override
  public @Nullable String get(@Nullable Object name) {
    return map().get(name);
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return map().containsKey(name);
  }

  @Override
  public @Nullable String put(String name, String value) {
    return map().put(name, value);
  }

  @Override
  public @Nullable String remove(@Nullable Object name) {
    return map().remove(name);
  }

  /** What is serialized is a plain map. */
  private Object writeReplace() {
    return new LinkedHashMap<>(map());
  }
}
