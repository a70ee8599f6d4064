package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * A broker tells that it is alive: {@link RequestCode#BROKER_HEARTBEAT} (protocol 3.3). What is
 * optional is for controllers.
 *
 * @param heartbeatTimeoutMillis the wire name is misspelt for good
 */
public record BrokerHeartbeat(
    String clusterName,
    String brokerAddr,
    String brokerName,
    @Nullable Long brokerId,
    @Nullable Integer epoch,
    @Nullable Long maxOffset,
    @Nullable Long confirmOffset,
    @Nullable Long heartbeatTimeoutMillis,
    @Nullable Integer electionPriority) {
  /** How it travels. */
  public static final Header<BrokerHeartbeat> WIRE =
      Header.<BrokerHeartbeat>of()
          .text("clusterName", BrokerHeartbeat::clusterName)
          .text("brokerAddr", BrokerHeartbeat::brokerAddr)
          .text("brokerName", BrokerHeartbeat::brokerName)
          .optional("brokerId", BrokerHeartbeat::brokerId)
          .optional("epoch", BrokerHeartbeat::epoch)
          .optional("maxOffset", BrokerHeartbeat::maxOffset)
          .optional("confirmOffset", BrokerHeartbeat::confirmOffset)
          .optional("heartbeatTimeoutMills", BrokerHeartbeat::heartbeatTimeoutMillis)
          .optional("electionPriority", BrokerHeartbeat::electionPriority)
          .reads(
              in ->
                  new BrokerHeartbeat(
                      in.name("clusterName"),
                      in.text("brokerAddr"),
                      in.name("brokerName"),
                      in.findInt64("brokerId"),
                      in.findInt32("epoch"),
                      in.findInt64("maxOffset"),
                      in.findInt64("confirmOffset"),
                      in.findInt64("heartbeatTimeoutMills"),
                      in.findInt32("electionPriority")));
}
