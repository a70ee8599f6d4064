package io.skua.wire.header;

import org.jspecify.annotations.Nullable;

/**
 * Where a message was stored: answer to a send (protocol 6.13). Codes 10, 11 and 12 carry it too.
 *
 * @param msgId the offset message id; joined by commas for a batch
 * @param queueOffset the offset in the queue, the first one of a batch
 * @param transactionId the unique key of the message
 * @param batchUniqId the id of an inner batch
 * @param recallHandle what a timed message is taken back with
 * @param region the broker's region
 * @param traceOn whether the broker wants traces; absent means yes
 */
public record SendMessageResult(
    String msgId,
    int queueId,
    long queueOffset,
    @Nullable String transactionId,
    @Nullable String batchUniqId,
    @Nullable String recallHandle,
    @Nullable String region,
    @Nullable Boolean traceOn) {
  /** How it travels. */
  public static final Header<SendMessageResult> WIRE =
      new Header<>() {
        @Override
        public void write(SendMessageResult header, FieldSink out) {
          out.text("msgId", header.msgId());
          out.number("queueId", header.queueId());
          out.number("queueOffset", header.queueOffset());
          out.optional("transactionId", header.transactionId());
          out.optional("batchUniqId", header.batchUniqId());
          out.optional("recallHandle", header.recallHandle());
          out.optional("MSG_REGION", header.region());
          out.optional("TRACE_ON", header.traceOn());
        }

        @Override
        public SendMessageResult read(Fields in) {
          return SendMessageResult.read(in, null, SendMessageResult::new);
        }
      };

  /** Makes of an answer what its reader wants; each value is as in the record. */
  public interface Maker<T> {
    /** Makes it. */
    T make(
        String msgId,
        int queueId,
        long queueOffset,
        @Nullable String transactionId,
        @Nullable String batchUniqId,
        @Nullable String recallHandle,
        @Nullable String region,
        @Nullable Boolean traceOn);
  }

  /**
   * Reads the answer to the send of a message whose unique key is known: brokers give it back as
   * the transaction id. A sender has its own form for it, which needs no record in between.
   */
  public static <T> T read(Fields in, @Nullable String uniqueKey, Maker<T> maker) {
    return maker.make(
        in.text("msgId"),
        in.int32("queueId"),
        in.int64("queueOffset"),
        in.find("transactionId", uniqueKey),
        in.find("batchUniqId"),
        in.find("recallHandle"),
        in.findName("MSG_REGION"),
        in.findBool("TRACE_ON"));
  }
}
