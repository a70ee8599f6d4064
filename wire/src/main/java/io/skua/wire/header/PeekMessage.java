package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages of a topic without taking them: {@link RequestCode#PEEK_MESSAGE} (protocol b
 * 7.9).
 *
 * @param queueId one queue, or {@link PopMessage#ANY_QUEUE}
 * @param maxMsgNums the most messages wanted, at most 32
 * @param brokerName the broker that the request is for; proxies route by it
 */
public record PeekMessage(
    String topic,
    int queueId,
    int maxMsgNums,
    String consumerGroup,
    @Nullable String brokerName) {
  /** How it travels. */
  public static final Header<PeekMessage> WIRE =
      new Header<>() {
        @Override
        public void write(PeekMessage header, FieldSink out) {
          out.text("topic", header.topic());
          out.number("queueId", header.queueId());
          out.number("maxMsgNums", header.maxMsgNums());
          out.text("consumerGroup", header.consumerGroup());
          out.optional("bname", header.brokerName());
        }

        @Override
        public PeekMessage read(Fields in) {
          return new PeekMessage(
              in.name("topic"),
              in.int32("queueId"),
              in.int32("maxMsgNums"),
              in.name("consumerGroup"),
              in.findName("bname"));
        }
      };
}
