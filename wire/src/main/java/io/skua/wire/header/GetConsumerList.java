package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/**
 * Asks for the clients of a group: {@link RequestCode#GET_CONSUMER_LIST_BY_GROUP} (protocol b 2.3).
 */
public record GetConsumerList(String consumerGroup) {
  /** How it travels. */
  public static final Header<GetConsumerList> WIRE =
      new Header<>() {
        @Override
        public void write(GetConsumerList header, FieldSink out) {
          out.text("consumerGroup", header.consumerGroup());
        }

        @Override
        public GetConsumerList read(Fields in) {
          return new GetConsumerList(in.name("consumerGroup"));
        }
      };
}
