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
      Header.<UpdateConsumerOffset>of()
          .text("consumerGroup", UpdateConsumerOffset::consumerGroup)
          .text("topic", UpdateConsumerOffset::topic)
          .int32("queueId", UpdateConsumerOffset::queueId)
          .int64("commitOffset", UpdateConsumerOffset::commitOffset)
          .text("bname", UpdateConsumerOffset::brokerName)
          .reads(
              in ->
                  new UpdateConsumerOffset(
                      in.name("consumerGroup"),
                      in.name("topic"),
                      in.int32("queueId"),
                      in.int64("commitOffset"),
                      in.findName("bname")));
}
