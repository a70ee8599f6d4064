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
      Header.<QueryConsumerOffset>of()
          .text("consumerGroup", QueryConsumerOffset::consumerGroup)
          .text("topic", QueryConsumerOffset::topic)
          .int32("queueId", QueryConsumerOffset::queueId)
          .optionalBool("setZeroIfNotFound", QueryConsumerOffset::setZeroIfNotFound)
          .text("bname", QueryConsumerOffset::brokerName)
          .reads(
              in ->
                  new QueryConsumerOffset(
                      in.name("consumerGroup"),
                      in.name("topic"),
                      in.int32("queueId"),
                      in.findBool("setZeroIfNotFound"),
                      in.findName("bname")));
}
