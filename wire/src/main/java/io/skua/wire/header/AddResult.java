package io.skua.wire.header;

import io.skua.wire.code.RequestCode;

/**
 * Answer to {@link RequestCode#ADD_WRITE_PERMISSION}.
 *
 * @param addTopicCount how many topics were changed
 */
public record AddResult(int addTopicCount) {
  /** How it travels. */
  public static final Header<AddResult> WIRE =
      new Header<>() {
        @Override
        public void write(AddResult header, FieldSink out) {
          out.number("addTopicCount", header.addTopicCount());
        }

        @Override
        public AddResult read(Fields in) {
          return new AddResult(in.int32("addTopicCount"));
        }
      };
}
