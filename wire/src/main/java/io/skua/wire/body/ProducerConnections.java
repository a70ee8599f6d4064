package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.List;

/** The clients of a producer group (protocol b 12.3, request 204). */
public record ProducerConnections(List<ClientConnection> connections) {
  /** Copies the collections. */
  public ProducerConnections {
    connections = List.copyOf(connections);
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static ProducerConnections parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static ProducerConnections parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, ProducerConnections::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, ProducerConnections::write);
  }

  static ProducerConnections read(JsonReader in) {
    List<ClientConnection> connections = List.of();
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "connectionSet" -> connections = Json.list(in, ClientConnection::read);
        default -> in.skip();
      }
    }
    return new ProducerConnections(connections);
  }

  void write(JsonWriter out) {
    out.object().name("connectionSet");
    Json.array(connections, out, ClientConnection::write);
    out.endObject();
  }
}
