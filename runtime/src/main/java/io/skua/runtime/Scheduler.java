package io.skua.runtime;

import java.time.Duration;
import java.util.concurrent.Executor;

/** Runs tasks now, later, or again and again. Tasks may be handed over from any thread. */
public interface Scheduler extends Executor {
  /**
   * Runs a task as soon as possible, never in the caller's stack.
   *
   * @throws java.util.concurrent.RejectedExecutionException when this scheduler is closed
   */
  @Override
  void execute(Runnable task);

  /** Runs a task once, not before {@code delay} has passed. Does nothing when closed. */
  Cancellable after(Duration delay, Runnable task);

  /**
   * Runs a task again and again: first after {@code first}, then {@code period} after each run has
   * ended. A run that throws is reported and does not end the series.
   */
  Cancellable every(Duration first, Duration period, Runnable task);
}
