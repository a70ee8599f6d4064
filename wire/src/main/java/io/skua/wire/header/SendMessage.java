package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * Stores a message (protocol 6.13). One record, two sets of wire names: {@link #V1} for {@link
 * RequestCode#SEND_MESSAGE}, {@link #V2} for {@link RequestCode#SEND_MESSAGE_V2} and {@link
 * RequestCode#SEND_BATCH_MESSAGE}.
 *
 * @param defaultTopic the topic to inherit from when this one does not exist yet
 * @param defaultTopicQueueNums the most queues that a topic made so may get
 * @param queueId the queue, or -1 to let the broker choose
 * @param bornTimestamp the client's clock in milliseconds since 1970
 * @param properties the property string (protocol 4.3)
 * @param maxReconsumeTimes after how many deliveries the message is dead; absent: the group's rule
 * @param brokerName the broker that the request is for; proxies route by it
 */
public record SendMessage(
    String producerGroup,
    String topic,
    String defaultTopic,
    int defaultTopicQueueNums,
    int queueId,
    int sysFlag,
    long bornTimestamp,
    int flag,
    @Nullable String properties,
    int reconsumeTimes,
    boolean unitMode,
    @Nullable Integer maxReconsumeTimes,
    boolean batch,
    @Nullable String brokerName) {
  private static final String[] LONG_NAMES = {
    "producerGroup",
    "topic",
    "defaultTopic",
    "defaultTopicQueueNums",
    "queueId",
    "sysFlag",
    "bornTimestamp",
    "flag",
    "properties",
    "reconsumeTimes",
    "unitMode",
    "maxReconsumeTimes",
    "batch",
    "bname"
  };
  private static final String[] SHORT_NAMES = {
    "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n"
  };

  /** How it travels under long names. */
  public static final Header<SendMessage> V1 = new Wire(LONG_NAMES);

  /** How it travels under names of one letter. */
  public static final Header<SendMessage> V2 = new Wire(SHORT_NAMES);

  /** Writes the fields without a record: for a sender, each message would cost it one. */
  public static void write(
      FieldSink out,
      boolean longNames,
      String producerGroup,
      String topic,
      String defaultTopic,
      int defaultTopicQueueNums,
      int queueId,
      int sysFlag,
      long bornTimestamp,
      int flag,
      @Nullable String properties,
      int reconsumeTimes,
      boolean unitMode,
      @Nullable Integer maxReconsumeTimes,
      boolean batch,
      @Nullable String brokerName) {
    String[] names = longNames ? LONG_NAMES : SHORT_NAMES;
    out.text(names[0], producerGroup);
    out.text(names[1], topic);
    out.text(names[2], defaultTopic);
    out.number(names[3], defaultTopicQueueNums);
    out.number(names[4], queueId);
    out.number(names[5], sysFlag);
    out.number(names[6], bornTimestamp);
    out.number(names[7], flag);
    out.optional(names[8], properties);
    out.number(names[9], reconsumeTimes);
    out.bool(names[10], unitMode);
    out.optional(names[11], maxReconsumeTimes);
    out.bool(names[12], batch);
    out.optional(names[13], brokerName);
  }

  private static final class Wire implements Header<SendMessage> {
    private final String[] names;

    Wire(String[] names) {
      this.names = names;
    }

    @Override
    public void write(SendMessage header, FieldSink out) {
      SendMessage.write(
          out,
          names == LONG_NAMES,
          header.producerGroup(),
          header.topic(),
          header.defaultTopic(),
          header.defaultTopicQueueNums(),
          header.queueId(),
          header.sysFlag(),
          header.bornTimestamp(),
          header.flag(),
          header.properties(),
          header.reconsumeTimes(),
          header.unitMode(),
          header.maxReconsumeTimes(),
          header.batch(),
          header.brokerName());
    }

    @Override
    public SendMessage read(Fields in) {
      return new SendMessage(
          in.name(names[0]),
          in.name(names[1]),
          in.name(names[2]),
          in.int32(names[3]),
          in.int32(names[4]),
          in.int32(names[5]),
          in.int64(names[6]),
          in.int32(names[7]),
          in.find(names[8]),
          in.int32(names[9], 0),
          in.bool(names[10]),
          in.findInt32(names[11]),
          in.bool(names[12]),
          in.findName(names[13]));
    }
  }
}
