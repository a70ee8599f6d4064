package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/** A request that names a cluster: {@link RequestCode#GET_TOPICS_BY_CLUSTER}. */
public record ClusterName(String cluster) {
  /** How it travels. */
  public static final Header<ClusterName> WIRE =
      new Header<>() {
        @Override
        public void write(ClusterName header, FieldSink out) {
          out.text("cluster", header.cluster());
        }

        @Override
        public ClusterName read(Fields in) {
          return new ClusterName(in.name("cluster"));
        }
      };
}
