package io.skua.wire.header;

/** How many pops wait (protocol b 7.9). */
public record PollingInfoResult(int pollingNum) {
  /** How it travels. */
  public static final Header<PollingInfoResult> WIRE =
      new Header<>() {
        @Override
        public void write(PollingInfoResult header, FieldSink out) {
          out.number("pollingNum", header.pollingNum());
        }

        @Override
        public PollingInfoResult read(Fields in) {
          return new PollingInfoResult(in.int32("pollingNum"));
        }
      };
}
