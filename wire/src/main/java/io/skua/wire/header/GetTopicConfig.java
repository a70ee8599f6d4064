package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the configuration of a topic: {@link RequestCode#GET_TOPIC_CONFIG}.
 *
 * @param brokerName the broker that the request is for; proxies route by it
 */
public record GetTopicConfig(String topic, @Nullable String brokerName) {
  /** How it travels. */
  public static final Header<GetTopicConfig> WIRE =
      new Header<>() {
        @Override
        public void write(GetTopicConfig header, FieldSink out) {
          out.text("topic", header.topic());
          out.optional("bname", header.brokerName());
        }

        @Override
        public GetTopicConfig read(Fields in) {
          return new GetTopicConfig(in.name("topic"), in.findName("bname"));
        }
      };
}
