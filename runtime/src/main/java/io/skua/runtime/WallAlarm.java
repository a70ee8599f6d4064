package io.skua.runtime;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Runs one task at a wall time, on the loop. There is at most one alarm; the earlier of two wins.
 * The task looks at the clock itself, and sets the next alarm.
 */
public final class WallAlarm {
  // The wall clock may be set, which no timer of the loop notices.
  private static final long LONGEST_MILLIS = 60_000;

  private final Loop loop;
  private final Clock clock;
  private final Runnable task;
  private @Nullable Cancellable pending;
  private long at;
  private boolean closed;

  /** Makes an alarm that is not set. */
  public WallAlarm(Loop loop, Clock clock, Runnable task) {
    this.loop = loop;
    this.clock = clock;
    this.task = task;
  }

  /** Says whether the task will run. */
  public boolean isSet() {
    return pending != null;
  }

  /** Runs the task at a wall time in milliseconds, or soon when it is over. */
  public void at(long wallMillis) {
    Cancellable before = pending;
    if (closed || (before != null && at <= wallMillis)) {
      return;
    }
    if (before != null) {
      before.cancel();
    }
    at = wallMillis;
    long millis = Math.max(0, Math.min(LONGEST_MILLIS, wallMillis - clock.wallMillis()));
    pending = loop.after(Duration.ofMillis(millis), this::ring);
  }

  /** Runs the task in a later turn of the loop, after the network has had its turn. */
  public void soon() {
    at(Long.MIN_VALUE / 2);
  }

  private void ring() {
    pending = null;
    if (!closed) {
      task.run();
    }
  }

  /** Unsets the alarm for good. */
  public void close() {
    closed = true;
    Cancellable last = pending;
    if (last != null) {
      last.cancel();
    }
  }
}
