package io.skua.wire.header;

import org.jspecify.annotations.Nullable;

/** The master of a registered broker: answer to {@link RegisterBroker}. */
public record RegisterBrokerResult(@Nullable String haServerAddr, @Nullable String masterAddr) {
  /** How it travels. */
  public static final Header<RegisterBrokerResult> WIRE =
      new Header<>() {
        @Override
        public void write(RegisterBrokerResult header, FieldSink out) {
          out.optional("haServerAddr", header.haServerAddr());
          out.optional("masterAddr", header.masterAddr());
        }

        @Override
        public RegisterBrokerResult read(Fields in) {
          return new RegisterBrokerResult(in.find("haServerAddr"), in.find("masterAddr"));
        }
      };
}
