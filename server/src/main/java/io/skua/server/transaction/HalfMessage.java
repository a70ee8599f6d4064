package io.skua.server.transaction;

import io.skua.server.broker.SystemTopics;
import io.skua.store.AppendResult;
import io.skua.wire.MalformedException;
import io.skua.wire.Output;
import io.skua.wire.message.MessageDraft;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.MessageRecord;
import io.skua.wire.message.PropertyName;
import io.skua.wire.message.SysFlag;
import java.net.InetSocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A half message as it is stored, and the records that it may become (protocol 7.8). Immutable.
 *
 * <p>What producers call a half message may be several records: each check stores it again, and
 * only the newest of these copies counts.
 */
final class HalfMessage {
  private final MessageRecord stored;
  private final Map<String, String> properties;
  private final String topic;
  private final int queueId;

  private HalfMessage(MessageRecord stored) {
    this.stored = stored;
    this.properties = MessageProperties.parse(stored.properties());
    this.topic = required(PropertyName.REAL_TOPIC);
    this.queueId = (int) number(required(PropertyName.REAL_QUEUE_ID), -1);
    if (queueId < 0) {
      throw new MalformedException("a half message says " + properties);
    }
  }

  /**
   * Reads a record.
   *
   * @throws MalformedException when it is no half message
   */
  static HalfMessage parse(byte[] record) {
    MessageRecord stored = MessageRecord.parse(record, 0, record.length);
    if (!stored.topic().equals(SystemTopics.HALF)) {
      throw new MalformedException("a message of " + stored.topic() + " is no half message");
    }
    return new HalfMessage(stored);
  }

  private String required(String name) {
    String value = properties.get(name);
    if (value == null) {
      throw new MalformedException("a half message has no property " + name);
    }
    return value;
  }

  private static long number(@Nullable String text, long otherwise) {
    try {
      return text == null ? otherwise : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return otherwise; // Producers write what they like.
    }
  }

  long halfOffset() {
    return stored.queueOffset();
  }

  long logOffset() {
    return stored.logOffset();
  }

  InetSocketAddress storeHost() {
    return stored.storeHost();
  }

  long bornTimestamp() {
    return stored.bornTimestamp();
  }

  /** Returns when this copy was stored, by the clock of the broker. */
  long storeTimestamp() {
    return stored.storeTimestamp();
  }

  String topic() {
    return topic;
  }

  String producerGroup() {
    return properties.getOrDefault(PropertyName.PRODUCER_GROUP, "");
  }

  String uniqueKey() {
    return properties.getOrDefault(PropertyName.UNIQ_KEY, "");
  }

  /** Returns how often the producer was asked. */
  int checks() {
    return (int) number(properties.get(PropertyName.TRANSACTION_CHECK_TIMES), 0);
  }

  /** Returns the seconds before the first check that the user has set, or -1. */
  long immunitySeconds() {
    return number(properties.get(PropertyName.CHECK_IMMUNITY_SECONDS), -1);
  }

  /** Returns the place of the first copy, which is what the producer knows. */
  long firstHalfOffset() {
    String first = properties.get(PropertyName.FIRST_HALF_OFFSET);
    try {
      return first == null ? halfOffset() : Long.parseLong(first);
    } catch (NumberFormatException e) {
      return halfOffset();
    }
  }

  /** Says whether its producer wants to wait for the disk. */
  boolean waits() {
    return !"false".equalsIgnoreCase(properties.get(PropertyName.WAIT));
  }

  /** Returns the message for its real queue; its properties stay as they are (protocol 7.8). */
  MessageDraft committed() {
    int sysFlag = (stored.sysFlag() & ~SysFlag.TRANSACTION_MASK) | SysFlag.TRANSACTION_COMMIT;
    return draft(topic, queueId, sysFlag, logOffset(), stored.properties());
  }

  /** Returns the next copy, with one more check. */
  MessageDraft checked() {
    String text =
        MessageProperties.with(
            stored.properties(),
            PropertyName.TRANSACTION_CHECK_TIMES,
            Integer.toString(checks() + 1));
    // The producer may still end the transaction by the place of the first copy.
    text =
        MessageProperties.with(
            text, PropertyName.FIRST_HALF_OFFSET, Long.toString(firstHalfOffset()));
    return draft(
        SystemTopics.HALF,
        stored.queueId(),
        stored.sysFlag(),
        stored.preparedTransactionOffset(),
        text);
  }

  /** Returns the message for the topic of those that are given up. */
  MessageDraft givenUp() {
    return draft(SystemTopics.CHECKED_TOO_OFTEN, 0, stored.sysFlag(), 0, stored.properties());
  }

  /** Returns what a producer is shown of a copy: the record, but with the real topic and queue. */
  byte[] shown(MessageDraft copy, AppendResult place) {
    Output out = new Output(place.size());
    MessageRecord.write(
        draft(topic, queueId, copy.sysFlag(), copy.preparedTransactionOffset(), copy.properties()),
        place.queueOffset(),
        place.logOffset(),
        place.storeTimestamp(),
        out);
    return out.toByteArray();
  }

  private MessageDraft draft(
      String toTopic, int toQueue, int sysFlag, long preparedOffset, String text) {
    return new MessageDraft(
        toTopic,
        toQueue,
        stored.flag(),
        sysFlag,
        stored.bornTimestamp(),
        stored.bornHost(),
        stored.storeHost(),
        stored.reconsumeTimes(),
        preparedOffset,
        stored.array(),
        stored.bodyStart(),
        stored.bodyLength(),
        text);
  }

  @Override
  public String toString() {
    return "transaction "
        + uniqueKey()
        + " of group "
        + producerGroup()
        + " for topic "
        + topic
        + " (half offset "
        + halfOffset()
        + ", log offset "
        + logOffset()
        + ")";
  }
}
