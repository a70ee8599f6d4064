package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/**
 * Asks for the times between which a group is in a topic: {@link RequestCode#GET_CONSUME_TIME_SPAN}
 * (protocol b 12.4).
 */
public record GetConsumeTimeSpan(String topic, String group) {
  /** How it travels. */
  public static final Header<GetConsumeTimeSpan> WIRE =
      new Header<>() {
        @Override
        public void write(GetConsumeTimeSpan header, FieldSink out) {
          out.text("topic", header.topic());
          out.text("group", header.group());
        }

        @Override
        public GetConsumeTimeSpan read(Fields in) {
          return new GetConsumeTimeSpan(in.name("topic"), in.name("group"));
        }
      };
}
