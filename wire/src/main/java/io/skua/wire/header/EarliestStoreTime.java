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
      new Header<>() {
        @Override
        public void write(EarliestStoreTime header, FieldSink out) {
          out.text("topic", header.topic());
          out.number("queueId", header.queueId());
          out.optional("bname", header.brokerName());
        }

        @Override
        public EarliestStoreTime read(Fields in) {
          return new EarliestStoreTime(in.name("topic"), in.int32("queueId"), in.findName("bname"));
        }
      };
}
