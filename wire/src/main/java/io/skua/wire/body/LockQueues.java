package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The queues that a client wants to have for itself within its group, or gives up (protocol b 6.3,
 * requests 41 and 42).
 *
 * @param onlyThisBroker whether the broker must not ask its replicas
 */
public record LockQueues(
    String consumerGroup, String clientId, boolean onlyThisBroker, SortedSet<QueueName> queues) {
  /** Copies the collections. */
  public LockQueues {
    queues = Json.copy(queues);
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static LockQueues parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static LockQueues parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, LockQueues::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, LockQueues::write);
  }

  static LockQueues read(JsonReader in) {
    String consumerGroup = "";
    String clientId = "";
    boolean onlyThisBroker = false;
    SortedSet<QueueName> queues = new TreeSet<>();
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "consumerGroup" -> consumerGroup = in.textOrEmpty();
        case "clientId" -> clientId = in.textOrEmpty();
        case "onlyThisBroker" -> onlyThisBroker = in.bool();
        case "mqSet" -> queues.addAll(Json.list(in, QueueName::read));
        default -> in.skip();
      }
    }
    return new LockQueues(consumerGroup, clientId, onlyThisBroker, queues);
  }

  void write(JsonWriter out) {
    out.object().member("clientId", clientId).member("consumerGroup", consumerGroup);
    QueueName.array(queues, out.name("mqSet"));
    out.member("onlyThisBroker", onlyThisBroker).endObject();
  }
}
