package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the queues of a topic have (protocol b 12.3, request 202).
 *
 * @param offsets by queue
 * @param topicPutTps messages in a second, over the last minute
 */
public record TopicStats(SortedMap<QueueName, Range> offsets, double topicPutTps) {
  /**
   * What one queue has.
   *
   * @param minOffset of the first message that is kept
   * @param maxOffset behind the last message
   * @param lastUpdateTimestamp store time of the last message, in milliseconds since 1970; 0 when
   *     there is none
   */
  public record Range(long minOffset, long maxOffset, long lastUpdateTimestamp) {
    private static Range read(JsonReader in) {
      long minOffset = 0;
      long maxOffset = 0;
      long lastUpdateTimestamp = 0;
      in.object();
      while (in.member()) {
        switch (in.name()) {
          case "minOffset" -> minOffset = in.int64();
          case "maxOffset" -> maxOffset = in.int64();
          case "lastUpdateTimestamp" -> lastUpdateTimestamp = in.int64();
          default -> in.skip();
        }
      }
      return new Range(minOffset, maxOffset, lastUpdateTimestamp);
    }

    private void write(JsonWriter out) {
      out.object()
          .member("lastUpdateTimestamp", lastUpdateTimestamp)
          .member("maxOffset", maxOffset)
          .member("minOffset", minOffset)
          .endObject();
    }
  }

  /** Copies the collections. */
  public TopicStats {
    offsets = Json.copy(offsets);
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static TopicStats parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static TopicStats parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, TopicStats::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, TopicStats::write);
  }

  static TopicStats read(JsonReader in) {
    SortedMap<QueueName, Range> offsets = new TreeMap<>();
    double topicPutTps = 0;
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "offsetTable" -> offsets = Json.map(in, QueueName::parse, Range::read);
        case "topicPutTps" -> topicPutTps = Json.decimal(in);
        default -> in.skip();
      }
    }
    return new TopicStats(offsets, topicPutTps);
  }

  void write(JsonWriter out) {
    out.object().name("offsetTable").object();
    offsets.forEach((queue, range) -> range.write(out.name(queue::write)));
    out.endObject().name("topicPutTps").decimal(topicPutTps).endObject();
  }
}
