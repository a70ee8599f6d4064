package io.skua.store;

/** What a read of a queue found; the names are those that peers see (protocol B 4.2). */
public enum ReadStatus {
  FOUND,
  NO_MATCHED_MESSAGE,
  MESSAGE_WAS_REMOVING,
  OFFSET_OVERFLOW_ONE,
  OFFSET_OVERFLOW_BADLY,
  OFFSET_TOO_SMALL,
  NO_MESSAGE_IN_QUEUE,
  NO_MATCHED_LOGIC_QUEUE
}
