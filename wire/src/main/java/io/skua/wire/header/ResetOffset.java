package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * Sets the offsets of a group in a topic: {@link RequestCode#RESET_OFFSET} (protocol b 12.6).
 *
 * @param timestamp to the messages from here on, in milliseconds since 1970; -1 to the end
 * @param isForce has no effect any more
 * @param queueId one queue; all when absent or -1
 * @param offset this one, of one queue; by time when absent or -1
 */
public record ResetOffset(
    String group,
    String topic,
    long timestamp,
    boolean isForce,
    @Nullable Integer queueId,
    @Nullable Long offset) {
  /** How it travels. */
  public static final Header<ResetOffset> WIRE =
      new Header<>() {
        @Override
        public void write(ResetOffset header, FieldSink out) {
          out.text("group", header.group());
          out.text("topic", header.topic());
          out.number("timestamp", header.timestamp());
          out.bool("isForce", header.isForce());
          out.optional("queueId", header.queueId());
          out.optional("offset", header.offset());
        }

        @Override
        public ResetOffset read(Fields in) {
          return new ResetOffset(
              in.name("group"),
              in.name("topic"),
              in.int64("timestamp"),
              in.bool("isForce"),
              in.findInt32("queueId"),
              in.findInt64("offset"));
        }
      };
}
