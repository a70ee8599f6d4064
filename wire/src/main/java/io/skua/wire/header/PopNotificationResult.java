package io.skua.wire.header;

/**
 * Says whether there are messages to pop (protocol b 7.9).
 *
 * @param pollingFull whether the broker could not wait because too many do
 */
public record PopNotificationResult(boolean hasMessage, boolean pollingFull) {
  /** How it travels. */
  public static final Header<PopNotificationResult> WIRE =
      new Header<>() {
        @Override
        public void write(PopNotificationResult header, FieldSink out) {
          out.bool("hasMsg", header.hasMessage());
          out.bool("pollingFull", header.pollingFull());
        }

        @Override
        public PopNotificationResult read(Fields in) {
          return new PopNotificationResult(in.bool("hasMsg"), in.bool("pollingFull"));
        }
      };
}
