package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * Asks how far a group has consumed a queue: {@link RequestCode#QUERY_CONSUMER_OFFSET} (protocol b
 * 5.1).
 *
 * @param setZeroIfNotFound false: an unknown offset is never answered with 0
 * @param brokerName the broker that the request is for; proxies route by it
 */
public record QueryConsumerOffset(
    String consumerGroup,
    String topic,
    int queueId,
    @Nullable Boolean setZeroIfNotFound,
    @Nullable String brokerName) {
  /** How it travels. */
  public static final Header<QueryConsumerOffset> WIRE =
      new Header<>() {
        @Override
        public void write(QueryConsumerOffset header, FieldSink out) {
          out.text("consumerGroup", header.consumerGroup());
          out.text("topic", header.topic());
          out.number("queueId", header.queueId());
          out.optional("setZeroIfNotFound", header.setZeroIfNotFound());
          out.optional("bname", header.brokerName());
        }

        @Override
        public QueryConsumerOffset read(Fields in) {
          return new QueryConsumerOffset(
              in.name("consumerGroup"),
              in.name("topic"),
              in.int32("queueId"),
              in.findBool("setZeroIfNotFound"),
              in.findName("bname"));
        }
      };
}
