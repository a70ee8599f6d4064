package io.skua.store;

/** What a sender that waits for its message waits for. */
public enum FlushMode {
  /** The message is in the file: it survives the death of the process, not a loss of power. */
  ASYNC,

  /** The message is forced to the disk: it survives a loss of power. */
  SYNC
}
