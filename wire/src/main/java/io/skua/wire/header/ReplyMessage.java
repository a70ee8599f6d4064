package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * Brings a reply to the client that waits for it, {@link RequestCode#PUSH_REPLY_MESSAGE_TO_CLIENT}
 * (protocol 6.17): what its sender said of it, see {@link SendMessage}, and what the broker knows.
 *
 * @param properties the property string, with the time of this push
 * @param bornHost the sender, {@code ip:port}
 * @param storeHost the broker, {@code ip:port}
 * @param storeTimestamp the broker's clock in milliseconds since 1970
 */
public record ReplyMessage(
    String producerGroup,
    String topic,
    String defaultTopic,
    int defaultTopicQueueNums,
    int queueId,
    int sysFlag,
    long bornTimestamp,
    int flag,
    @Nullable String properties,
    @Nullable Integer reconsumeTimes,
    boolean unitMode,
    @Nullable String bornHost,
    @Nullable String storeHost,
    long storeTimestamp) {
  /** How it travels. */
  public static final Header<ReplyMessage> WIRE =
      new Header<>() {
        @Override
        public void write(ReplyMessage header, FieldSink out) {
          out.text("producerGroup", header.producerGroup());
          out.text("topic", header.topic());
          out.text("defaultTopic", header.defaultTopic());
          out.number("defaultTopicQueueNums", header.defaultTopicQueueNums());
          out.number("queueId", header.queueId());
          out.number("sysFlag", header.sysFlag());
          out.number("bornTimestamp", header.bornTimestamp());
          out.number("flag", header.flag());
          out.optional("properties", header.properties());
          out.optional("reconsumeTimes", header.reconsumeTimes());
          out.bool("unitMode", header.unitMode());
          out.optional("bornHost", header.bornHost());
          out.optional("storeHost", header.storeHost());
          out.number("storeTimestamp", header.storeTimestamp());
        }

        @Override
        public ReplyMessage read(Fields in) {
          return new ReplyMessage(
              in.name("producerGroup"),
              in.name("topic"),
              in.name("defaultTopic"),
              in.int32("defaultTopicQueueNums"),
              in.int32("queueId"),
              in.int32("sysFlag"),
              in.int64("bornTimestamp"),
              in.int32("flag"),
              in.find("properties"),
              in.findInt32("reconsumeTimes"),
              in.bool("unitMode"),
              in.find("bornHost"),
              in.find("storeHost"),
              in.int64("storeTimestamp"));
        }
      };
}
