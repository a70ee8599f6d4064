package io.skua.client.producer;

import io.skua.common.message.MessageExt;
import org.jspecify.annotations.Nullable;

/**
 * Says how local transactions ended.
 *
 * @deprecated {@link TransactionListener} does both halves. Where both are set, this one is asked.
 */
@Deprecated
public interface TransactionCheckListener {
  /** See {@link TransactionListener#checkLocalTransaction}. */
  @Nullable LocalTransactionState checkLocalTransactionState(MessageExt msg);
}
