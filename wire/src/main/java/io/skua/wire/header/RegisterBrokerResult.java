package io.skua.wire.header;

import org.jspecify.annotations.Nullable;

/** The master of a registered broker: answer to {@link RegisterBroker}. */
public record RegisterBrokerResult(@Nullable String haServerAddr, @Nullable String masterAddr) {
  /** How it travels. */
  public static final Header<RegisterBrokerResult> WIRE =
      Header.<RegisterBrokerResult>of()
          .text("haServerAddr", RegisterBrokerResult::haServerAddr)
          .text("masterAddr", RegisterBrokerResult::masterAddr)
          .reads(in -> new RegisterBrokerResult(in.find("haServerAddr"), in.find("masterAddr")));
}
