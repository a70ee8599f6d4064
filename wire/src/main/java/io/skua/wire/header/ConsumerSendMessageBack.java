package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * Gives a message back that could not be consumed: {@link RequestCode#CONSUMER_SEND_MESSAGE_BACK}
 * (protocol b 6.2).
 *
 * @param offset where the message stands in the log of the broker
 * @param delayLevel how long to wait; 0: the broker knows, by how often it was tried; less: dead
 * @param originMsgId the id that users see
 * @param originTopic the topic as the consumer sees it
 * @param maxReconsumeTimes after how many attempts it is dead; absent: the group's setting
 * @param brokerName the broker that the request is for; proxies route by it
 */
public record ConsumerSendMessageBack(
    long offset,
    String group,
    int delayLevel,
    @Nullable String originMsgId,
    @Nullable String originTopic,
    @Nullable Boolean unitMode,
    @Nullable Integer maxReconsumeTimes,
    @Nullable String brokerName) {
  /** How it travels. */
  public static final Header<ConsumerSendMessageBack> WIRE =
      new Header<>() {
        @Override
        public void write(ConsumerSendMessageBack header, FieldSink out) {
          out.number("offset", header.offset());
          out.text("group", header.group());
          out.number("delayLevel", header.delayLevel());
          out.optional("originMsgId", header.originMsgId());
          out.optional("originTopic", header.originTopic());
          out.optional("unitMode", header.unitMode());
          out.optional("maxReconsumeTimes", header.maxReconsumeTimes());
          out.optional("bname", header.brokerName());
        }

        @Override
        public ConsumerSendMessageBack read(Fields in) {
          return new ConsumerSendMessageBack(
              in.int64("offset"),
              in.name("group"),
              in.int32("delayLevel"),
              in.find("originMsgId"),
              in.findName("originTopic"),
              in.findBool("unitMode"),
              in.findInt32("maxReconsumeTimes"),
              in.findName("bname"));
        }
      };
}
