package io.skua.runtime;

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
      return (next == STOPPED && this != STOPPED)
          || (this == CREATED && next == STARTING)
          || (this == STARTING && (next == RUNNING || next == FAILED));
    }
  }

  private final String owner;
  private volatile Phase phase = Phase.CREATED; // written under this object's lock

  /** Makes a lifecycle; {@code owner} names the thing in error texts. */
  public Lifecycle(String owner) {
    this.owner = owner;
  }

  /** Returns the present phase. */
  public Phase phase() {
    return phase;
  }

  /** Says whether the present phase is {@link Phase#RUNNING}. */
  public boolean running() {
    return phase == Phase.RUNNING;
  }

  /**
   * Moves on.
   *
   * @throws IllegalStateException when the transition is not allowed; the text has both names
   */
  public void become(Phase next) {
    if (!tryBecome(next)) {
      throw new IllegalStateException(owner + " is " + phase + " and cannot become " + next);
    }
  }

  /** Moves on if the transition is allowed; returns whether this call made it. */
  public synchronized boolean tryBecome(Phase next) {
    if (!phase.canBecome(next)) {
      return false;
    }
    phase = next;
    return true;
  }
}
