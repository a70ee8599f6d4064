package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names of topics (protocol 3.5).
 *
 * @param brokerAddr some broker's address, where the request asks for system topics
 */
public record TopicList(List<String> topics, @Nullable String brokerAddr) {
  /** Copies the collections. */
  public TopicList {
    topics = List.copyOf(topics);
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static TopicList parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static TopicList parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, TopicList::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, TopicList::write);
  }

  static TopicList read(JsonReader in) {
    List<String> topics = List.of();
    String brokerAddr = null;
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "topicList" -> topics = Json.textList(in);
        case "brokerAddr" -> brokerAddr = in.text();
        default -> in.skip();
      }
    }
    return new TopicList(topics, brokerAddr);
  }

  void write(JsonWriter out) {
    out.object().member("brokerAddr", brokerAddr).member("topicList", topics).endObject();
  }
}
