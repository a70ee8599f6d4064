package io.skua.common;

import io.skua.runtime.Threads;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/** Makes threads whose names are a prefix and a number, from 1. Thread-safe. */
public class ThreadFactoryImpl implements ThreadFactory {
  private final AtomicLong made = new AtomicLong();
  private final String threadNamePrefix;
  private final boolean daemon;

  /** Creates a factory of threads that keep their process alive. */
  public ThreadFactoryImpl(String threadNamePrefix) {
    this(threadNamePrefix, false);
  }

  /**
   * Creates a factory.
   *
   * @param daemon whether a process may end while its threads run
   */
  public ThreadFactoryImpl(String threadNamePrefix, boolean daemon) {
    this.threadNamePrefix = threadNamePrefix;
    this.daemon = daemon;
  }

  @Override
  public Thread newThread(Runnable r) {
    Thread thread = Threads.daemon(threadNamePrefix + made.incrementAndGet(), r);
    thread.setDaemon(daemon);
    return thread;
  }
}
