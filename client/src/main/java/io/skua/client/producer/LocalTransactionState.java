package io.skua.client.producer;

/** How a transaction ends, as far as its producer knows. */
public enum LocalTransactionState {
  /** The message is to be delivered. */
  COMMIT_MESSAGE,
  /** The message is to be dropped. */
  ROLLBACK_MESSAGE,
  /** Not known yet: the broker will ask. */
  UNKNOW
}
