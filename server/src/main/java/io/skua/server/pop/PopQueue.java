package io.skua.server.pop;

/** A queue as a group pops it. */
public record PopQueue(String group, String topic, int queueId) {
  private static final String SEPARATOR = "@";

  /** Returns the key of its topic and group in files. */
  String key() {
    return topic + SEPARATOR + group;
  }

  /** Reads what {@link #key} returned. */
  static PopQueue of(String key, int queueId) {
    int separator = key.indexOf(SEPARATOR);
    if (separator < 0) {
      throw new IllegalArgumentException("'" + key + "' is no topic@group");
    }
    return new PopQueue(key.substring(separator + 1), key.substring(0, separator), queueId);
  }
}
