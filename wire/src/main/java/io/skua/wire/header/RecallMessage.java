package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * Takes a timed message back: {@link RequestCode#RECALL_MESSAGE} (protocol 6.22, 7.10).
 *
 * @param recallHandle what the broker gave with the answer to the send
 */
public record RecallMessage(
    @Nullable String producerGroup,
    String topic,
    String recallHandle,
    @Nullable String brokerName) {
  /** How it travels. */
  public static final Header<RecallMessage> WIRE =
      new Header<>() {
        @Override
        public void write(RecallMessage header, FieldSink out) {
          out.optional("producerGroup", header.producerGroup());
          out.text("topic", header.topic());
          out.text("recallHandle", header.recallHandle());
          out.optional("bname", header.brokerName());
        }

        @Override
        public RecallMessage read(Fields in) {
          return new RecallMessage(
              in.findName("producerGroup"),
              in.name("topic"),
              in.text("recallHandle"),
              in.findName("bname"));
        }
      };
}
