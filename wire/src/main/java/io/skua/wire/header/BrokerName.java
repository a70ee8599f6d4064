package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/**
 * A request that names a broker: {@link RequestCode#WIPE_WRITE_PERMISSION} and {@link
 * RequestCode#ADD_WRITE_PERMISSION}.
 */
public record BrokerName(String brokerName) {
  /** How it travels. */
  public static final Header<BrokerName> WIRE =
      new Header<>() {
        @Override
        public void write(BrokerName header, FieldSink out) {
          out.text("brokerName", header.brokerName());
        }

        @Override
        public BrokerName read(Fields in) {
          return new BrokerName(in.name("brokerName"));
        }
      };
}
