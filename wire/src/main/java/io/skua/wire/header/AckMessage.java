package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * Confirms a message that was popped: {@link RequestCode#ACK_MESSAGE} (protocol b 7.5).
 *
 * @param topic the topic that the message really is in, which may be a retry topic
 * @param extraInfo the receipt (protocol b 7.4)
 * @param offset the queue offset of the message
 * @param brokerName the broker that the request is for; proxies route by it
 */
public record AckMessage(
    String consumerGroup,
    String topic,
    int queueId,
    String extraInfo,
    long offset,
    @Nullable String brokerName) {
  /** How it travels. */
  public static final Header<AckMessage> WIRE =
      new Header<>() {
        @Override
        public void write(AckMessage header, FieldSink out) {
          out.text("consumerGroup", header.consumerGroup());
          out.text("topic", header.topic());
          out.number("queueId", header.queueId());
          out.text("extraInfo", header.extraInfo());
          out.number("offset", header.offset());
          out.optional("bname", header.brokerName());
        }

        @Override
        public AckMessage read(Fields in) {
          return new AckMessage(
              in.name("consumerGroup"),
              in.name("topic"),
              in.int32("queueId"),
              in.text("extraInfo"),
              in.int64("offset"),
              in.findName("bname"));
        }
      };
}
