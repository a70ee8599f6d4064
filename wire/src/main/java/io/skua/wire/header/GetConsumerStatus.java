package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * Asks how far clients of a group have consumed a topic: {@link
 * RequestCode#GET_CONSUMER_STATUS_THROUGH_BROKER} of a broker, {@link
 * RequestCode#GET_CONSUMER_STATUS} of one client (protocol b 8).
 *
 * @param clientId the one client that is meant; all when absent or empty
 */
public record GetConsumerStatus(String topic, String group, @Nullable String clientId) {
  /** How it travels. */
  public static final Header<GetConsumerStatus> WIRE =
      new Header<>() {
        @Override
        public void write(GetConsumerStatus header, FieldSink out) {
          out.text("topic", header.topic());
          out.text("group", header.group());
          out.optional("clientAddr", header.clientId());
        }

        @Override
        public GetConsumerStatus read(Fields in) {
          return new GetConsumerStatus(in.name("topic"), in.name("group"), in.find("clientAddr"));
        }
      };
}
