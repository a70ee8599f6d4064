package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.SortedMap;
import java.util.TreeMap;

/** Texts by name: a namespace of a name server, or the figures of a broker (protocol 3.5). */
public record KvTable(SortedMap<String, String> table) {
  /** Copies the collections. */
  public KvTable {
    table = Json.copy(table);
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static KvTable parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static KvTable parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, KvTable::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, KvTable::write);
  }

  static KvTable read(JsonReader in) {
    SortedMap<String, String> table = new TreeMap<>();
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "table" -> table = Json.texts(in);
        default -> in.skip();
      }
    }
    return new KvTable(table);
  }

  void write(JsonWriter out) {
    out.object().member("table", table).endObject();
  }
}
