package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/** A broker takes itself off: {@link RequestCode#UNREGISTER_BROKER} (protocol 3.3). */
public record UnregisterBroker(
    String brokerName, String brokerAddr, String clusterName, long brokerId) {
  /** How it travels. */
  public static final Header<UnregisterBroker> WIRE =
      Header.<UnregisterBroker>of()
          .text("brokerName", UnregisterBroker::brokerName)
          .text("brokerAddr", UnregisterBroker::brokerAddr)
          .text("clusterName", UnregisterBroker::clusterName)
          .int64("brokerId", UnregisterBroker::brokerId)
          .reads(
              in ->
                  new UnregisterBroker(
                      in.name("brokerName"),
                      in.text("brokerAddr"),
                      in.name("clusterName"),
                      in.int64("brokerId")));
}
