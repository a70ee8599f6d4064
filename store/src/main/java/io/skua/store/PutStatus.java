package io.skua.store;

/** What became of an append (protocol 7.2). */
public enum PutStatus {
  /** It has its place; whether it is safe yet says {@link MessageStore#whenStored}. */
  OK,

  /** A body, topic or queue number that cannot be stored. */
  MESSAGE_ILLEGAL,

  /** More than 32767 bytes of properties. */
  PROPERTIES_SIZE_EXCEEDED,

  /** The store takes nothing now: closing, disk full, or a write has failed. */
  SERVICE_NOT_AVAILABLE
}
