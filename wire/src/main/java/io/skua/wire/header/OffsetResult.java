package io.skua.wire.header;

/** An offset in a queue: answer to the offset questions (protocol b 5.1 and 5.5). */
public record OffsetResult(long offset) {
  /** How it travels. */
  public static final Header<OffsetResult> WIRE =
      new Header<>() {
        @Override
        public void write(OffsetResult header, FieldSink out) {
          out.number("offset", header.offset());
        }

        @Override
        public OffsetResult read(Fields in) {
          return new OffsetResult(in.int64("offset"));
        }
      };
}
