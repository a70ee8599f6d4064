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
      Header.<ViewMessage>of()
          .text("topic", ViewMessage::topic)
          .int64("offset", ViewMessage::offset)
          .reads(in -> new ViewMessage(in.findName("topic"), in.int64("offset")));
}
