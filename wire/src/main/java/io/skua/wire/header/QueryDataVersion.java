package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/**
 * A broker asks whether its topics are known: {@link RequestCode#QUERY_DATA_VERSION} (protocol
 * 3.3).
 */
public record QueryDataVersion(
    String brokerName, String brokerAddr, String clusterName, long brokerId) {
  /** How it travels. */
  public static final Header<QueryDataVersion> WIRE =
      new Header<>() {
        @Override
        public void write(QueryDataVersion header, FieldSink out) {
          out.text("brokerName", header.brokerName());
          out.text("brokerAddr", header.brokerAddr());
          out.text("clusterName", header.clusterName());
          out.number("brokerId", header.brokerId());
        }

        @Override
        public QueryDataVersion read(Fields in) {
          return new QueryDataVersion(
              in.name("brokerName"),
              in.text("brokerAddr"),
              in.name("clusterName"),
              in.int64("brokerId"));
        }
      };
}
