package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * Asks when the oldest message of a queue was stored: {@link RequestCode#GET_EARLIEST_STORE_TIME}.
 *
 * @param brokerName the broker that the request is for; proxies route by it
 */
public record EarliestStoreTime(String topic, int queueId, @Nullable String brokerName) {
  /** How it travels. */
  public static final Header<EarliestStoreTime> WIRE =
      Header.<EarliestStoreTime>of()
          .text("topic", EarliestStoreTime::topic)
          .int32("queueId", EarliestStoreTime::queueId)
          .text("bname", EarliestStoreTime::brokerName)
          .reads(
              in ->
                  new EarliestStoreTime(
                      in.name("topic"), in.int32("queueId"), in.findName("bname")));
}
