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
      Header.<GetRoute>of()
          .text("topic", GetRoute::topic)
          .optionalBool("acceptStandardJsonOnly", GetRoute::acceptStandardJsonOnly)
          .reads(in -> new GetRoute(in.name("topic"), in.findBool("acceptStandardJsonOnly")));
}
