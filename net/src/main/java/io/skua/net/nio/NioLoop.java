package io.skua.net.nio;

import io.skua.runtime.Cancellable;
import io.skua.runtime.Clock;
import io.skua.runtime.Loop;
import io.skua.runtime.Threads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread around a selector: turn by turn it serves the channels that are ready, then the tasks
 * that were handed over, then the alarms that are due. Tasks that a turn's channels hand over run
 * in the same turn, which is what coalesces their writes.
 */
final class NioLoop implements Loop {
  private static final Logger log = LoggerFactory.getLogger(NioLoop.class);
  private static final long MAX_SELECT_MILLIS = 60_000;

  /** What the kernel adds to any shorter pause, by default (Linux: timer slack of 50 µs). */
  private static final long SHORTEST_REST_NANOS = 50_000;

  private final Clock clock;
  private final Selector selector;
  private final Thread thread;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
  private final AtomicLong alarmSequence = new AtomicLong();
  // True while the thread is in, or about to enter, a select that nobody has ended yet.
  private final AtomicBoolean asleep = new AtomicBoolean();
  private final Consumer<SelectionKey> serve =
      new Consumer<>() {
        @Override
        public void accept(SelectionKey key) {
          serve(key);
        }
      };
  private long rest; // nanoseconds before the next turn; the thread's
  private volatile boolean closed;
  private volatile boolean ended; // the last task has run

  NioLoop(String name, Clock clock) {
    this.clock = clock;
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException("no selector could be opened", e);
    }
    thread =
        Threads.daemon(
            name,
            new Runnable() {
              @Override
              public void run() {
                turnUntilClosed();
              }
            });
    thread.start();
  }

  Selector selector() {
    return selector;
  }

  @Override
  public boolean inside() {
    return Thread.currentThread() == thread;
  }

  @Override
  public void execute(Runnable task) {
    if (!offer(task)) {
      throw new RejectedExecutionException(thread.getName() + " is closed");
    }
  }

  /**
   * As {@link #execute}, but returns false when the loop is closed. Its own tasks may still hand
   * over the last ones.
   */
  boolean offer(Runnable task) {
    if (closed && !inside()) {
      return false;
    }
    tasks.add(task);
    if (ended && tasks.remove(task)) {
      return false;
    }
    if (asleep.compareAndSet(true, false)) {
      selector.wakeup();
    }
    return true;
  }

  @Override
  public Cancellable after(Duration delay, Runnable task) {
    Alarm alarm = new Alarm(clock.nanos() + delay.toNanos(), alarmSequence.incrementAndGet(), task);
    submit(alarm);
    return alarm;
  }

  @Override
  public Cancellable every(Duration first, Duration period, Runnable task) {
    Series series = new Series(period, task);
    series.next = after(first, series);
    return series;
  }

  /** As {@link #run(Runnable)}, but a loop that is closed needs no alarms any more. */
  private void submit(Runnable task) {
    if (!closed) {
      run(task);
    }
  }

  @Override
  public void rest(long nanos) {
    assertInside();
    rest = Math.max(rest, nanos);
  }

  private void turnUntilClosed() {
    try {
      while (!closed) {
        takeRest();
        turn();
      }
    } catch (IOException e) {
      log.error("{} ends: its selector failed", thread.getName(), e);
    } finally {
      closed = true;
      runTasks();
      ended = true;
      closeSelector();
    }
  }

  // Not "asleep": what is handed over meanwhile wakes nobody.
  private void takeRest() {
    if (rest >= SHORTEST_REST_NANOS) {
      LockSupport.parkNanos(this, rest);
    }
    rest = 0;
  }

  private void turn() throws IOException {
    select();
    runTasks();
    runAlarms();
    runTasks();
  }

  /** Waits for channels, tasks or the first alarm, and serves the channels that are ready. */
  private void select() throws IOException {
    asleep.set(true);
    long millis = tasks.isEmpty() && !closed ? millisToFirstAlarm() : 0;
    if (millis <= 0) {
      asleep.set(false);
      selector.selectNow(serve);
    } else {
      selector.select(serve, millis);
      asleep.set(false);
    }
  }

  private void serve(SelectionKey key) {
    asleep.set(false);
    try {
      ((NioHandler) key.attachment()).ready();
    } catch (RuntimeException | Error e) {
      log.error("serving {} failed", key.attachment(), e);
    }
  }

  // Rounded up: a select that ends a fraction too early would spin until the alarm is due.
  private long millisToFirstAlarm() {
    Alarm first = alarms.peek();
    if (first == null) {
      return MAX_SELECT_MILLIS;
    }
    long nanos = first.at - clock.nanos();
    return nanos <= 0
        ? 0
        : Math.min(MAX_SELECT_MILLIS, TimeUnit.NANOSECONDS.toMillis(nanos + 999_999));
  }

  private void runTasks() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      guarded(task);
    }
  }

  private void runAlarms() {
    long now = clock.nanos();
    for (Alarm alarm = alarms.peek(); alarm != null && alarm.at - now <= 0; alarm = alarms.peek()) {
      alarms.remove();
      if (!alarm.cancelled) {
        guarded(alarm.task);
      }
    }
  }

  // One task that fails must not end the loop that all others live on.
  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      log.error("a task of {} failed", thread.getName(), e);
    }
  }

  /** Ends the thread; waits for it unless called on it. What was handed over before still runs. */
  void close() {
    closed = true;
    selector.wakeup();
    LockSupport.unpark(thread);
    if (inside()) {
      return;
    }
    boolean interrupted = false;
    while (true) {
      try {
        thread.join(TimeUnit.SECONDS.toMillis(5));
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeSelector() {
    try {
      selector.close();
    } catch (IOException e) {
      log.warn("closing the selector of {} failed", thread.getName(), e);
    }
  }

  @Override
  public String toString() {
    return thread.getName();
  }

  /** A task with its moment; as a task of its own it puts itself in, or takes itself out. */
  private final class Alarm implements Comparable<Alarm>, Runnable, Cancellable {
    final long at;
    final long sequence;
    final Runnable task;
    volatile boolean cancelled;

    Alarm(long at, long sequence, Runnable task) {
      this.at = at;
      this.sequence = sequence;
      this.task = task;
    }

    @Override
    public void run() {
      if (cancelled) {
        alarms.remove(this);
      } else {
        alarms.add(this);
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
      submit(this);
    }

    @Override
    public int compareTo(Alarm other) {
      return at != other.at ? Long.signum(at - other.at) : Long.compare(sequence, other.sequence);
    }
  }

  private final class Series implements Runnable, Cancellable {
    private final Duration period;
    private final Runnable task;
    private volatile @Nullable Cancellable next;
    private volatile boolean cancelled;

    Series(Duration period, Runnable task) {
      this.period = period;
      this.task = task;
    }

    @Override
    public void run() {
      if (cancelled) {
        return;
      }
      try {
        task.run();
      } finally {
        if (!cancelled) {
          next = after(period, this);
        }
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
      Cancellable pending = next;
      if (pending != null) {
        pending.cancel();
      }
    }
  }
}
