package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * A broker tells its address: {@link RequestCode#REGISTER_BROKER} (protocol 3.2).
 *
 * @param brokerAddr host:port
 * @param haServerAddr host:port for replicas
 * @param brokerId 0 is the master
 * @param heartbeatTimeoutMillis after how long without a word the broker is gone
 * @param compressed whether the body is deflated
 * @param bodyCrc32 CRC-32 of the body without its highest bit; 0 for none
 */
public record RegisterBroker(
    String brokerName,
    String brokerAddr,
    String clusterName,
    String haServerAddr,
    long brokerId,
    @Nullable Long heartbeatTimeoutMillis,
    @Nullable Boolean enableActingMaster,
    boolean compressed,
    int bodyCrc32,
    @Nullable String zoneName) {
  /** How it travels. */
  public static final Header<RegisterBroker> WIRE =
      new Header<>() {
        @Override
        public void write(RegisterBroker header, FieldSink out) {
          out.text("brokerName", header.brokerName());
          out.text("brokerAddr", header.brokerAddr());
          out.text("clusterName", header.clusterName());
          out.text("haServerAddr", header.haServerAddr());
          out.number("brokerId", header.brokerId());
          out.optional("heartbeatTimeoutMillis", header.heartbeatTimeoutMillis());
          out.optional("enableActingMaster", header.enableActingMaster());
          out.bool("compressed", header.compressed());
          out.number("bodyCrc32", header.bodyCrc32());
          out.optional("__ZONE_NAME", header.zoneName());
        }

        @Override
        public RegisterBroker read(Fields in) {
          return new RegisterBroker(
              in.name("brokerName"),
              in.text("brokerAddr"),
              in.name("clusterName"),
              in.text("haServerAddr"),
              in.int64("brokerId"),
              in.findInt64("heartbeatTimeoutMillis"),
              in.findBool("enableActingMaster"),
              in.bool("compressed"),
              in.int32("bodyCrc32", 0),
              in.find("__ZONE_NAME"));
        }
      };
}
