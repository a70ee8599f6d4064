package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * Changes when a popped message comes back: {@link RequestCode#CHANGE_MESSAGE_INVISIBLE_TIME}
 * (protocol b 7.5).
 *
 * @param topic the topic that the message really is in, which may be a retry topic
 * @param extraInfo the receipt (protocol b 7.4)
 * @param offset the queue offset of the message
 * @param invisibleTime in how many milliseconds from now it comes back
 * @param brokerName the broker that the request is for; proxies route by it
 */
public record ChangeInvisibleTime(
    String consumerGroup,
    String topic,
    int queueId,
    String extraInfo,
    long offset,
    long invisibleTime,
    @Nullable String brokerName) {
  /** How it travels. */
  public static final Header<ChangeInvisibleTime> WIRE =
      new Header<>() {
        @Override
        public void write(ChangeInvisibleTime header, FieldSink out) {
          out.text("consumerGroup", header.consumerGroup());
          out.text("topic", header.topic());
          out.number("queueId", header.queueId());
          out.text("extraInfo", header.extraInfo());
          out.number("offset", header.offset());
          out.number("invisibleTime", header.invisibleTime());
          out.optional("bname", header.brokerName());
        }

        @Override
        public ChangeInvisibleTime read(Fields in) {
          return new ChangeInvisibleTime(
              in.name("consumerGroup"),
              in.name("topic"),
              in.int32("queueId"),
              in.text("extraInfo"),
              in.int64("offset"),
              in.int64("invisibleTime"),
              in.findName("bname"));
        }
      };
}
