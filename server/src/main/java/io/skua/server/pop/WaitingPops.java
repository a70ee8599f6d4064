package io.skua.server.pop;

import io.skua.net.Exchange;
import io.skua.net.Link;
import io.skua.runtime.Cancellable;
import io.skua.runtime.Clock;
import io.skua.runtime.Loop;
import io.skua.server.broker.ParkedPulls;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Pops that wait for messages (protocol b 7.2). New messages wake them, oldest first, and each has a
 * timer for its end, which is kept to the millisecond. On the loop.
 */
public final class WaitingPops {
  // Apache 5.3.3 refuses behind popPollingSize = 1024 of a key, and maxPopPollingSize in all.
  private static final int MOST_OF_KEY = 1025;
  private static final int MOST = 100_000;

  /** How much earlier than asked a wait ends (protocol b 7.2). */
  private static final long EARLY_MILLIS = 50;

  private static final long LONGEST_MILLIS = TimeUnit.DAYS.toMillis(1);

  private final ParkedPulls parked;
  private final Map<PopQueue, Integer> counts = new HashMap<>();
  private final Map<String, String> origins = new HashMap<>();
  private final Loop loop;
  private final Clock clock;
  private int count;

  /** Makes an empty set. */
  public WaitingPops(Loop loop, Clock clock) {
    this.loop = loop;
    this.clock = clock;
    this.parked = new ParkedPulls(clock);
  }

  /** How an attempt to wait ends. */
  public enum Outcome {
    /** The request waits, and is answered later. */
    WAITS,
    /** Its time is over already. */
    OVER,
    /** Too many wait. */
    FULL
  }

  /** A request that waits. */
  public abstract class Waiter extends ParkedPulls.Pull {
    private final PopQueue queue;
    private final long end; // in the clock's nanoseconds
    private @Nullable Cancellable timer;
    private boolean waiting;

    /**
     * Makes a request that waits.
     *
     * @param queue what it waits for; the number -1 stands for all queues
     * @param bornTime when the client asked, in its wall milliseconds
     * @param pollMillis how long it may wait from then on
     */
    protected Waiter(Exchange exchange, PopQueue queue, long bornTime, long pollMillis) {
      super(exchange, queue.topic(), queue.queueId(), 0);
      this.queue = queue;
      // The client's clock may be ahead of ours.
      long age = Math.max(0, clock.wallMillis() - bornTime);
      long poll = Math.min(pollMillis, LONGEST_MILLIS);
      this.end = clock.nanos() + TimeUnit.MILLISECONDS.toNanos(poll - age - EARLY_MILLIS);
    }

    /** Tries to answer with messages; returns whether there were some. */
    protected abstract boolean serve();

    /** Answers that there were none. */
    @Override
    protected abstract void expired();

    /** Returns when the queue may be popped that may not be now, in wall milliseconds. */
    protected long freeAt() {
      return Long.MIN_VALUE;
    }

    @Override
    protected final boolean arrived() {
      boolean served = serve();
      if (served) {
        gone();
      } else {
        schedule();
      }
      return served;
    }

    @Override
    protected final void gone() {
      waiting = false;
      cancel();
      counts.computeIfPresent(queue, (key, many) -> many == 1 ? null : many - 1);
      count--;
    }

    private void cancel() {
      Cancellable set = timer;
      timer = null;
      if (set != null) {
        set.cancel();
      }
    }

    private void schedule() {
      cancel();
      long nanos = Math.max(0, end - clock.nanos());
      long blocked = freeAt() - clock.wallMillis();
      if (blocked > 0) {
        nanos = Math.min(nanos, TimeUnit.MILLISECONDS.toNanos(blocked));
      }
      timer = loop.after(Duration.ofNanos(nanos), this::ring);
    }

    private void ring() {
      timer = null;
      if (!waiting) {
        return;
      }
      boolean over = clock.nanos() - end >= 0;
      boolean served = serve();
      if (!served && over) {
        expired();
      }
      if (served || over) {
        parked.remove(this);
        gone();
      } else {
        schedule();
      }
    }
  }

  /** Lets a request wait, when it may. */
  public Outcome wait(Waiter waiter) {
    if (clock.nanos() - waiter.end >= 0) {
      return Outcome.OVER;
    }
    if (count >= MOST || waiting(waiter.queue) >= MOST_OF_KEY) {
      return Outcome.FULL;
    }
    count++;
    counts.merge(waiter.queue, 1, Integer::sum);
    waiter.waiting = true;
    parked.park(waiter);
    waiter.schedule();
    return Outcome.WAITS;
  }

  /** Returns how many requests wait for this queue, or with the number -1 for all queues. */
  public int waiting(PopQueue queue) {
    return counts.getOrDefault(queue, 0);
  }

  /** Returns how many requests wait. */
  public int count() {
    return count;
  }

  /** Says which topic's waiters look into a retry topic as well. */
  public void origin(String retryTopic, String topic) {
    origins.put(retryTopic, topic);
  }

  /** Wakes those that may be served by a queue: it has new messages, or may be popped again. */
  public void arrived(String topic, int queueId) {
    if (count > 0) {
      parked.arrived(topic, queueId);
      String origin = origins.get(topic);
      if (origin != null) {
        parked.arrived(origin, ParkedPulls.ANY_QUEUE);
      }
    }
  }

  /** Forgets the requests of a connection that has closed. */
  public void closed(Link link) {
    if (count > 0) {
      parked.closed(link);
    }
  }
}
