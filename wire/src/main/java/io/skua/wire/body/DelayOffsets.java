package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a broker has delivered its delay levels: the file delayOffset.json (store format 6.2).
 *
 * @param offsets the offset of the next message to deliver in the level's queue, by level
 */
public record DelayOffsets(DataVersion dataVersion, SortedMap<Integer, Long> offsets) {
  /** Copies the map. */
  public DelayOffsets {
    offsets = new TreeMap<>(offsets);
  }

  /**
   * Reads the file; old brokers leave the version out.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a file
   */
  public static DelayOffsets parse(byte[] bytes) {
    return Json.parse(bytes, 0, bytes.length, DelayOffsets::read);
  }

  /** Writes the file. */
  public byte[] write() {
    return Json.dialect(this, DelayOffsets::write);
  }

  static DelayOffsets read(JsonReader in) {
    DataVersion dataVersion = DataVersion.ZERO;
    SortedMap<Integer, Long> offsets = new TreeMap<>();
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "dataVersion" -> dataVersion = Json.version(in);
        case "offsetTable" -> offsets = Json.map(in, Json::int32, JsonReader::int64);
        default -> in.skip();
      }
    }
    return new DelayOffsets(dataVersion, offsets);
  }

  void write(JsonWriter out) {
    dataVersion.write(out.object().name("dataVersion"));
    out.name("offsetTable").object();
    offsets.forEach((level, offset) -> out.name((long) level).number(offset));
    out.endObject().endObject();
  }
}
