package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.List;

/** Several topics to make or change (protocol b 12.3, request 18). */
public record TopicConfigList(List<TopicConfig> topics) {
  /** Copies the collections. */
  public TopicConfigList {
    topics = List.copyOf(topics);
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static TopicConfigList parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static TopicConfigList parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, TopicConfigList::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, TopicConfigList::write);
  }

  static TopicConfigList read(JsonReader in) {
    List<TopicConfig> topics = List.of();
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "topicConfigList" -> topics = Json.list(in, TopicConfig::read);
        default -> in.skip();
      }
    }
    return new TopicConfigList(topics);
  }

  void write(JsonWriter out) {
    out.object().name("topicConfigList");
    Json.array(topics, out, TopicConfig::write);
    out.endObject();
  }
}
