package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/** Names a queue of a broker; in the bodies of peers it is a key of maps (protocol b 12.2). */
public record QueueName(String topic, String brokerName, int queueId)
    implements Comparable<QueueName> {
  private static final Comparator<QueueName> ORDER =
      Comparator.comparing(QueueName::topic)
          .thenComparing(QueueName::brokerName)
          .thenComparingInt(QueueName::queueId);

  @Override
  public int compareTo(QueueName other) {
    return ORDER.compare(this, other);
  }

  /** Reads the JSON of a key. */
  static QueueName parse(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return Json.parse(bytes, 0, bytes.length, QueueName::read);
  }

  static QueueName read(JsonReader in) {
    String topic = "";
    String brokerName = "";
    int queueId = 0;
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "topic" -> topic = in.textOrEmpty();
        case "brokerName" -> brokerName = in.textOrEmpty();
        case "queueId" -> queueId = in.int32();
        default -> in.skip();
      }
    }
    return new QueueName(topic, brokerName, queueId);
  }

  void write(JsonWriter out) {
    out.object()
        .member("brokerName", brokerName)
        .member("queueId", queueId)
        .member("topic", topic)
        .endObject();
  }
}
