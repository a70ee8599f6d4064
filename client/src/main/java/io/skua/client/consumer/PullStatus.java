package io.skua.client.consumer;

/** How a pull went (protocol B 4.2). */
public enum PullStatus {
  /** There are messages. */
  FOUND,
  /** There is nothing at the offset yet. */
  NO_NEW_MSG,
  /** There are messages, and none that is wanted. */
  NO_MATCHED_MSG,
  /** The queue does not have the offset. */
  OFFSET_ILLEGAL
}
