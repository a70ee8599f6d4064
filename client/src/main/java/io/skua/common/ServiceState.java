package io.skua.common;

/** Where a producer or consumer is in its life. Its name stands in the texts of exceptions. */
public enum ServiceState {
  /** Created; settings may be made, and it can be started. */
  CREATE_JUST,
  /** Started, and able to work. */
  RUNNING,
  /** Shut down; it cannot be started again. */
  SHUTDOWN_ALREADY,
  /** A start failed, or is under way. */
  START_FAILED
}
