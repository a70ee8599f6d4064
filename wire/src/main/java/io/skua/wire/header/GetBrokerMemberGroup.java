package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/**
 * Asks for the members of one broker name: {@link RequestCode#GET_BROKER_MEMBER_GROUP} (protocol
 * 3.3).
 */
public record GetBrokerMemberGroup(String clusterName, String brokerName) {
  /** How it travels. */
  public static final Header<GetBrokerMemberGroup> WIRE =
      Header.<GetBrokerMemberGroup>of()
          .text("clusterName", GetBrokerMemberGroup::clusterName)
          .text("brokerName", GetBrokerMemberGroup::brokerName)
          .reads(in -> new GetBrokerMemberGroup(in.name("clusterName"), in.name("brokerName")));
}
