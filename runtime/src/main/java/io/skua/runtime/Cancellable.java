package io.skua.runtime;

/** A task that has been scheduled and may still be taken back. */
@FunctionalInterface
public interface Cancellable {
  /**
   * Takes the task back if it has not started. May be called from any thread and more than once.
   */
  void cancel();
}
