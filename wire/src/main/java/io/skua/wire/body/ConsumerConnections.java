package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A consumer group that is online (protocol b 12.3, request 203).
 *
 * @param subscriptions what it subscribes to, by topic
 */
public record ConsumerConnections(
    List<ClientConnection> connections,
    ConsumeFromWhere consumeFromWhere,
    ConsumeType consumeType,
    MessageModel messageModel,
    SortedMap<String, SubscriptionData> subscriptions) {
  /** Copies the collections. */
  public ConsumerConnections {
    connections = List.copyOf(connections);
    subscriptions = Json.copy(subscriptions);
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static ConsumerConnections parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static ConsumerConnections parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, ConsumerConnections::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, ConsumerConnections::write);
  }

  static ConsumerConnections read(JsonReader in) {
    List<ClientConnection> connections = List.of();
    ConsumeFromWhere consumeFromWhere = ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET;
    ConsumeType consumeType = ConsumeType.CONSUME_PASSIVELY;
    MessageModel messageModel = MessageModel.CLUSTERING;
    SortedMap<String, SubscriptionData> subscriptions = new TreeMap<>();
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "connectionSet" -> connections = Json.list(in, ClientConnection::read);
        case "consumeFromWhere" -> consumeFromWhere = Json.constant(in, consumeFromWhere);
        case "consumeType" -> consumeType = Json.constant(in, consumeType);
        case "messageModel" -> messageModel = Json.constant(in, messageModel);
        case "subscriptionTable" -> subscriptions = Json.map(in, SubscriptionData::read);
        default -> in.skip();
      }
    }
    return new ConsumerConnections(
        connections, consumeFromWhere, consumeType, messageModel, subscriptions);
  }

  void write(JsonWriter out) {
    out.object().name("connectionSet").array();
    connections.forEach(connection -> connection.write(out));
    out.endArray()
        .member("consumeFromWhere", consumeFromWhere.name())
        .member("consumeType", consumeType.name())
        .member("messageModel", messageModel.name())
        .name("subscriptionTable")
        .object();
    subscriptions.forEach((topic, subscription) -> subscription.write(out.name(topic)));
    out.endObject().endObject();
  }
}
