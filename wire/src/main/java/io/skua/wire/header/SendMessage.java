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
  /** How it travels under long names. */
  public static final Header<SendMessage> V1 =
      wire(
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
          "bname");

  /** How it travels under names of one letter. */
  public static final Header<SendMessage> V2 =
      wire("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n");

  private static Header<SendMessage> wire(String... names) {
    return Header.<SendMessage>of()
        .text(names[0], SendMessage::producerGroup)
        .text(names[1], SendMessage::topic)
        .text(names[2], SendMessage::defaultTopic)
        .int32(names[3], SendMessage::defaultTopicQueueNums)
        .int32(names[4], SendMessage::queueId)
        .int32(names[5], SendMessage::sysFlag)
        .int64(names[6], SendMessage::bornTimestamp)
        .int32(names[7], SendMessage::flag)
        .text(names[8], SendMessage::properties)
        .int32(names[9], SendMessage::reconsumeTimes)
        .bool(names[10], SendMessage::unitMode)
        .optional(names[11], SendMessage::maxReconsumeTimes)
        .bool(names[12], SendMessage::batch)
        .text(names[13], SendMessage::brokerName)
        .reads(in -> read(in, names));
  }

  private static SendMessage read(Fields in, String[] names) {
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
