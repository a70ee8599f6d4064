package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/**
 * A request that names a broker: {@link RequestCode#WIPE_WRITE_PERMISSION} and {@link
 * RequestCode#ADD_WRITE_PERMISSION}.
 */
public record BrokerName(String brokerName) {
  /** How it travels. */
  public static final Header<BrokerName> WIRE =
      Header.<BrokerName>of()
          .text("brokerName", BrokerName::brokerName)
          .reads(in -> new BrokerName(in.name("brokerName")));
}
