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
      new Header<>() {
        @Override
        public void write(GetMaxOffset header, FieldSink out) {
          out.text("topic", header.topic());
          out.number("queueId", header.queueId());
          out.optional("committed", header.committed());
          out.optional("bname", header.brokerName());
        }

        @Override
        public GetMaxOffset read(Fields in) {
          return new GetMaxOffset(
              in.name("topic"),
              in.int32("queueId"),
              in.findBool("committed"),
              in.findName("bname"));
        }
      };
}
