package io.skua.wire.header;

/**
 * The parts of the new receipt: answer to a change of the invisible time (protocol b 7.5).
 *
 * @param popTime when the time begins, in the broker's wall milliseconds
 * @param invisibleTime how many milliseconds later the message comes back
 * @param reviveQueueId as in the receipt before
 */
public record ChangeInvisibleTimeResult(long popTime, long invisibleTime, int reviveQueueId) {
  /** How it travels. */
  public static final Header<ChangeInvisibleTimeResult> WIRE =
      new Header<>() {
        @Override
        public void write(ChangeInvisibleTimeResult header, FieldSink out) {
          out.number("popTime", header.popTime());
          out.number("invisibleTime", header.invisibleTime());
          out.number("reviveQid", header.reviveQueueId());
        }

        @Override
        public ChangeInvisibleTimeResult read(Fields in) {
          return new ChangeInvisibleTimeResult(
              in.int64("popTime"), in.int64("invisibleTime"), in.int32("reviveQid"));
        }
      };
}
