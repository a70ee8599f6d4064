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
      Header.<AddResult>of()
          .int32("addTopicCount", AddResult::addTopicCount)
          .reads(in -> new AddResult(in.int32("addTopicCount")));
}
