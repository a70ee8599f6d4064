package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/** A request that names a cluster: {@link RequestCode#GET_TOPICS_BY_CLUSTER}. */
public record ClusterName(String cluster) {
  /** How it travels. */
  public static final Header<ClusterName> WIRE =
      Header.<ClusterName>of()
          .text("cluster", ClusterName::cluster)
          .reads(in -> new ClusterName(in.name("cluster")));
}
