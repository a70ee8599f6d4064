package io.skua.client.internal.consume;

/** One queue's turn to be pulled from. */
public interface MessageRequest {
  /** How messages are fetched. */
  enum Mode {
    /** The client keeps the offset. */
    PULL,
    /** The broker keeps it, and hands messages out for a time. */
    POP
  }

  /** Returns how this queue's messages are fetched. */
  Mode mode();
}
