package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/**
 * A request that names a topic and nothing else, such as {@link
 * RequestCode#REGISTER_TOPIC_IN_NAME_SERVER}.
 */
public record TopicOnly(String topic) {
  /** How it travels. */
  public static final Header<TopicOnly> WIRE =
      Header.<TopicOnly>of()
          .text("topic", TopicOnly::topic)
          .reads(in -> new TopicOnly(in.name("topic")));
}
