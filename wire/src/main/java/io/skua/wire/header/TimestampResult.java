package io.skua.wire.header;

/**
 * A time: answer to {@link EarliestStoreTime}.
 *
 * @param timestamp milliseconds since 1970, -1 for none
 */
public record TimestampResult(long timestamp) {
  /** How it travels. */
  public static final Header<TimestampResult> WIRE =
      Header.<TimestampResult>of()
          .int64("timestamp", TimestampResult::timestamp)
          .reads(in -> new TimestampResult(in.int64("timestamp")));
}
