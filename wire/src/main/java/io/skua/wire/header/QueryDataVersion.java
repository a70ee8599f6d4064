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
      Header.<QueryDataVersion>of()
          .text("brokerName", QueryDataVersion::brokerName)
          .text("brokerAddr", QueryDataVersion::brokerAddr)
          .text("clusterName", QueryDataVersion::clusterName)
          .int64("brokerId", QueryDataVersion::brokerId)
          .reads(
              in ->
                  new QueryDataVersion(
                      in.name("brokerName"),
                      in.text("brokerAddr"),
                      in.name("clusterName"),
                      in.int64("brokerId")));
}
