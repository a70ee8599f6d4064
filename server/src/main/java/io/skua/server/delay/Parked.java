package io.skua.server.delay;

import io.skua.server.broker.SystemTopics;
import io.skua.store.AppendResult;
import io.skua.store.MessageStore;
import io.skua.store.PutStatus;
import io.skua.store.ReadResult;
import io.skua.store.ReadStatus;
import io.skua.wire.message.MessageDraft;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.MessageRecord;
import io.skua.wire.message.PropertyName;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One queue of parked messages, and the way from it to where they belong. On the loop. */
final class Parked {
  private static final Logger log = LoggerFactory.getLogger(Parked.class);

  private static final int MAX_BYTES = 1 << 18;

  private final MessageStore store;
  private final String topic;
  private final int queueId;

  Parked(MessageStore store, String topic, int queueId) {
    this.store = store;
    this.topic = topic;
    this.queueId = queueId;
  }

  long min() {
    return store.minOffset(topic, queueId);
  }

  /** Returns the offset behind the last message that can be read. */
  long max() {
    return store.maxOffset(topic, queueId);
  }

  long tagCode(long offset) {
    return store.tagCode(topic, queueId, offset);
  }

  /** Returns where the log begins that is still needed for what is parked from an offset on. */
  long logOffset(long offset) {
    return offset >= min() && offset < max()
        ? store.logOffset(topic, queueId, offset)
        : Long.MAX_VALUE;
  }

  /** Returns messages from an offset on, perhaps fewer than are asked for, perhaps none. */
  List<MessageRecord> read(long offset, int most) {
    ReadResult found = store.read(topic, queueId, offset, most, MAX_BYTES, null);
    if (found.status() == ReadStatus.FOUND) {
      return MessageRecord.parseAll(found.records(), 0, found.records().length);
    }
    log.warn("the messages from {} on in queue {} of {} are gone", offset, queueId, topic);
    return List.of();
  }

  /**
   * Stores a parked message where it belongs.
   *
   * @param properties the properties that it gets
   * @return false when the store takes nothing now
   */
  boolean deliver(MessageRecord parked, String properties) {
    String to = MessageProperties.value(parked.properties(), PropertyName.REAL_TOPIC);
    int queue =
        (int) number(MessageProperties.value(parked.properties(), PropertyName.REAL_QUEUE_ID), -1);
    if (to == null || queue < 0 || to.equals(SystemTopics.HALF)) {
      log.warn("{} says topic {} and queue {}: it is not delivered", name(parked), to, queue);
      return true;
    }
    AppendResult result = store.append(draft(parked, to, queue, properties));
    if (result.status() == PutStatus.PROPERTIES_SIZE_EXCEEDED) {
      result = store.append(draft(parked, to, queue, parked.properties()));
    }
    if (result.status() == PutStatus.SERVICE_NOT_AVAILABLE) {
      log.warn("{} has to wait: {}", name(parked), result.reason());
      return false;
    }
    if (!result.ok()) {
      log.error("{} cannot be delivered to {}: {}", name(parked), to, result.reason());
    }
    return true;
  }

  private String name(MessageRecord parked) {
    return "the message at " + parked.queueOffset() + " in queue " + queueId + " of " + topic;
  }

  private static MessageDraft draft(
      MessageRecord parked, String topic, int queueId, String properties) {
    return new MessageDraft(
        topic,
        queueId,
        parked.flag(),
        parked.sysFlag(),
        parked.bornTimestamp(),
        parked.bornHost(),
        parked.storeHost(),
        parked.reconsumeTimes(),
        0,
        parked.array(),
        parked.bodyStart(),
        parked.bodyLength(),
        properties);
  }

  /** Returns a decimal number, or {@code otherwise} when the text is none. */
  static long number(@Nullable String text, long otherwise) {
    try {
      return text == null ? otherwise : Long.parseLong(text);
    } catch (NumberFormatException e) {
      return otherwise; // Peers write what they like.
    }
  }
}
