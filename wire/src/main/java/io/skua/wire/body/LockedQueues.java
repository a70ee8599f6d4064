package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.SortedSet;
import java.util.TreeSet;

/** The queues that a client has for itself now: answer to {@link LockQueues} (protocol b 6.3). */
public record LockedQueues(SortedSet<QueueName> queues) {
  /** Copies the collections. */
  public LockedQueues {
    queues = Json.copy(queues);
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static LockedQueues parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static LockedQueues parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, LockedQueues::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, LockedQueues::write);
  }

  static LockedQueues read(JsonReader in) {
    SortedSet<QueueName> queues = new TreeSet<>();
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "lockOKMQSet" -> queues.addAll(Json.list(in, QueueName::read));
        default -> in.skip();
      }
    }
    return new LockedQueues(queues);
  }

  void write(JsonWriter out) {
    QueueName.array(queues, out.object().name("lockOKMQSet"));
    out.endObject();
  }
}
