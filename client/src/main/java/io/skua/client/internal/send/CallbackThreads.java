package io.skua.client.internal.send;

import io.skua.runtime.Clock;
import io.skua.runtime.Loop;
import io.skua.runtime.Workers;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs callbacks, on as few threads as keep up: to wake a thread costs more than most callbacks.
 * What the loop finishes in one turn goes over at its end, to one thread, which takes one after the
 * other; in a stream of answers what has come in since goes over every {@link #GAP}. Whatever has
 * not begun within two {@link #PATIENCE} calls another thread, as long as there are some: a
 * callback that takes long, or waits for another one, holds nobody up. Thread-safe.
 */
public final class CallbackThreads implements Executor {
  /** The shortest time between two calls of the loop. ADR 14 has the measurement. */
  static final Duration GAP = Duration.ofNanos(300_000);

  /** Longer than ordinary callbacks take together, and shorter than anybody would notice. */
  static final Duration PATIENCE = Duration.ofMillis(1);

  private static final Logger log = LoggerFactory.getLogger(CallbackThreads.class);

  private final Loop loop;
  private final Clock clock;
  private final Workers threads;
  private volatile int most;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger called = new AtomicInteger(); // threads at work, or on their way
  private final AtomicLong handed = new AtomicLong();
  private final AtomicLong begun = new AtomicLong();
  private final AtomicBoolean watched = new AtomicBoolean();
  private final Work work = new Work();
  private final Call call = new Call();
  private volatile long lastCall;
  private long handedAtLook; // the loop's

  /**
   * Makes an executor over threads that nobody else uses.
   *
   * @param most how many of them may run callbacks at a time
   */
  public CallbackThreads(Loop loop, Clock clock, Workers threads, int most) {
    this.loop = loop;
    this.clock = clock;
    this.lastCall = clock.nanos() - GAP.toNanos();
    this.threads = threads;
    this.most = most;
  }

  /** Sets how many threads may run callbacks at a time; those above end with their callback. */
  public void limit(int threadsAtMost) {
    threads.resize(threadsAtMost);
    most = threadsAtMost;
  }

  /** Runs a callback: soon on a thread of its own kind, or here once those are closed. */
  @Override
  public void execute(Runnable callback) {
    waiting.add(callback);
    handed.incrementAndGet();
    if (called.compareAndSet(0, 1)) {
      if (loop.inside()) {
        callAfterGap();
      } else {
        call.run();
      }
    } else if (most > 1 && watched.compareAndSet(false, true)) {
      loop.after(PATIENCE, new Look());
    }
  }

  /** Has an executor run a callback. One that it will not take still runs: none is lost. */
  public static void run(Executor executor, Runnable callback) {
    try {
      executor.execute(callback);
    } catch (RejectedExecutionException e) {
      log.warn("the callback executor refused a callback; it runs on the network's thread", e);
      callback.run();
    }
  }

  private void callAfterGap() {
    long left = lastCall + GAP.toNanos() - clock.nanos();
    if (left > 0) {
      loop.after(Duration.ofNanos(left), call);
    } else {
      loop.execute(call);
    }
  }

  /** Waits a moment for what is under way. When the loop has ended: it might still owe a call. */
  public void close() {
    if (!waiting.isEmpty()) {
      called.incrementAndGet();
      call.run();
    }
    threads.close();
  }

  /** Sends a thread to work. Whoever runs this has counted it as called. */
  private final class Call implements Runnable {
    @Override
    public void run() {
      lastCall = clock.nanos();
      CallbackThreads.run(threads, work);
    }
  }

  private final class Work implements Runnable {
    @Override
    public void run() {
      do {
        for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
          begun.incrementAndGet();
          guarded(next);
        }
        called.decrementAndGet();
        // What came in between found a thread at work, and called none.
      } while (!waiting.isEmpty() && called.compareAndSet(0, 1));
    }

    private void guarded(Runnable callback) {
      try {
        callback.run();
      } catch (RuntimeException | Error e) {
        log.warn("a callback failed", e);
      }
    }
  }

  /** Sees after a while whether the threads keep up. On the loop. */
  private final class Look implements Runnable {
    @Override
    public void run() {
      if (begun.get() < handedAtLook && called.getAndUpdate(this::oneMore) < most) {
        call.run();
      }
      handedAtLook = handed.get();
      if (begun.get() < handedAtLook && called.get() < most) {
        loop.after(PATIENCE, this);
      } else {
        // Nothing waits, or every thread works until nothing does.
        watched.set(false);
      }
    }

    private int oneMore(int now) {
      return Math.min(now + 1, most);
    }
  }
}
