package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The consumer groups of a broker: the file subscriptionGroup.json and the body of the same
 * question (store 6.2).
 *
 * @param forbidden bits of what a group must not do, by topic, by group
 */
public record SubscriptionGroupTable(
    DataVersion dataVersion,
    SortedMap<String, SortedMap<String, Integer>> forbidden,
    SortedMap<String, SubscriptionGroup> groups) {
  /** Copies the collections. */
  public SubscriptionGroupTable {
    forbidden = Json.copyOfMaps(forbidden);
    groups = Json.copy(groups);
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static SubscriptionGroupTable parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static SubscriptionGroupTable parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, SubscriptionGroupTable::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, SubscriptionGroupTable::write);
  }

  static SubscriptionGroupTable read(JsonReader in) {
    DataVersion dataVersion = DataVersion.ZERO;
    SortedMap<String, SortedMap<String, Integer>> forbidden = new TreeMap<>();
    SortedMap<String, SubscriptionGroup> groups = new TreeMap<>();
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "dataVersion" -> dataVersion = Json.version(in);
        case "forbiddenTable" ->
            forbidden = Json.map(in, topics -> Json.map(topics, JsonReader::int32));
        case "subscriptionGroupTable" -> groups = Json.map(in, SubscriptionGroup::read);
        default -> in.skip();
      }
    }
    return new SubscriptionGroupTable(dataVersion, forbidden, groups);
  }

  void write(JsonWriter out) {
    dataVersion.write(out.object().name("dataVersion"));
    out.name("forbiddenTable").object();
    forbidden.forEach(
        (group, topics) -> {
          out.name(group).object();
          topics.forEach(out::member);
          out.endObject();
        });
    out.endObject().name("subscriptionGroupTable").object();
    groups.forEach((name, group) -> group.write(out.name(name)));
    out.endObject().endObject();
  }
}
