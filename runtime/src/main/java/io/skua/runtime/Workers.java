package io.skua.runtime;

import java.time.Duration;
import java.util.concurrent.Executor;

/** A pool for work that may block or belongs to the user. */
public interface Workers extends Executor, AutoCloseable {
  /** Sets how many threads there may be at most; those above end when they are idle. */
  void resize(int threads);

  /**
   * Refuses new tasks, lets the ones handed over finish, and waits for them for at most {@code
   * grace}; what still runs then is interrupted. Does not wait when called from one of its own
   * threads.
   */
  void close(Duration grace);

  /** Closes with a grace of one second. */
  @Override
  default void close() {
    close(Duration.ofSeconds(1));
  }
}
