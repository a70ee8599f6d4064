package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/**
 * Asks for the clients of a group: {@link RequestCode#GET_CONSUMER_LIST_BY_GROUP} (protocol b 2.3).
 */
public record GetConsumerList(String consumerGroup) {
  /** How it travels. */
  public static final Header<GetConsumerList> WIRE =
      Header.<GetConsumerList>of()
          .text("consumerGroup", GetConsumerList::consumerGroup)
          .reads(in -> new GetConsumerList(in.name("consumerGroup")));
}
