package io.skua.client.producer;

import io.skua.common.message.Message;
import io.skua.common.message.MessageExt;
import org.jspecify.annotations.Nullable;

/**
 * The local half of a transaction: something that is done, or not, together with the delivery of a
 * message. Both methods are called from several threads at the same time.
 */
public interface TransactionListener {
  /**
   * Does the local transaction, when the half message is stored. Called on the thread that sends.
   *
   * @param msg the message; {@link Message#getTransactionId} is what a check will name
   * @param arg what was given to {@code sendMessageInTransaction}
   * @return how it ended; null, or an exception, means that this is not known
   */
  @Nullable LocalTransactionState executeLocalTransaction(Message msg, @Nullable Object arg);

  /**
   * Says how a local transaction ended of which the broker has not heard. Called on a check thread;
   * this producer may be another one of the group than the one that sent the message.
   *
   * @param msg the message, with the transaction's id
   * @return how it ended; null, or an exception, means that this is not known, and the broker asks
   *     again, at most {@code transactionCheckMax} times
   */
  @Nullable LocalTransactionState checkLocalTransaction(MessageExt msg);
}
