package interop.harness;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a sender puts into a message and a reader must find in it.
 *
 * @param body the body before any compression
 * @param tag the tag, empty for none
 * @param keys the keys, joined with one blank, empty for none
 * @param flag the user's flag
 * @param properties the user's properties
 */
public record Content(
    Body body, String tag, String keys, int flag, Map<String, String> properties) {

  /** Copies the map: the value is immutable. */
  public Content {
    properties = Map.copyOf(properties);
  }

  /** A message with a body and nothing else. */
  public static Content of(Body body) {
    return new Content(body, "", "", 0, Map.of());
  }

  /** A message with this text and nothing else. */
  public static Content text(String text) {
    return of(Body.of(text));
  }

  /** The same with a tag. */
  public Content tagged(String newTag) {
    return new Content(body, newTag, keys, flag, properties);
  }

  /** The same with these keys. */
  public Content keyed(String... newKeys) {
    return new Content(body, tag, String.join(" ", newKeys), flag, properties);
  }

  /** The same with a flag. */
  public Content flagged(int newFlag) {
    return new Content(body, tag, keys, newFlag, properties);
  }

  /** The same with one more property. */
  public Content with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(properties);
    more.put(Objects.requireNonNull(name), Objects.requireNonNull(value));
    return new Content(body, tag, keys, flag, more);
  }
}
