package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * Tells how far a group has consumed a queue: {@link RequestCode#UPDATE_CONSUMER_OFFSET} (protocol
 * b 5.2).
 *
 * @param brokerName the broker that the request is for; proxies route by it
 */
public record UpdateConsumerOffset(
    String consumerGroup,
    String topic,
    int queueId,
    long commitOffset,
    @Nullable String brokerName) {
  /** How it travels. */
  public static final Header<UpdateConsumerOffset> WIRE =
      new Header<>() {
        @Override
        public void write(UpdateConsumerOffset header, FieldSink out) {
          out.text("consumerGroup", header.consumerGroup());
          out.text("topic", header.topic());
          out.number("queueId", header.queueId());
          out.number("commitOffset", header.commitOffset());
          out.optional("bname", header.brokerName());
        }

        @Override
        public UpdateConsumerOffset read(Fields in) {
          return new UpdateConsumerOffset(
              in.name("consumerGroup"),
              in.name("topic"),
              in.int32("queueId"),
              in.int64("commitOffset"),
              in.findName("bname"));
        }
      };
}
