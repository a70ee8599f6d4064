package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/**
 * Answer to {@link RequestCode#WIPE_WRITE_PERMISSION}.
 *
 * @param wipeTopicCount how many topics were changed
 */
public record WipeResult(int wipeTopicCount) {
  /** How it travels. */
  public static final Header<WipeResult> WIRE =
      new Header<>() {
        @Override
        public void write(WipeResult header, FieldSink out) {
          out.number("wipeTopicCount", header.wipeTopicCount());
        }

        @Override
        public WipeResult read(Fields in) {
          return new WipeResult(in.int32("wipeTopicCount"));
        }
      };
}
