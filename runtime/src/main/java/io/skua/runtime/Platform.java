package io.skua.runtime;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * Everything that production code may not get for itself: time, threads, randomness and waiting.
 * {@link SystemPlatform} is the real one; {@link VirtualTime} runs it all in the thread of a test.
 */
public interface Platform {
  /** Returns the clock that all stamps and deadlines of this platform come from. */
  Clock clock();

  /** Returns the source of jitter and ids; safe for use from any thread. */
  RandomGenerator random();

  /**
   * Opens a pool of at most {@code threads} daemon threads for work that may block or belongs to
   * the user. Threads start on demand and end when they were idle for some seconds; tasks wait in
   * order when all are busy.
   */
  Workers workers(String name, int threads);

  /**
   * Keeps the process alive when nothing else does, until what it returns is run: daemon threads do
   * not. Only the real platform has a process to keep.
   *
   * @param what stays, for who looks at the threads of a process that does not end
   */
  default Runnable stayAlive(String what) {
    return () -> {};
  }

  /**
   * Waits as {@link #awaitNanos} does.
   *
   * @throws TimeoutException when it has not come within {@code atMost}
   * @throws ExecutionException when it ended exceptionally; the cause says how
   * @throws InterruptedException when the waiting thread is interrupted
   */
  default <T> T await(CompletableFuture<T> result, Duration atMost)
      throws InterruptedException, ExecutionException, TimeoutException {
    return awaitNanos(result, atMost.toNanos());
  }

  /**
   * Waits for a result that a loop or a worker will bring. Must not be called on a loop.
   *
   * @throws TimeoutException when it has not come within {@code atMost} nanoseconds
   * @throws ExecutionException when it ended exceptionally; the cause says how
   * @throws InterruptedException when the waiting thread is interrupted
   */
  <T> T awaitNanos(CompletableFuture<T> result, long atMost)
      throws InterruptedException, ExecutionException, TimeoutException;
}
