package io.skua.wire.header;

import io.skua.wire.code.RequestCode;
import org.jspecify.annotations.Nullable;

/**
 * Tells a broker how a local transaction ended: {@link RequestCode#END_TRANSACTION} (protocol
 * 6.16).
 *
 * @param topic the topic of the message; in the answer to a check, what the check named
 * @param producerGroup the group that sent the half message
 * @param halfOffset the half message's place in the queue of half messages
 * @param logOffset the half message's place in the commit log
 * @param outcome {@link #COMMIT}, {@link #ROLLBACK} or {@link #UNKNOWN}
 * @param fromCheck whether this is the answer to a check
 * @param messageId the unique key of the message
 * @param transactionId the transaction's id, which is the unique key as well
 * @param brokerName the broker that the request is for; proxies route by it
 */
public record EndTransaction(
    @Nullable String topic,
    String producerGroup,
    long halfOffset,
    long logOffset,
    int outcome,
    boolean fromCheck,
    @Nullable String messageId,
    @Nullable String transactionId,
    @Nullable String brokerName) {
  /** The message is to be delivered; the value is that of the system flag. */
  public static final int COMMIT = 8;

  /** The message is to be forgotten; the value is that of the system flag. */
  public static final int ROLLBACK = 12;

  /** The producer does not know yet. */
  public static final int UNKNOWN = 0;

  /** How it travels. */
  public static final Header<EndTransaction> WIRE =
      new Header<>() {
        @Override
        public void write(EndTransaction header, FieldSink out) {
          out.optional("topic", header.topic());
          out.text("producerGroup", header.producerGroup());
          out.number("tranStateTableOffset", header.halfOffset());
          out.number("commitLogOffset", header.logOffset());
          out.number("commitOrRollback", header.outcome());
          out.bool("fromTransactionCheck", header.fromCheck());
          out.optional("msgId", header.messageId());
          out.optional("transactionId", header.transactionId());
          out.optional("bname", header.brokerName());
        }

        @Override
        public EndTransaction read(Fields in) {
          return new EndTransaction(
              in.findName("topic"),
              in.name("producerGroup"),
              in.int64("tranStateTableOffset"),
              in.int64("commitLogOffset"),
              in.int32("commitOrRollback"),
              in.bool("fromTransactionCheck"),
              in.find("msgId"),
              in.find("transactionId"),
              in.findName("bname"));
        }
      };
}
