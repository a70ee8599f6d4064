package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/**
 * A request that names a topic and nothing else, such as {@link
 * RequestCode#REGISTER_TOPIC_IN_NAME_SERVER}.
 */
public record TopicOnly(String topic) {
  /** How it travels. */
  public static final Header<TopicOnly> WIRE =
      new Header<>() {
        @Override
        public void write(TopicOnly header, FieldSink out) {
          out.text("topic", header.topic());
        }

        @Override
        public TopicOnly read(Fields in) {
          return new TopicOnly(in.name("topic"));
        }
      };
}
