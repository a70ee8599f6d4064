package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An offset of each queue: where a reset has put a group (protocol b 12.3, request 222; to clients
 * with 220).
 */
public record QueueOffsets(SortedMap<QueueName, Long> offsets) {
  /** Copies the collections. */
  public QueueOffsets {
    offsets = Json.copy(offsets);
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static QueueOffsets parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static QueueOffsets parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, QueueOffsets::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, QueueOffsets::write);
  }

  static QueueOffsets read(JsonReader in) {
    SortedMap<QueueName, Long> offsets = new TreeMap<>();
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "offsetTable" -> offsets = table(in);
        default -> in.skip();
      }
    }
    return new QueueOffsets(offsets);
  }

  void write(JsonWriter out) {
    table(offsets, out.object().name("offsetTable"));
    out.endObject();
  }

  /** Reads a map from queues to offsets. */
  static SortedMap<QueueName, Long> table(JsonReader in) {
    return Json.map(in, QueueName::parse, JsonReader::int64);
  }

  /** Writes a map from queues to offsets. */
  static void table(SortedMap<QueueName, Long> offsets, JsonWriter out) {
    out.object();
    offsets.forEach((queue, offset) -> out.name(queue::write).number(offset));
    out.endObject();
  }
}
