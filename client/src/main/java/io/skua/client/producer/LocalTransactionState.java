package io.skua.client.producer;

/** How a local transaction ended. */
public enum LocalTransactionState {
  /** It was done: the message is to be delivered. */
  COMMIT_MESSAGE,
  /** It was not done: the message is to be forgotten. */
  ROLLBACK_MESSAGE,
  /** It is not known yet: the broker asks later. The spelling is the known one. */
  UNKNOW
}
