package io.skua.store;

/** Which of the messages around a point in time is meant (protocol B 5.5). */
public enum TimeBoundary {
  /** The first message at or after the time; behind the last one when all are earlier. */
  LOWER,

  /** The last message at or before the time; the last one when all are earlier. */
  UPPER
}
