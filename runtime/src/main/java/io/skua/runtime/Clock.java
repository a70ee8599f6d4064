package io.skua.runtime;

/**
 * Reads time. The two readings are kept apart on purpose: wall time may jump and is only for stamps
 * that people and peers see; {@link #nanos()} never goes back and is for deadlines and measuring.
 */
public interface Clock {
  /** Returns the milliseconds since 1970-01-01T00:00Z, as a peer would print them. */
  long wallMillis();

  /** Returns nanoseconds since an arbitrary origin; only differences mean something. */
  long nanos();
}
