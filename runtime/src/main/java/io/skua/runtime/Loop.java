package io.skua.runtime;

/**
 * A scheduler that runs its tasks one at a time, in order, on one thread: the owner of mutable
 * state that then needs no lock. User code never runs on a loop, and a task must not wait.
 */
public interface Loop extends Scheduler {
  /** Says whether the caller is running on this loop. */
  boolean inside();

  /** Fails with an {@link IllegalStateException} when the caller is not on this loop. */
  default void assertInside() {
    if (!inside()) {
      throw new IllegalStateException(
          "must run on the loop, but runs on " + Thread.currentThread().getName());
    }
  }

  /** Runs a task at once when the caller is on this loop, and hands it over otherwise. */
  default void run(Runnable task) {
    if (inside()) {
      task.run();
    } else {
      execute(task);
    }
  }

  /**
   * Lets about so many nanoseconds pass before this loop goes on to its next turn, so that what
   * comes in meanwhile is served in one. On the loop, by whoever knows that much is about to come.
   * A loop whose turns cost nothing goes on at once.
   */
  default void rest(long nanos) {}
}
