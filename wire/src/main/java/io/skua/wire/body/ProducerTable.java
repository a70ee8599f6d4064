package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All producers of a broker (protocol b 12.3, request 328).
 *
 * @param groups the clients by group
 */
public record ProducerTable(SortedMap<String, List<Producer>> groups) {
  /**
   * A client that produces.
   *
   * @param language name of the client's language, such as {@code JAVA}
   * @param lastUpdateTimestamp its last heartbeat, in milliseconds since 1970
   * @param remoteIp its address as the broker sees it, /host:port
   * @param version ordinal of its version
   */
  public record Producer(
      String clientId, String language, long lastUpdateTimestamp, String remoteIp, int version) {
    private static Producer read(JsonReader in) {
      String clientId = "";
      String language = "";
      long lastUpdateTimestamp = 0;
      String remoteIp = "";
      int version = 0;
      in.object();
      while (in.member()) {
        switch (in.name()) {
          case "clientId" -> clientId = in.textOrEmpty();
          case "language" -> language = in.textOrEmpty();
          case "lastUpdateTimestamp" -> lastUpdateTimestamp = in.int64();
          case "remoteIP" -> remoteIp = in.textOrEmpty();
          case "version" -> version = in.int32();
          default -> in.skip();
        }
      }
      return new Producer(clientId, language, lastUpdateTimestamp, remoteIp, version);
    }

    private void write(JsonWriter out) {
      out.object()
          .member("clientId", clientId)
          .member("language", language)
          .member("lastUpdateTimestamp", lastUpdateTimestamp)
          .member("remoteIP", remoteIp)
          .member("version", version)
          .endObject();
    }
  }

  /** Copies the collections. */
  public ProducerTable {
    groups = Json.copyOfLists(groups);
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static ProducerTable parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static ProducerTable parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, ProducerTable::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, ProducerTable::write);
  }

  static ProducerTable read(JsonReader in) {
    SortedMap<String, List<Producer>> groups = new TreeMap<>();
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "data" -> groups = Json.map(in, clients -> Json.list(clients, Producer::read));
        default -> in.skip();
      }
    }
    return new ProducerTable(groups);
  }

  void write(JsonWriter out) {
    out.object().name("data").object();
    groups.forEach((name, clients) -> Json.array(clients, out.name(name), Producer::write));
    out.endObject().endObject();
  }
}
