package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far all groups of a broker have consumed (protocol b 12.3, request 317).
 *
 * @param groups by group, one part for each topic
 * @param totalDiff messages that are not consumed
 * @param totalInflightDiff messages that are handed out and not consumed
 */
public record ConsumeStatsList(
    String brokerAddr,
    SortedMap<String, List<ConsumeStats>> groups,
    long totalDiff,
    long totalInflightDiff) {
  /** Copies the collections. */
  public ConsumeStatsList {
    groups = Json.copyOfLists(groups);
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static ConsumeStatsList parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static ConsumeStatsList parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, ConsumeStatsList::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, ConsumeStatsList::write);
  }

  static ConsumeStatsList read(JsonReader in) {
    String brokerAddr = "";
    SortedMap<String, List<ConsumeStats>> groups = new TreeMap<>();
    long totalDiff = 0;
    long totalInflightDiff = 0;
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "brokerAddr" -> brokerAddr = in.textOrEmpty();
        case "consumeStatsList" -> {
          for (SortedMap<String, List<ConsumeStats>> some :
              Json.list(in, one -> Json.map(one, ConsumeStatsList::stats))) {
            groups.putAll(some);
          }
        }
        case "totalDiff" -> totalDiff = in.int64();
        case "totalInflightDiff" -> totalInflightDiff = in.int64();
        default -> in.skip();
      }
    }
    return new ConsumeStatsList(brokerAddr, groups, totalDiff, totalInflightDiff);
  }

  void write(JsonWriter out) {
    out.object().member("brokerAddr", brokerAddr).name("consumeStatsList").array();
    groups.forEach(
        (name, stats) -> {
          Json.array(stats, out.object().name(name), ConsumeStats::write);
          out.endObject();
        });
    out.endArray()
        .member("totalDiff", totalDiff)
        .member("totalInflightDiff", totalInflightDiff)
        .endObject();
  }

  private static List<ConsumeStats> stats(JsonReader in) {
    return Json.list(in, ConsumeStats::read);
  }
}
