package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;

/**
 * Switches a group between pull and pop for a topic: request 401 (protocol b 3.5).
 *
 * @param popShareQueueNum with pop, the queues of how many more clients each client gets; 0: all
 */
public record SetMessageRequestMode(
    String topic, String consumerGroup, MessageRequestMode mode, int popShareQueueNum) {
  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static SetMessageRequestMode parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static SetMessageRequestMode parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, SetMessageRequestMode::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, SetMessageRequestMode::write);
  }

  static SetMessageRequestMode read(JsonReader in) {
    String topic = "";
    String consumerGroup = "";
    MessageRequestMode mode = MessageRequestMode.PULL;
    int popShareQueueNum = 0;
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "topic" -> topic = in.textOrEmpty();
        case "consumerGroup" -> consumerGroup = in.textOrEmpty();
        case "mode" -> mode = Json.constant(in, MessageRequestMode.PULL);
        case "popShareQueueNum" -> popShareQueueNum = in.int32();
        default -> in.skip();
      }
    }
    return new SetMessageRequestMode(topic, consumerGroup, mode, popShareQueueNum);
  }

  void write(JsonWriter out) {
    out.object()
        .member("consumerGroup", consumerGroup)
        .member("mode", mode.name())
        .member("popShareQueueNum", popShareQueueNum)
        .member("topic", topic)
        .endObject();
  }
}
