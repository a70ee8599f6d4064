package io.skua.runtime;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** The real platform: the system's clocks, daemon threads, and waiting that blocks. */
public final class SystemPlatform implements Platform {
  /** The one instance; it has no state. */
  public static final SystemPlatform INSTANCE = new SystemPlatform();

  private static final Clock CLOCK =
      new Clock() {
        @Override
        public long wallMillis() {
          return System.currentTimeMillis();
        }

        @Override
        public long nanos() {
          return System.nanoTime();
        }
      };

  // ThreadLocalRandom must be asked for on the thread that uses it.
  private static final RandomGenerator RANDOM =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          return ThreadLocalRandom.current().nextLong();
        }
      };

  private SystemPlatform() {}

  @Override
  public Clock clock() {
    return CLOCK;
  }

  @Override
  public RandomGenerator random() {
    return RANDOM;
  }

  @Override
  public Workers workers(String name, int threads) {
    return new Pool(name, threads);
  }

  @Override
  public Runnable stayAlive(String what) {
    CountDownLatch end = new CountDownLatch(1);
    Threads.lasting(what, end).start();
    return end::countDown;
  }

  @Override
  public <T> T awaitNanos(CompletableFuture<T> result, long atMost)
      throws InterruptedException, ExecutionException, TimeoutException {
    return result.get(atMost, TimeUnit.NANOSECONDS);
  }

  private static final class Pool implements Workers, ThreadFactory {
    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads;
    private final ThreadGroup mark;
    private final AtomicInteger count = new AtomicInteger();

    Pool(String name, int size) {
      mark = new ThreadGroup(name);
      threads =
          new ThreadPoolExecutor(
              size, size, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this);
      threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public Thread newThread(Runnable task) {
      return Threads.daemon(mark, mark.getName() + "-" + count.incrementAndGet(), task);
    }

    @Override
    public void execute(Runnable task) {
      threads.execute(task);
    }

    @Override
    public void resize(int size) {
      // The core must not exceed the maximum at any moment.
      if (size > threads.getMaximumPoolSize()) {
        threads.setMaximumPoolSize(size);
        threads.setCorePoolSize(size);
      } else {
        threads.setCorePoolSize(size);
        threads.setMaximumPoolSize(size);
      }
    }

    @Override
    public void close(Duration grace) {
      threads.shutdown();
      if (Thread.currentThread().getThreadGroup() == mark) {
        return;
      }
      try {
        if (threads.awaitTermination(grace.toNanos(), TimeUnit.NANOSECONDS)) {
          joinAll();
        } else {
          threads.shutdownNow();
        }
      } catch (InterruptedException e) {
        threads.shutdownNow();
        Thread.currentThread().interrupt();
      }
    }

    // A pool counts as terminated while its last thread is still on its way out.
    private void joinAll() throws InterruptedException {
      Thread[] last = new Thread[threads.getMaximumPoolSize() + 1];
      int count = mark.enumerate(last);
      for (int i = 0; i < count; i++) {
        last[i].join(TimeUnit.SECONDS.toMillis(1));
      }
    }
  }
}
