package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far clients have consumed the queues of a topic, as they know it themselves (protocol b 8 and
 * 12.3, requests 221 and 223).
 *
 * @param clients the offsets of each client, by its id: a broker's answer
 * @param queues a client's own answer
 */
public record ConsumerStatus(
    SortedMap<String, SortedMap<QueueName, Long>> clients, SortedMap<QueueName, Long> queues) {
  /** Copies the collections. */
  public ConsumerStatus {
    clients = Json.copyOfMaps(clients);
    queues = Json.copy(queues);
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static ConsumerStatus parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static ConsumerStatus parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, ConsumerStatus::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, ConsumerStatus::write);
  }

  static ConsumerStatus read(JsonReader in) {
    SortedMap<String, SortedMap<QueueName, Long>> clients = new TreeMap<>();
    SortedMap<QueueName, Long> queues = new TreeMap<>();
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "consumerTable" -> clients = Json.map(in, QueueOffsets::table);
        case "messageQueueTable" -> queues = QueueOffsets.table(in);
        default -> in.skip();
      }
    }
    return new ConsumerStatus(clients, queues);
  }

  void write(JsonWriter out) {
    out.object().name("consumerTable").object();
    clients.forEach((client, offsets) -> QueueOffsets.table(offsets, out.name(client)));
    out.endObject();
    QueueOffsets.table(queues, out.name("messageQueueTable"));
    out.endObject();
  }
}
