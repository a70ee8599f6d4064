package io.skua.client.producer;

import io.skua.client.internal.send.CallbackThreads;
import io.skua.runtime.Platform;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;

/**
 * Lets the thread that waits for a send run steps of that send, as hooks expect to find what their
 * caller has left in the thread. When the caller has gone, another executor runs them.
 */
final class CallersTurn implements Executor {
  private static final Runnable NOTHING = CallersTurn::nothing; // only wakes the caller

  private final Platform platform;
  private final Executor otherwise;
  private CompletableFuture<Runnable> next = new CompletableFuture<>(); // guarded by this
  private boolean gone; // guarded by this

  CallersTurn(Platform platform, Executor otherwise) {
    this.platform = platform;
    this.otherwise = otherwise;
  }

  private static void nothing() {}

  @Override
  public void execute(Runnable step) {
    if (!offer(step)) {
      CallbackThreads.run(otherwise, step);
    }
  }

  private synchronized boolean offer(Runnable step) {
    return !gone && next.complete(step);
  }

  /** Runs steps until a result is there or the time is over. */
  void serve(CompletableFuture<?> result, Duration atMost) throws InterruptedException {
    long end = platform.clock().nanos() + atMost.toNanos();
    result.whenComplete((done, failure) -> offer(NOTHING));
    try {
      while (!result.isDone()) {
        Duration left = Duration.ofNanos(Math.max(0, end - platform.clock().nanos()));
        Runnable step = platform.await(present(), left);
        renew();
        step.run();
      }
    } catch (ExecutionException | TimeoutException e) {
      // The one cannot be, and for the other the result itself is asked next.
    } finally {
      leave();
    }
  }

  private synchronized CompletableFuture<Runnable> present() {
    return next;
  }

  private synchronized void renew() {
    next = new CompletableFuture<>();
  }

  private void leave() {
    Runnable left;
    synchronized (this) {
      gone = true;
      left = next.getNow(NOTHING);
    }
    if (left != NOTHING) {
      CallbackThreads.run(otherwise, left);
    }
  }
}
