package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a group has consumed (protocol b 12.3, request 208). The rate that peers state beside it
 * is written as 0 and not read: nobody measures it here.
 *
 * @param offsets by queue
 */
public record ConsumeStats(SortedMap<QueueName, Progress> offsets) {
  /**
   * How far it is in one queue.
   *
   * @param brokerOffset the offset behind the last message
   * @param consumerOffset the offset that the group has committed; 0 without one
   * @param lastTimestamp store time of the last message before that, in milliseconds since 1970; 0
   *     when it is not known
   * @param pullOffset the offset behind the last message that was handed out
   */
  public record Progress(
      long brokerOffset, long consumerOffset, long lastTimestamp, long pullOffset) {
    private static Progress read(JsonReader in) {
      long brokerOffset = 0;
      long consumerOffset = 0;
      long lastTimestamp = 0;
      long pullOffset = 0;
      in.object();
      while (in.member()) {
        switch (in.name()) {
          case "brokerOffset" -> brokerOffset = in.int64();
          case "consumerOffset" -> consumerOffset = in.int64();
          case "lastTimestamp" -> lastTimestamp = in.int64();
          case "pullOffset" -> pullOffset = in.int64();
          default -> in.skip();
        }
      }
      return new Progress(brokerOffset, consumerOffset, lastTimestamp, pullOffset);
    }

    private void write(JsonWriter out) {
      out.object()
          .member("brokerOffset", brokerOffset)
          .member("consumerOffset", consumerOffset)
          .member("lastTimestamp", lastTimestamp)
          .member("pullOffset", pullOffset)
          .endObject();
    }
  }

  /** Copies the collections. */
  public ConsumeStats {
    offsets = Json.copy(offsets);
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static ConsumeStats parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static ConsumeStats parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, ConsumeStats::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, ConsumeStats::write);
  }

  static ConsumeStats read(JsonReader in) {
    SortedMap<QueueName, Progress> offsets = new TreeMap<>();
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "offsetTable" -> offsets = Json.map(in, QueueName::parse, Progress::read);
        default -> in.skip();
      }
    }
    return new ConsumeStats(offsets);
  }

  void write(JsonWriter out) {
    out.object().member("consumeTps", 0).name("offsetTable").object();
    offsets.forEach((queue, progress) -> progress.write(out.name(queue::write)));
    out.endObject().endObject();
  }
}
