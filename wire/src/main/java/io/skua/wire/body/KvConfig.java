package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The values of a name server, as it keeps them in a file (protocol 3.5).
 *
 * @param namespaces values by key, by namespace
 */
public record KvConfig(SortedMap<String, SortedMap<String, String>> namespaces) {
  /** Copies the collections. */
  public KvConfig {
    namespaces = Json.copyOfMaps(namespaces);
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static KvConfig parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static KvConfig parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, KvConfig::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, KvConfig::write);
  }

  static KvConfig read(JsonReader in) {
    SortedMap<String, SortedMap<String, String>> namespaces = new TreeMap<>();
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "configTable" -> namespaces = Json.map(in, Json::texts);
        default -> in.skip();
      }
    }
    return new KvConfig(namespaces);
  }

  void write(JsonWriter out) {
    out.object().name("configTable").object();
    namespaces.forEach(out::member);
    out.endObject().endObject();
  }
}
