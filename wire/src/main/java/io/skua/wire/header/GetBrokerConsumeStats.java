package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/**
 * Asks how far all groups have consumed: {@link RequestCode#GET_BROKER_CONSUME_STATS} (protocol b
 * 12.4).
 *
 * @param isOrder whether only groups in order count
 */
public record GetBrokerConsumeStats(boolean isOrder) {
  /** How it travels. */
  public static final Header<GetBrokerConsumeStats> WIRE =
      new Header<>() {
        @Override
        public void write(GetBrokerConsumeStats header, FieldSink out) {
          out.bool("isOrder", header.isOrder());
        }

        @Override
        public GetBrokerConsumeStats read(Fields in) {
          return new GetBrokerConsumeStats(in.bool("isOrder"));
        }
      };
}
