package io.skua.wire.header;

/**
 * A time: answer to {@link EarliestStoreTime}.
 *
 * @param timestamp milliseconds since 1970, -1 for none
 */
public record TimestampResult(long timestamp) {
  /** How it travels. */
  public static final Header<TimestampResult> WIRE =
      new Header<>() {
        @Override
        public void write(TimestampResult header, FieldSink out) {
          out.number("timestamp", header.timestamp());
        }

        @Override
        public TimestampResult read(Fields in) {
          return new TimestampResult(in.int64("timestamp"));
        }
      };
}
