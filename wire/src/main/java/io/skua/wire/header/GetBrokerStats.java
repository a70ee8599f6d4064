package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/**
 * Asks how much has happened lately: {@link RequestCode#GET_BROKER_STATS} (protocol b 12.4).
 *
 * @param statsName what is counted, such as {@code TOPIC_PUT_NUMS}
 * @param statsKey of what: a topic, or {@code topic@group}
 */
public record GetBrokerStats(String statsName, String statsKey) {
  /** How it travels. */
  public static final Header<GetBrokerStats> WIRE =
      new Header<>() {
        @Override
        public void write(GetBrokerStats header, FieldSink out) {
          out.text("statsName", header.statsName());
          out.text("statsKey", header.statsKey());
        }

        @Override
        public GetBrokerStats read(Fields in) {
          return new GetBrokerStats(in.name("statsName"), in.name("statsKey"));
        }
      };
}
