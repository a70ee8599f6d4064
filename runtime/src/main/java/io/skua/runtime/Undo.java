package io.skua.runtime;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A stack of closings. Each step of a start says beside it how it is undone; a start that fails
 * half-way leaves nothing behind, and a stop runs the same stack. Not thread-safe: one thread
 * starts, and a later one may stop.
 *
 * <pre>{@code
 * try (Undo undo = new Undo()) {
 *   transport.open();
 *   undo.later(transport::close);
 *   instance.join(member);
 *   undo.later(() -> instance.leave(member));
 *   stop = undo.keep();
 * }
 * }</pre>
 */
public final class Undo implements AutoCloseable {
  private Deque<Runnable> steps = new ArrayDeque<>();

  /** Remembers how to undo the step that has just been done. */
  public void later(Runnable step) {
    steps.push(step);
  }

  /** Hands the stack to a new owner; closing this object then does nothing. */
  public Undo keep() {
    Undo kept = new Undo();
    kept.steps = steps;
    steps = new ArrayDeque<>();
    return kept;
  }

  /**
   * Undoes the steps, last one first. All are tried: the first failure is thrown at the end, with
   * the later ones suppressed in it.
   */
  @Override
  public void close() {
    Throwable failure = null;
    while (!steps.isEmpty()) {
      try {
        steps.pop().run();
      } catch (RuntimeException | Error e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
  }
}
