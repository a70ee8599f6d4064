package io.skua.wire.header;

import org.jspecify.annotations.Nullable;

/**
 * What was popped: answer to a pop (protocol b 7.2). On errors it is there too, with zeros.
 *
 * @param popTime when, in the broker's wall milliseconds
 * @param invisibleTime until how many milliseconds later they are the client's
 * @param reviveQueueId part of each receipt; {@link #ORDERLY} says that the pop kept the order
 * @param restNum how many messages are left
 * @param startOffsetInfo where the messages of each queue begin (protocol b 7.3)
 * @param msgOffsetInfo the queue offsets of the messages
 * @param orderCountInfo how often they were popped before; of orderly pops only
 */
public record PopMessageResult(
    long popTime,
    long invisibleTime,
    int reviveQueueId,
    long restNum,
    @Nullable String startOffsetInfo,
    @Nullable String msgOffsetInfo,
    @Nullable String orderCountInfo) {
  /** In {@code reviveQueueId}: the pop was an orderly one. */
  public static final int ORDERLY = 999;

  /** How it travels. */
  public static final Header<PopMessageResult> WIRE =
      new Header<>() {
        @Override
        public void write(PopMessageResult header, FieldSink out) {
          out.number("popTime", header.popTime());
          out.number("invisibleTime", header.invisibleTime());
          out.number("reviveQid", header.reviveQueueId());
          out.number("restNum", header.restNum());
          out.optional("startOffsetInfo", header.startOffsetInfo());
          out.optional("msgOffsetInfo", header.msgOffsetInfo());
          out.optional("orderCountInfo", header.orderCountInfo());
        }

        @Override
        public PopMessageResult read(Fields in) {
          return new PopMessageResult(
              in.int64("popTime"),
              in.int64("invisibleTime"),
              in.int32("reviveQid"),
              in.int64("restNum"),
              in.find("startOffsetInfo"),
              in.find("msgOffsetInfo"),
              in.find("orderCountInfo"));
        }
      };
}
