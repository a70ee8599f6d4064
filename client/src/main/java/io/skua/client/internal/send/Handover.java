package io.skua.client.internal.send;

import io.skua.runtime.Loop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands callbacks over to the threads that run them. What the loop finishes in one turn goes over
 * together at its end: a burst of answers then wakes a thread once, and not once each. Thread-safe.
 */
public final class Handover {
  private static final Logger log = LoggerFactory.getLogger(Handover.class);

  /** Something to run, and who is to run it. */
  public interface Task extends Runnable {
    /** Returns where it runs. */
    Executor executor();
  }

  private final Loop loop;
  private final EndOfTurn endOfTurn = new EndOfTurn();
  private final Deque<Task> waiting = new ArrayDeque<>(); // the loop's

  /** Makes one for the tasks of a loop. */
  public Handover(Loop loop) {
    this.loop = loop;
  }

  /** Hands a task over: on the loop at the end of its turn, elsewhere at once. */
  public void hand(Task task) {
    if (!loop.inside()) {
      run(task.executor(), task);
      return;
    }
    waiting.add(task);
    if (waiting.size() == 1) {
      loop.execute(endOfTurn);
    }
  }

  private final class EndOfTurn implements Runnable {
    @Override
    public void run() {
      // A callback that runs here, as its executor may have it, can hand over more meanwhile.
      try {
        for (Task task = waiting.poll(); task != null; task = waiting.poll()) {
          Handover.run(task.executor(), task);
        }
      } finally {
        if (!waiting.isEmpty()) {
          loop.execute(this);
        }
      }
    }
  }

  /** Has an executor run a task. One that it will not take still runs: no callback is lost. */
  public static void run(Executor executor, Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      log.warn("the callback executor refused a callback; it runs on the network's thread", e);
      task.run();
    }
  }
}
