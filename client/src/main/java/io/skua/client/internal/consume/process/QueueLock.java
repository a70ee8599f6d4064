package io.skua.client.internal.consume.process;

import io.skua.runtime.Clock;
import java.time.Duration;

/**
 * Whether the broker has given this client a queue for itself, which orderly consumption needs
 * (protocol b 6.3). Written on the loop, read anywhere.
 */
public final class QueueLock {
  /** How long a grant counts here; the broker keeps it for 60 s. */
  private static final Duration VALID =
      Duration.ofMillis(Long.getLong("rocketmq.client.rebalance.lockMaxLiveTime", 30_000));

  private final Clock clock;
  private volatile boolean granted;
  private volatile long grantedAt;
  private volatile long grantedWall;

  /** Makes a lock that has not been granted. */
  public QueueLock(Clock clock) {
    this.clock = clock;
  }

  /** Notes what the broker said. */
  public void set(boolean locked) {
    if (locked) {
      grantedAt = clock.nanos();
      grantedWall = clock.wallMillis();
    }
    granted = locked;
  }

  /** Says whether the queue is this client's now. */
  public boolean held() {
    return granted && clock.nanos() - grantedAt <= VALID.toNanos();
  }

  /** Returns for how long the queue is this client's still, if nobody renews that. */
  public Duration left() {
    return held() ? VALID.minusNanos(clock.nanos() - grantedAt) : Duration.ZERO;
  }

  /** Returns when the queue was last granted, in milliseconds since 1970; 0 for never. */
  public long grantedWallMillis() {
    return grantedWall;
  }
}
