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
      Header.<WipeResult>of()
          .int32("wipeTopicCount", WipeResult::wipeTopicCount)
          .reads(in -> new WipeResult(in.int32("wipeTopicCount")));
}
