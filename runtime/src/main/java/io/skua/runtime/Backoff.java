package io.skua.runtime;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: a value, without thread or timer.
 *
 * @param first the delay after the first failure
 * @param max the longest delay
 * @param factor by which each delay is longer than the one before; at least 1
 */
public record Backoff(Duration first, Duration max, double factor) {
  public Backoff {
    if (first.isNegative() || max.compareTo(first) < 0 || !(factor >= 1)) {
      throw new IllegalArgumentException("first " + first + ", max " + max + ", factor " + factor);
    }
  }

  /** Returns the delay after the given number of failures in a row, counted from 1. */
  public Duration delay(int failures) {
    double nanos = first.toNanos() * Math.pow(factor, Math.max(0, failures - 1));
    return Duration.ofNanos((long) Math.min(nanos, (double) max.toNanos()));
  }

  /**
   * As {@link #delay(int)}, spread evenly over its upper half so that peers do not come back at the
   * same moment.
   */
  public Duration delay(int failures, RandomGenerator random) {
    long nanos = delay(failures).toNanos();
    return Duration.ofNanos(nanos / 2 + (nanos > 1 ? random.nextLong(nanos / 2 + 1) : 0));
  }
}
