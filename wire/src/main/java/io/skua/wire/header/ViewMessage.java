package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * Reads one message: {@link RequestCode#VIEW_MESSAGE_BY_ID}.
 *
 * @param offset where the message begins in the commit log
 */
public record ViewMessage(@Nullable String topic, long offset) {
  /** How it travels. */
  public static final Header<ViewMessage> WIRE =
      new Header<>() {
        @Override
        public void write(ViewMessage header, FieldSink out) {
          out.optional("topic", header.topic());
          out.number("offset", header.offset());
        }

        @Override
        public ViewMessage read(Fields in) {
          return new ViewMessage(in.findName("topic"), in.int64("offset"));
        }
      };
}
