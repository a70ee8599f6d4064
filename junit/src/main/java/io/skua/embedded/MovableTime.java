package io.skua.embedded;

import io.skua.runtime.Clock;
import io.skua.runtime.Platform;
import io.skua.runtime.SystemPlatform;
import io.skua.runtime.Workers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * The system's time, as far ahead of it as somebody has moved it. Thread-safe.
 *
 * <p>There are two views of it. For {@link #server() the server} the wall clock moves, and the
 * steady clock does not: what is due at a moment is due, and no client counts as silent or call as
 * late, for their time has not moved. For {@link #timers() the timers of its loop} the steady clock
 * moves as well: each of them rings early, whereupon its task looks at the server's clock.
 */
final class MovableTime {
  private static final Platform SYSTEM = SystemPlatform.INSTANCE;

  private final AtomicLong ahead = new AtomicLong(); // nanoseconds
  private final Platform server = new Moved(false);
  private final Platform timers = new Moved(true);

  /** Returns the platform of a server. */
  Platform server() {
    return server;
  }

  /** Returns the platform of the loop that the server runs on. */
  Platform timers() {
    return timers;
  }

  /** Moves time forward. Timers notice when their loop is woken. */
  void advance(Duration by) {
    long nanos = by.toNanos();
    ahead.addAndGet(nanos);
  }

  private final class Moved implements Platform, Clock {
    private final boolean steadyToo;

    Moved(boolean steadyToo) {
      this.steadyToo = steadyToo;
    }

    @Override
    public Clock clock() {
      return this;
    }

    @Override
    public long wallMillis() {
      return SYSTEM.clock().wallMillis() + Duration.ofNanos(ahead.get()).toMillis();
    }

    @Override
    public long nanos() {
      return SYSTEM.clock().nanos() + (steadyToo ? ahead.get() : 0);
    }

    @Override
    public RandomGenerator random() {
      return SYSTEM.random();
    }

    @Override
    public Workers workers(String name, int threads) {
      return SYSTEM.workers(name, threads);
    }

    @Override
    public <T> T awaitNanos(CompletableFuture<T> result, long atMost)
        throws InterruptedException, ExecutionException, TimeoutException {
      return SYSTEM.awaitNanos(result, atMost);
    }
  }
}
