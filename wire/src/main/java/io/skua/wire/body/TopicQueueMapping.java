package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which queues of a static topic one broker hosts (protocol 3.4).
 *
 * @param brokerName the broker that has them
 * @param queueIds the id on the broker by global queue id
 */
public record TopicQueueMapping(
    String topic,
    String scope,
    int totalQueues,
    String brokerName,
    long epoch,
    boolean dirty,
    SortedMap<Integer, Integer> queueIds) {
  /** The scope of a topic that is spread over all brokers. */
  public static final String GLOBAL = "__global__";

  /** Copies the collections. */
  public TopicQueueMapping {
    queueIds = Json.copy(queueIds);
  }

  static TopicQueueMapping read(JsonReader in) {
    String topic = "";
    String scope = GLOBAL;
    int totalQueues = 0;
    String brokerName = "";
    long epoch = 0;
    boolean dirty = false;
    SortedMap<Integer, Integer> queueIds = new TreeMap<>();
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "topic" -> topic = in.textOrEmpty();
        case "scope" -> scope = in.textOrEmpty();
        case "totalQueues" -> totalQueues = in.int32();
        case "bname" -> brokerName = in.textOrEmpty();
        case "epoch" -> epoch = in.int64();
        case "dirty" -> dirty = in.bool();
        case "currIdMap" -> queueIds = Json.map(in, Json::int32, JsonReader::int32);
        default -> in.skip();
      }
    }
    return new TopicQueueMapping(topic, scope, totalQueues, brokerName, epoch, dirty, queueIds);
  }

  void write(JsonWriter out) {
    out.object().member("bname", brokerName).name("currIdMap").object();
    queueIds.forEach((id, local) -> out.name((long) id).number(local));
    out.endObject()
        .member("dirty", dirty)
        .member("epoch", epoch)
        .member("scope", scope)
        .member("topic", topic)
        .member("totalQueues", totalQueues)
        .endObject();
  }
}
