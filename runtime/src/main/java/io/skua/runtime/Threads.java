package io.skua.runtime;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The one place that makes threads. All are daemons but the one that a process is kept alive with
 * on purpose.
 */
public final class Threads {
  private Threads() {}

  /** Makes a daemon thread, not yet started. */
  public static Thread daemon(String name, Runnable body) {
    return daemon(null, name, body);
  }

  /** Makes a thread that does nothing, and keeps the process alive, until a latch opens. */
  static Thread lasting(String name, CountDownLatch end) {
    Thread thread =
        new Thread(
            () -> {
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // Who does that wants the thread to end.
              }
            },
            name);
    thread.setDaemon(false);
    return thread;
  }

  static Thread daemon(@Nullable ThreadGroup group, String name, Runnable body) {
    Thread thread = new Thread(group, body, name);
    thread.setDaemon(true);
    return thread;
  }
}
