package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far the groups of a broker have consumed: the file consumerOffset.json and the body of the
 * same question (protocol b 5.4).
 *
 * @param offsets the next offset by queue id, by {@code topic@group}
 */
public record ConsumerOffsets(
    DataVersion dataVersion, SortedMap<String, SortedMap<Integer, Long>> offsets) {
  /** Copies the collections. */
  public ConsumerOffsets {
    offsets = Json.copyOfMaps(offsets);
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static ConsumerOffsets parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static ConsumerOffsets parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, ConsumerOffsets::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, ConsumerOffsets::write);
  }

  static ConsumerOffsets read(JsonReader in) {
    DataVersion dataVersion = DataVersion.ZERO;
    SortedMap<String, SortedMap<Integer, Long>> offsets = new TreeMap<>();
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "dataVersion" -> dataVersion = Json.version(in);
        case "offsetTable" ->
            offsets = Json.map(in, queues -> Json.map(queues, Json::int32, JsonReader::int64));
        default -> in.skip();
      }
    }
    return new ConsumerOffsets(dataVersion, offsets);
  }

  void write(JsonWriter out) {
    dataVersion.write(out.object().name("dataVersion"));
    out.name("offsetTable").object();
    offsets.forEach(
        (key, queues) -> {
          out.name(key).object();
          queues.forEach((queue, offset) -> out.name((long) queue).number(offset));
          out.endObject();
        });
    out.endObject().endObject();
  }
}
