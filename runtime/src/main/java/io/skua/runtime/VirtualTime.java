package io.skua.runtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A platform whose time stands still until a test moves it. All loops and workers share one queue
 * of tasks, ordered by time and then by arrival, and run in the thread of the test: hours pass in
 * milliseconds, without waiting, and the same seed gives the same run.
 *
 * <p>A {@link #shuffled(long) shuffled} time runs tasks that are due at the same moment in an order
 * drawn from the seed, which brings out code that relies on an order nobody promised. The order of
 * one loop's own {@code execute} calls is promised, and kept.
 *
 * <p>Not thread-safe: one thread owns it.
 */
public final class VirtualTime implements Platform {
  /** Where virtual wall time begins: 2023-11-14T22:13:20Z. */
  public static final long EPOCH_MILLIS = 1_700_000_000_000L;

  private static final Comparator<Task> ORDER =
      Comparator.<Task>comparingLong(task -> task.at)
          .thenComparingLong(task -> task.draw)
          .thenComparingLong(task -> task.sequence);

  private final PriorityQueue<Task> queue = new PriorityQueue<>(ORDER);
  private final SplittableRandom random;
  private final boolean shuffle;
  private final List<Throwable> failures = new ArrayList<>();
  private final Clock clock =
      new Clock() {
        @Override
        public long wallMillis() {
          return EPOCH_MILLIS + TimeUnit.NANOSECONDS.toMillis(now);
        }

        @Override
        public long nanos() {
          return now;
        }
      };
  private long now;
  private long sequence;
  private @Nullable VirtualLoop running;

  /**
   * Starts at {@link #EPOCH_MILLIS} with seed 1; tasks of equal time run in the order of their
   * arrival.
   */
  public VirtualTime() {
    this(1, false);
  }

  private VirtualTime(long seed, boolean shuffle) {
    this.random = new SplittableRandom(seed);
    this.shuffle = shuffle;
  }

  /** Makes a time in which tasks of equal time run in an order drawn from {@code seed}. */
  public static VirtualTime shuffled(long seed) {
    return new VirtualTime(seed, true);
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  /** Makes a loop on this time. It ends with the time: there is nothing to close. */
  public Loop loop(String name) {
    return new VirtualLoop(name);
  }

  @Override
  public Workers workers(String name, int threads) {
    return new VirtualWorkers(name);
  }

  /** Runs what is due now, and what that makes due now, without moving time. */
  public void settle() {
    advance(Duration.ZERO);
  }

  /**
   * Moves time forward and runs everything that becomes due, each task at its own moment.
   *
   * @throws AssertionError when a task threw; the first one is the cause, later ones are suppressed
   */
  public void advance(Duration duration) {
    long until = now + duration.toNanos();
    while (step(until)) {
      // Each step runs one task.
    }
    now = until;
    if (!failures.isEmpty()) {
      AssertionError error = new AssertionError("a task failed", failures.remove(0));
      failures.forEach(error::addSuppressed);
      failures.clear();
      throw error;
    }
  }

  /**
   * Runs tasks, moving time as far as they need, until the result is there or {@code atMost} has
   * passed.
   */
  @Override
  public <T> T awaitNanos(CompletableFuture<T> result, long atMost)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (running != null) {
      throw new IllegalStateException(running + " must not wait");
    }
    long until = now + atMost;
    while (!result.isDone() && step(until)) {
      // Each step runs one task.
    }
    if (!result.isDone()) {
      now = until;
      throw new TimeoutException(
          "nothing brought the result within " + Duration.ofNanos(atMost) + " of virtual time");
    }
    return result.get();
  }

  private boolean step(long until) {
    Task next = queue.peek();
    if (next == null || next.at > until) {
      return false;
    }
    queue.remove();
    now = Math.max(now, next.at);
    VirtualLoop before = running;
    running = next.loop;
    try {
      next.body.run();
    } catch (RuntimeException | Error e) {
      failures.add(e);
    } finally {
      running = before;
    }
    return true;
  }

  private Task add(long at, @Nullable VirtualLoop loop, Runnable body) {
    Task task = new Task(at, shuffle ? random.nextInt(16) : 0, sequence++, loop, body);
    queue.add(task);
    return task;
  }

  private static final class Task {
    final long at;
    final long draw;
    final long sequence;
    final @Nullable VirtualLoop loop;
    final Runnable body;

    Task(long at, long draw, long sequence, @Nullable VirtualLoop loop, Runnable body) {
      this.at = at;
      this.draw = draw;
      this.sequence = sequence;
      this.loop = loop;
      this.body = body;
    }
  }

  private final class VirtualLoop implements Loop {
    private final String name;
    // What was handed over, in order: a shuffle may move a loop among others, never its own tasks
    // among themselves.
    private final ArrayDeque<Runnable> handedOver = new ArrayDeque<>();

    VirtualLoop(String name) {
      this.name = name;
    }

    @Override
    public boolean inside() {
      return running == this;
    }

    @Override
    public void execute(Runnable task) {
      handedOver.add(task);
      add(now, this, () -> handedOver.remove().run());
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
      Task scheduled = add(now + Math.max(0, delay.toNanos()), this, task);
      return () -> queue.remove(scheduled);
    }

    @Override
    public Cancellable every(Duration first, Duration period, Runnable task) {
      return new Series(this, first, period, task);
    }

    @Override
    public String toString() {
      return "loop " + name;
    }
  }

  private static final class Series implements Cancellable {
    private final VirtualLoop loop;
    private final Duration period;
    private final Runnable task;
    private Cancellable next;
    private boolean cancelled;

    Series(VirtualLoop loop, Duration first, Duration period, Runnable task) {
      this.loop = loop;
      this.period = period;
      this.task = task;
      this.next = loop.after(first, this::run);
    }

    private void run() {
      try {
        task.run();
      } finally {
        if (!cancelled) {
          next = loop.after(period, this::run);
        }
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
      next.cancel();
    }
  }

  private final class VirtualWorkers implements Workers {
    private final String name;
    private boolean closed;

    VirtualWorkers(String name) {
      this.name = name;
    }

    @Override
    public void execute(Runnable task) {
      if (closed) {
        throw new RejectedExecutionException("workers " + name + " are closed");
      }
      add(now, null, task);
    }

    @Override
    public void resize(int threads) {
      // One thread runs everything.
    }

    @Override
    public void close(Duration grace) {
      closed = true;
    }
  }
}
