package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the smallest offset of a queue: {@link RequestCode#GET_MIN_OFFSET} (protocol b 5.5).
 *
 * @param brokerName the broker that the request is for; proxies route by it
 */
public record GetMinOffset(String topic, int queueId, @Nullable String brokerName) {
  /** How it travels. */
  public static final Header<GetMinOffset> WIRE =
      new Header<>() {
        @Override
        public void write(GetMinOffset header, FieldSink out) {
          out.text("topic", header.topic());
          out.number("queueId", header.queueId());
          out.optional("bname", header.brokerName());
        }

        @Override
        public GetMinOffset read(Fields in) {
          return new GetMinOffset(in.name("topic"), in.int32("queueId"), in.findName("bname"));
        }
      };
}
