package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/** A broker takes itself off: {@link RequestCode#UNREGISTER_BROKER} (protocol 3.3). */
public record UnregisterBroker(
    String brokerName, String brokerAddr, String clusterName, long brokerId) {
  /** How it travels. */
  public static final Header<UnregisterBroker> WIRE =
      new Header<>() {
        @Override
        public void write(UnregisterBroker header, FieldSink out) {
          out.text("brokerName", header.brokerName());
          out.text("brokerAddr", header.brokerAddr());
          out.text("clusterName", header.clusterName());
          out.number("brokerId", header.brokerId());
        }

        @Override
        public UnregisterBroker read(Fields in) {
          return new UnregisterBroker(
              in.name("brokerName"),
              in.text("brokerAddr"),
              in.name("clusterName"),
              in.int64("brokerId"));
        }
      };
}
