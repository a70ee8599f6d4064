package io.skua.wire.body;

import io.skua.wire.json.JsonReader;
import io.skua.wire.json.JsonWriter;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which queues a client is to consume, and how: the answer to request 400 (protocol b 3.5).
 *
 * @param assignments null when the broker cannot say: then nothing changes
 */
public record QueueAssignments(@Nullable List<Assignment> assignments) {
  /** Copies the collections. */
  public QueueAssignments {
    assignments = assignments == null ? null : List.copyOf(assignments);
  }

  /**
   * One queue, or with the number -1 all of a broker.
   *
   * @param attachments what else the broker says
   */
  public record Assignment(
      QueueName queue, MessageRequestMode mode, SortedMap<String, String> attachments) {
    /** Copies the collections. */
    public Assignment {
      attachments = Json.copy(attachments);
    }

    /** Makes an assignment without attachments. */
    public Assignment(QueueName queue, MessageRequestMode mode) {
      this(queue, mode, new TreeMap<>());
    }

    static Assignment read(JsonReader in) {
      QueueName queue = new QueueName("", "", 0);
      MessageRequestMode mode = MessageRequestMode.PULL;
      SortedMap<String, String> attachments = new TreeMap<>();
      in.object();
      while (in.member()) {
        switch (in.name()) {
          case "messageQueue" -> queue = Json.or(in, queue, QueueName::read);
          case "mode" -> mode = Json.constant(in, MessageRequestMode.PULL);
          case "attachments" -> attachments = Json.texts(in);
          default -> in.skip();
        }
      }
      return new Assignment(queue, mode, attachments);
    }

    void write(JsonWriter out) {
      out.object();
      if (!attachments.isEmpty()) {
        out.member("attachments", attachments);
      }
      queue.write(out.name("messageQueue"));
      out.member("mode", mode.name()).endObject();
    }
  }

  /**
   * Reads the body.
   *
   * @throws io.skua.wire.MalformedException when the bytes are not such a body
   */
  public static QueueAssignments parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** Reads the body from a part of an array, as {@link #parse(byte[])} does. */
  public static QueueAssignments parse(byte[] bytes, int from, int length) {
    return Json.parse(bytes, from, length, QueueAssignments::read);
  }

  /** Writes the body. */
  public byte[] write() {
    return Json.dialect(this, QueueAssignments::write);
  }

  static QueueAssignments read(JsonReader in) {
    List<Assignment> assignments = null;
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "messageQueueAssignments" ->
            assignments = in.isNull() ? null : Json.list(in, Assignment::read);
        default -> in.skip();
      }
    }
    return new QueueAssignments(assignments);
  }

  void write(JsonWriter out) {
    out.object();
    if (assignments != null) {
      Json.array(assignments, out.name("messageQueueAssignments"), Assignment::write);
    }
    out.endObject();
  }
}
