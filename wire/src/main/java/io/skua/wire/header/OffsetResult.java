package io.skua.wire.header;

/** An offset in a queue: answer to the offset questions (protocol b 5.1 and 5.5). */
public record OffsetResult(long offset) {
  /** How it travels. */
  public static final Header<OffsetResult> WIRE =
      Header.<OffsetResult>of()
          .int64("offset", OffsetResult::offset)
          .reads(in -> new OffsetResult(in.int64("offset")));
}
