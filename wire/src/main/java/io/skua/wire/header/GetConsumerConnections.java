package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/** Asks who consumes for a group: {@link RequestCode#GET_CONSUMER_CONNECTIONS}. */
public record GetConsumerConnections(String consumerGroup) {
  /** How it travels. */
  public static final Header<GetConsumerConnections> WIRE =
      new Header<>() {
        @Override
        public void write(GetConsumerConnections header, FieldSink out) {
          out.text("consumerGroup", header.consumerGroup());
        }

        @Override
        public GetConsumerConnections read(Fields in) {
          return new GetConsumerConnections(in.name("consumerGroup"));
        }
      };
}
