package io.skua.runtime;

import java.util.concurrent.atomic.AtomicReference;

/** Start once, stop once. Thread-safe: of several callers exactly one makes each transition. */
public final class Lifecycle {
  /** The phases, with the transitions that are allowed between them. */
  public enum Phase {
    CREATED,
    STARTING,
    RUNNING,
    FAILED,
    STOPPED;

    /** Says whether {@code next} may follow this phase. */
    public boolean canBecome(Phase next) {
      return switch (this) {
        case CREATED -> next == STARTING || next == STOPPED;
        case STARTING -> next == RUNNING || next == FAILED || next == STOPPED;
        case RUNNING -> next == STOPPED;
        case FAILED -> next == STOPPED;
        case STOPPED -> false;
      };
    }
  }

  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.CREATED);
  private final String owner;

  /** Makes a lifecycle; {@code owner} names the thing in error texts. */
  public Lifecycle(String owner) {
    this.owner = owner;
  }

  /** Returns the present phase. */
  public Phase phase() {
    return phase.get();
  }

  /** Says whether the present phase is {@link Phase#RUNNING}. */
  public boolean running() {
    return phase.get() == Phase.RUNNING;
  }

  /**
   * Moves on.
   *
   * @throws IllegalStateException when the transition is not allowed; the text has both names
   */
  public void become(Phase next) {
    Phase now = phase.get();
    if (!tryBecome(now, next)) {
      throw new IllegalStateException(owner + " is " + phase.get() + " and cannot become " + next);
    }
  }

  /** Moves on unless another caller has done so; returns whether this call did it. */
  public boolean tryBecome(Phase next) {
    return tryBecome(phase.get(), next);
  }

  private boolean tryBecome(Phase now, Phase next) {
    return now.canBecome(next) && phase.compareAndSet(now, next);
  }
}
