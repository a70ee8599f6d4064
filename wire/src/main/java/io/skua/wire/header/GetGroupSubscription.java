package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/**
 * Asks what a group subscribes to in a topic: {@link RequestCode#GET_GROUP_SUBSCRIPTION} (protocol
 * b 12.4).
 */
public record GetGroupSubscription(String group, String topic) {
  /** How it travels. */
  public static final Header<GetGroupSubscription> WIRE =
      new Header<>() {
        @Override
        public void write(GetGroupSubscription header, FieldSink out) {
          out.text("group", header.group());
          out.text("topic", header.topic());
        }

        @Override
        public GetGroupSubscription read(Fields in) {
          return new GetGroupSubscription(in.name("group"), in.name("topic"));
        }
      };
}
