package io.skua.runtime;

import org.jspecify.annotations.Nullable;

/** The one place that makes threads. All are daemons: no thread of ours keeps a process alive. */
public final class Threads {
  private Threads() {}

  /** Makes a daemon thread, not yet started. */
  public static Thread daemon(String name, Runnable body) {
    return daemon(null, name, body);
  }

  static Thread daemon(@Nullable ThreadGroup group, String name, Runnable body) {
    Thread thread = new Thread(group, body, name);
    thread.setDaemon(true);
    return thread;
  }
}
