package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * Asks a producer how a local transaction ended: {@link RequestCode#CHECK_TRANSACTION_STATE}
 * (protocol 6.16). The body is the half message with its real topic and queue. It is answered by an
 * {@link EndTransaction} with the same offsets, not by a response.
 *
 * @param topic the topic of half messages
 * @param halfOffset the half message's place in its queue
 * @param logOffset the half message's place in the commit log
 * @param messageId the unique key of the message
 * @param transactionId the transaction's id, which is the unique key as well
 * @param offsetMessageId the half message's offset message id
 * @param brokerName the broker that asks
 */
public record CheckTransaction(
    @Nullable String topic,
    long halfOffset,
    long logOffset,
    @Nullable String messageId,
    @Nullable String transactionId,
    @Nullable String offsetMessageId,
    @Nullable String brokerName) {
  /** How it travels. */
  public static final Header<CheckTransaction> WIRE =
      new Header<>() {
        @Override
        public void write(CheckTransaction header, FieldSink out) {
          out.optional("topic", header.topic());
          out.number("tranStateTableOffset", header.halfOffset());
          out.number("commitLogOffset", header.logOffset());
          out.optional("msgId", header.messageId());
          out.optional("transactionId", header.transactionId());
          out.optional("offsetMsgId", header.offsetMessageId());
          out.optional("bname", header.brokerName());
        }

        @Override
        public CheckTransaction read(Fields in) {
          return new CheckTransaction(
              in.findName("topic"),
              in.int64("tranStateTableOffset"),
              in.int64("commitLogOffset"),
              in.find("msgId"),
              in.find("transactionId"),
              in.find("offsetMsgId"),
              in.findName("bname"));
        }
      };
}
