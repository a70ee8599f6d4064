package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;

/**
 * The version of a table of configuration. Peers compare it for equality only (protocol 3.2).
 *
 * @param counter how often the table has changed
 * @param stateVersion the epoch of the broker's role
 * @param timestamp when it changed last, in milliseconds since 1970
 */
public record DataVersion(long counter, long stateVersion, long timestamp) {
  /** The version of a table that has never changed. */
  public static final DataVersion ZERO = new DataVersion(0, 0, 0);

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static DataVersion parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static DataVersion parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, DataVersion::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, DataVersion::write);
  }

  /** Returns the version after one more change at the given time. */
  public DataVersion next(long timestamp) {
    return new DataVersion(counter + 1, stateVersion, timestamp);
  }

  static DataVersion read(JsonReader in) {
    long counter = 0;
    long stateVersion = 0;
    long timestamp = 0;
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "counter" -> counter = in.int64();
        case "stateVersion" -> stateVersion = in.int64();
        case "timestamp" -> timestamp = in.int64();
        default -> in.skip();
      }
    }
    return new DataVersion(counter, stateVersion, timestamp);
  }

  void write(JsonWriter out) {
    out.object()
        .member("counter", counter)
        .member("stateVersion", stateVersion)
        .member("timestamp", timestamp)
        .endObject();
  }
}
