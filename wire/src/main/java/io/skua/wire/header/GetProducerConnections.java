package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/** Asks who produces for a group: {@link RequestCode#GET_PRODUCER_CONNECTIONS}. */
public record GetProducerConnections(String producerGroup) {
  /** How it travels. */
  public static final Header<GetProducerConnections> WIRE =
      new Header<>() {
        @Override
        public void write(GetProducerConnections header, FieldSink out) {
          out.text("producerGroup", header.producerGroup());
        }

        @Override
        public GetProducerConnections read(Fields in) {
          return new GetProducerConnections(in.name("producerGroup"));
        }
      };
}
