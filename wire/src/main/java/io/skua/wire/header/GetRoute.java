package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * Asks on which brokers a topic lives: {@link RequestCode#GET_ROUTE_BY_TOPIC} (protocol 3.4).
 *
 * @param acceptStandardJsonOnly whether the body must be standard JSON whatever the version
 */
public record GetRoute(String topic, @Nullable Boolean acceptStandardJsonOnly) {
  /** How it travels. */
  public static final Header<GetRoute> WIRE =
      new Header<>() {
        @Override
        public void write(GetRoute header, FieldSink out) {
          out.text("topic", header.topic());
          out.optional("acceptStandardJsonOnly", header.acceptStandardJsonOnly());
        }

        @Override
        public GetRoute read(Fields in) {
          return new GetRoute(in.name("topic"), in.findBool("acceptStandardJsonOnly"));
        }
      };
}
