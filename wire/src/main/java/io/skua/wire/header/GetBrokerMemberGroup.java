package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/**
 * Asks for the members of one broker name: {@link RequestCode#GET_BROKER_MEMBER_GROUP} (protocol
 * 3.3).
 */
public record GetBrokerMemberGroup(String clusterName, String brokerName) {
  /** How it travels. */
  public static final Header<GetBrokerMemberGroup> WIRE =
      new Header<>() {
        @Override
        public void write(GetBrokerMemberGroup header, FieldSink out) {
          out.text("clusterName", header.clusterName());
          out.text("brokerName", header.brokerName());
        }

        @Override
        public GetBrokerMemberGroup read(Fields in) {
          return new GetBrokerMemberGroup(in.name("clusterName"), in.name("brokerName"));
        }
      };
}
