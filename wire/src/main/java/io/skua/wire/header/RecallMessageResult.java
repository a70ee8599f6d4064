package io.skua.wire.header;

/**
 * The answer to {@link RecallMessage}.
 *
 * @param msgId the unique key of the message that will not be delivered
 */
public record RecallMessageResult(String msgId) {
  /** How it travels. */
  public static final Header<RecallMessageResult> WIRE =
      new Header<>() {
        @Override
        public void write(RecallMessageResult header, FieldSink out) {
          out.text("msgId", header.msgId());
        }

        @Override
        public RecallMessageResult read(Fields in) {
          return new RecallMessageResult(in.text("msgId"));
        }
      };
}
