package io.skua.wire.header;

import org.jspecify.annotations.Nullable;

/**
 * Where to go on: answer to a pull (protocol b 4.1). Absent on errors, so look at the code first.
 *
 * @param suggestWhichBrokerId the broker id to pull from next
 * @param nextBeginOffset the offset to pull from next
 * @param offsetDelta to add to each message's queue offset, for static topics
 * @param forbiddenType what was forbidden, with code 16
 */
public record PullMessageResult(
    long suggestWhichBrokerId,
    long nextBeginOffset,
    long minOffset,
    long maxOffset,
    @Nullable Long offsetDelta,
    @Nullable Integer topicSysFlag,
    @Nullable Integer groupSysFlag,
    @Nullable Integer forbiddenType) {
  /** How it travels. */
  public static final Header<PullMessageResult> WIRE =
      new Header<>() {
        @Override
        public void write(PullMessageResult header, FieldSink out) {
          out.number("suggestWhichBrokerId", header.suggestWhichBrokerId());
          out.number("nextBeginOffset", header.nextBeginOffset());
          out.number("minOffset", header.minOffset());
          out.number("maxOffset", header.maxOffset());
          out.optional("offsetDelta", header.offsetDelta());
          out.optional("topicSysFlag", header.topicSysFlag());
          out.optional("groupSysFlag", header.groupSysFlag());
          out.optional("forbiddenType", header.forbiddenType());
        }

        @Override
        public PullMessageResult read(Fields in) {
          return new PullMessageResult(
              in.int64("suggestWhichBrokerId"),
              in.int64("nextBeginOffset"),
              in.int64("minOffset"),
              in.int64("maxOffset"),
              in.findInt64("offsetDelta"),
              in.findInt32("topicSysFlag"),
              in.findInt32("groupSysFlag"),
              in.findInt32("forbiddenType"));
        }
      };
}
