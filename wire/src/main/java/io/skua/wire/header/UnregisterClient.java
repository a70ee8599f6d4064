package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/** Takes a client's groups off a broker: {@link RequestCode#UNREGISTER_CLIENT} (protocol 6.5). */
public record UnregisterClient(
    String clientId, @Nullable String producerGroup, @Nullable String consumerGroup) {
  /** How it travels. */
  public static final Header<UnregisterClient> WIRE =
      new Header<>() {
        @Override
        public void write(UnregisterClient header, FieldSink out) {
          out.text("clientID", header.clientId());
          out.optional("producerGroup", header.producerGroup());
          out.optional("consumerGroup", header.consumerGroup());
        }

        @Override
        public UnregisterClient read(Fields in) {
          return new UnregisterClient(
              in.text("clientID"), in.findName("producerGroup"), in.findName("consumerGroup"));
        }
      };
}
