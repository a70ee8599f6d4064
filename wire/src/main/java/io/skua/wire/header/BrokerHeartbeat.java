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
      new Header<>() {
        @Override
        public void write(BrokerHeartbeat header, FieldSink out) {
          out.text("clusterName", header.clusterName());
          out.text("brokerAddr", header.brokerAddr());
          out.text("brokerName", header.brokerName());
          out.optional("brokerId", header.brokerId());
          out.optional("epoch", header.epoch());
          out.optional("maxOffset", header.maxOffset());
          out.optional("confirmOffset", header.confirmOffset());
          out.optional("heartbeatTimeoutMills", header.heartbeatTimeoutMillis());
          out.optional("electionPriority", header.electionPriority());
        }

        @Override
        public BrokerHeartbeat read(Fields in) {
          return new BrokerHeartbeat(
              in.name("clusterName"),
              in.text("brokerAddr"),
              in.name("brokerName"),
              in.findInt64("brokerId"),
              in.findInt32("epoch"),
              in.findInt64("maxOffset"),
              in.findInt64("confirmOffset"),
              in.findInt64("heartbeatTimeoutMills"),
              in.findInt32("electionPriority"));
        }
      };
}
