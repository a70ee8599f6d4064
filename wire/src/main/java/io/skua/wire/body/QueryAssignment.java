package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;

/**
 * Asks a broker which queues a client is to consume: request 400 (protocol b 3.5).
 *
 * @param strategyName names how queues are shared out: {@code AVG} or {@code AVG_BY_CIRCLE}
 */
public record QueryAssignment(
    String topic,
    String consumerGroup,
    String clientId,
    String strategyName,
    MessageModel messageModel) {
  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static QueryAssignment parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static QueryAssignment parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, QueryAssignment::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, QueryAssignment::write);
  }

  static QueryAssignment read(JsonReader in) {
    String topic = "";
    String consumerGroup = "";
    String clientId = "";
    String strategyName = "";
    MessageModel messageModel = MessageModel.CLUSTERING;
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "topic" -> topic = in.textOrEmpty();
        case "consumerGroup" -> consumerGroup = in.textOrEmpty();
        case "clientId" -> clientId = in.textOrEmpty();
        case "strategyName" -> strategyName = in.textOrEmpty();
        case "messageModel" -> messageModel = Json.constant(in, MessageModel.CLUSTERING);
        default -> in.skip();
      }
    }
    return new QueryAssignment(topic, consumerGroup, clientId, strategyName, messageModel);
  }

  void write(JsonWriter out) {
    out.object()
        .member("clientId", clientId)
        .member("consumerGroup", consumerGroup)
        .member("messageModel", messageModel.name())
        .member("strategyName", strategyName)
        .member("topic", topic)
        .endObject();
  }
}
