package interop.chaos;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that wants to run every millisecond, and so knows how late the machine runs threads that
 * are due: because of a pause of the JVM, or of too much work for too few cores. Thread-safe.
 */
final class Metronome implements AutoCloseable {
  private static final long TICK_NANOS = 1_000_000;
  private final Thread thread = new Thread(this::run, "metronome");
  private volatile long longestNanos;
  private volatile boolean over;

  /** Starts it. */
  Metronome() {
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    long last = System.nanoTime();
    while (!over) {
      LockSupport.parkNanos(TICK_NANOS);
      long now = System.nanoTime();
      longestNanos = Math.max(longestNanos, now - last - TICK_NANOS);
      last = now;
    }
  }

  /** The most that it was late up to now. */
  Duration longestStall() {
    return Duration.ofNanos(longestNanos);
  }

  @Override
  public void close() {
    over = true;
  }
}
