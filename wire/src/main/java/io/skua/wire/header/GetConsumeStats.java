package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * Asks how far a group has consumed: {@link RequestCode#GET_CONSUME_STATS} (protocol b 12.7).
 *
 * @param topic one topic; all topics of the group when absent or empty
 * @param topicList several, joined by semicolons
 */
public record GetConsumeStats(
    String consumerGroup, @Nullable String topic, @Nullable String topicList) {
  /** How it travels. */
  public static final Header<GetConsumeStats> WIRE =
      new Header<>() {
        @Override
        public void write(GetConsumeStats header, FieldSink out) {
          out.text("consumerGroup", header.consumerGroup());
          out.optional("topic", header.topic());
          out.optional("topicList", header.topicList());
        }

        @Override
        public GetConsumeStats read(Fields in) {
          return new GetConsumeStats(
              in.name("consumerGroup"), in.findName("topic"), in.find("topicList"));
        }
      };
}
