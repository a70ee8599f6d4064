package io.skua.server.handler;

import io.skua.server.broker.Names;
import io.skua.store.MessageStore;
import io.skua.wire.message.MessageRecord;
import org.jspecify.annotations.Nullable;

/** Messages that a request names by their place in the log. On the loop. */
final class Origins {
  private Origins() {}

  /**
   * Returns the message at a place in the log, if it is one of the given topic or came to the group
   * before; else null. Who may read one topic so gets no message of another one.
   *
   * @param topic as the consumer sees it; null: any
   */
  static @Nullable MessageRecord find(
      MessageStore store, long logOffset, String group, @Nullable String topic) {
    byte[] bytes = logOffset < 0 ? null : store.recordAt(logOffset);
    if (bytes == null) {
      return null;
    }
    MessageRecord message = MessageRecord.parse(bytes, 0, bytes.length);
    boolean fits =
        topic == null
            || topic.isEmpty()
            || message.topic().equals(topic)
            || ofGroup(message.topic(), group);
    return fits ? message : null;
  }

  /** Says whether a topic is a retry topic of a group: its own one, or one of pop's. */
  private static boolean ofGroup(String topic, String group) {
    String own = Names.RETRY + group;
    return topic.equals(own) || topic.startsWith(own + "_") || topic.startsWith(own + "+");
  }
}
