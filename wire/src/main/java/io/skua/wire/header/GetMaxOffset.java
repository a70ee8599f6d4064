package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the next offset of a queue: {@link RequestCode#GET_MAX_OFFSET} (protocol b 5.5).
 *
 * @param committed only what all replicas have; ignored by brokers
 * @param brokerName the broker that the request is for; proxies route by it
 */
public record GetMaxOffset(
    String topic, int queueId, @Nullable Boolean committed, @Nullable String brokerName) {
  /** How it travels. */
  public static final Header<GetMaxOffset> WIRE =
      Header.<GetMaxOffset>of()
          .text("topic", GetMaxOffset::topic)
          .int32("queueId", GetMaxOffset::queueId)
          .optionalBool("committed", GetMaxOffset::committed)
          .text("bname", GetMaxOffset::brokerName)
          .reads(
              in ->
                  new GetMaxOffset(
                      in.name("topic"),
                      in.int32("queueId"),
                      in.findBool("committed"),
                      in.findName("bname")));
}
