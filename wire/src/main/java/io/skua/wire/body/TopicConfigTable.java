package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The topics of a broker: the file topics.json, the body of the same question and the larger part
 * of a registration (protocol 3.2, b 12.3).
 *
 * @param topics by name
 * @param mappingDataVersion the version of the static topics; absent in the file
 * @param mappings queues of static topics by topic; written only with their version
 */
public record TopicConfigTable(
    DataVersion dataVersion,
    SortedMap<String, TopicConfig> topics,
    @Nullable DataVersion mappingDataVersion,
    SortedMap<String, TopicQueueMapping> mappings) {
  /** Copies the collections. */
  public TopicConfigTable {
    topics = Json.copy(topics);
    mappings = Json.copy(mappings);
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static TopicConfigTable parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static TopicConfigTable parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, TopicConfigTable::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, TopicConfigTable::write);
  }

  /** Makes a table as the file has it, without static topics. */
  public static TopicConfigTable of(
      DataVersion dataVersion, SortedMap<String, TopicConfig> topics) {
    return new TopicConfigTable(dataVersion, topics, null, new TreeMap<>());
  }

  static TopicConfigTable read(JsonReader in) {
    DataVersion dataVersion = DataVersion.ZERO;
    SortedMap<String, TopicConfig> topics = new TreeMap<>();
    DataVersion mappingDataVersion = null;
    SortedMap<String, TopicQueueMapping> mappings = new TreeMap<>();
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "dataVersion" -> dataVersion = Json.version(in);
        case "topicConfigTable" -> topics = Json.map(in, TopicConfig::read);
        case "mappingDataVersion" -> mappingDataVersion = in.isNull() ? null : DataVersion.read(in);
        case "topicQueueMappingInfoMap" -> mappings = Json.map(in, TopicQueueMapping::read);
        default -> in.skip();
      }
    }
    return new TopicConfigTable(dataVersion, topics, mappingDataVersion, mappings);
  }

  void write(JsonWriter out) {
    dataVersion.write(out.object().name("dataVersion"));
    if (mappingDataVersion != null) {
      mappingDataVersion.write(out.name("mappingDataVersion"));
    }
    out.name("topicConfigTable").object();
    topics.forEach((name, topic) -> topic.write(out.name(name)));
    out.endObject();
    if (mappingDataVersion != null) {
      // Which queue moved where and when: a matter of brokers with static topics, never of ours.
      out.name("topicQueueMappingDetailMap").object().endObject();
      out.name("topicQueueMappingInfoMap").object();
      mappings.forEach((topic, mapping) -> mapping.write(out.name(topic)));
      out.endObject();
    }
    out.endObject();
  }
}
