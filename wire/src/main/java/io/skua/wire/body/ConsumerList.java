package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.List;

/** The ids of the clients that consume for a group (protocol b 2.3). */
public record ConsumerList(List<String> clientIds) {
  /** Copies the collections. */
  public ConsumerList {
    clientIds = List.copyOf(clientIds);
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static ConsumerList parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static ConsumerList parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, ConsumerList::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, ConsumerList::write);
  }

  static ConsumerList read(JsonReader in) {
    List<String> clientIds = List.of();
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "consumerIdList" -> clientIds = Json.textList(in);
        default -> in.skip();
      }
    }
    return new ConsumerList(clientIds);
  }

  void write(JsonWriter out) {
    out.object().member("consumerIdList", clientIds).endObject();
  }
}
