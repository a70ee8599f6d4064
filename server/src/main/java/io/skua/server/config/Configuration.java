package io.skua.server.config;

import io.skua.net.RequestRefused;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A closed list of settings, under the names that Apache RocketMQ 5.3.3 has for them, as the lines
 * {@code name=value} that tools carry (protocol b 12.2). Some can be changed while the server runs,
 * until it ends: what it starts with is said at its start. On the loop.
 */
public final class Configuration {
  private final Map<String, Entry<?>> entries = new TreeMap<>();

  /** Makes an empty list. */
  public Configuration() {}

  private record Entry<T>(
      Supplier<String> present, Function<String, T> parse, Consumer<T> change, boolean fixed) {
    Runnable changing(String value) {
      T parsed = parse.apply(value);
      return () -> change.accept(parsed);
    }
  }

  /** Adds a setting that nobody can change. */
  public Configuration fixed(String name, Object value) {
    String text = value.toString();
    entries.put(name, new Entry<>(() -> text, Function.identity(), unused -> {}, true));
    return this;
  }

  /**
   * Adds a setting that can be changed.
   *
   * @param present returns its value as a text
   * @param parse reads a value; throws an {@link IllegalArgumentException} that says what it can be
   * @param change makes it so
   */
  public <T> Configuration live(
      String name, Supplier<String> present, Function<String, T> parse, Consumer<T> change) {
    entries.put(name, new Entry<>(present, parse, change, false));
    return this;
  }

  /** Reads a value that is true or false. */
  public static boolean flag(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("it can be true or false");
    }
    return text.equals("true");
  }

  /** Returns all settings as lines, in UTF-8. */
  public byte[] write() {
    StringBuilder lines = new StringBuilder();
    entries.forEach(
        (name, entry) -> lines.append(name).append('=').append(entry.present.get()).append('\n'));
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Changes what the body of a request says: all of it or nothing.
   *
   * @throws RequestRefused when a setting is not known, cannot be changed, or cannot have the value
   */
  public void change(Frame request) {
    List<Runnable> changes = new ArrayList<>();
    Properties asked = properties(request);
    for (String name : asked.stringPropertyNames()) {
      changes.add(change(name, asked.getProperty(name).trim()));
    }
    changes.forEach(Runnable::run);
  }

  private Runnable change(String name, String value) {
    Entry<?> entry = entries.get(name);
    if (entry == null) {
      throw invalid("The setting " + name + " is not known. Those that can be changed: " + live());
    }
    if (entry.fixed && !entry.present.get().equals(value)) {
      throw invalid(
          "The setting "
              + name
              + " cannot be changed while the server runs; it is "
              + entry.present.get()
              + ". Those that can: "
              + live());
    }
    try {
      return entry.changing(value);
    } catch (IllegalArgumentException e) {
      throw invalid("The setting " + name + " cannot be '" + value + "': " + e.getMessage() + ".");
    }
  }

  private List<String> live() {
    List<String> names = new ArrayList<>();
    entries.forEach(
        (name, entry) -> {
          if (!entry.fixed) {
            names.add(name);
          }
        });
    return names;
  }

  private static Properties properties(Frame request) {
    String text = new String(request.bodyBytes(), StandardCharsets.UTF_8);
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // There is none in memory.
    } catch (IllegalArgumentException e) {
      throw invalid("The body is not lines of name=value: " + e.getMessage());
    }
    return properties;
  }

  private static RequestRefused invalid(String remark) {
    return new RequestRefused(ResponseCode.INVALID_PARAMETER, remark);
  }
}
