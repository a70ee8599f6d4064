package io.skua.server.pop;

import io.skua.net.Exchange;
import io.skua.net.Link;
import io.skua.runtime.Cancellable;
import io.skua.runtime.Clock;
import io.skua.runtime.Loop;
import io.skua.wire.header.PopMessage;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Pops that wait for messages (protocol b 7.2). As with parked pulls no thread polls: new messages
 * wake them, oldest first. Each has a timer for its end, which is kept to the millisecond. On the
 * loop.
 */
public final class WaitingPops {
  // Apache 5.3.3 refuses behind popPollingSize = 1024 of a key, and maxPopPollingSize in all.
  private static final int MOST_OF_KEY = 1025;
  private static final int MOST = 100_000;

  /** How much earlier than asked a wait ends (protocol b 7.2). */
  private static final long EARLY_MILLIS = 50;

  private static final long LONGEST_MILLIS = TimeUnit.DAYS.toMillis(1);

  private final Map<String, Set<Waiter>> byTopic = new HashMap<>();
  private final Map<PopQueue, Integer> counts = new HashMap<>();
  private final Map<String, String> origins = new HashMap<>();
  private final Loop loop;
  private final Clock clock;
  private int count;

  /** Makes an empty set. */
  public WaitingPops(Loop loop, Clock clock) {
    this.loop = loop;
    this.clock = clock;
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
  public abstract class Waiter {
    private final Exchange exchange;
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
      this.exchange = exchange;
      this.queue = queue;
      // The client's clock may be ahead of ours.
      long age = Math.max(0, clock.wallMillis() - bornTime);
      long poll = Math.min(pollMillis, LONGEST_MILLIS);
      this.end = clock.nanos() + TimeUnit.MILLISECONDS.toNanos(poll - age - EARLY_MILLIS);
    }

    /** Tries to answer with messages; returns whether there were some. */
    protected abstract boolean serve();

    /** Answers that there were none. */
    protected abstract void expired();

    /** Returns when the queue may be popped that may not be now, in wall milliseconds. */
    protected long freeAt() {
      return Long.MIN_VALUE;
    }

    private boolean wants(int queueId) {
      return queue.queueId() == queueId
          || queue.queueId() == PopMessage.ANY_QUEUE
          || queueId == PopMessage.ANY_QUEUE;
    }

    private void arrived() {
      if (serve()) {
        forget();
      } else {
        schedule();
      }
    }

    /** An answer may close the connection, which forgets the request as well. */
    private void forget() {
      if (!waiting) {
        return;
      }
      waiting = false;
      cancel();
      counts.computeIfPresent(queue, (key, many) -> many == 1 ? null : many - 1);
      count--;
      byTopic.computeIfPresent(
          queue.topic(),
          (topic, waiters) -> waiters.remove(this) && waiters.isEmpty() ? null : waiters);
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
      if (!waiting) {
        return;
      }
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
        forget();
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
    byTopic.computeIfAbsent(waiter.queue.topic(), topic -> new LinkedHashSet<>()).add(waiter);
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
      wake(topic, queueId);
      String origin = origins.get(topic);
      if (origin != null) {
        wake(origin, PopMessage.ANY_QUEUE);
      }
    }
  }

  private void wake(String topic, int queueId) {
    Set<Waiter> waiters = byTopic.get(topic);
    if (waiters != null) {
      for (Waiter waiter : List.copyOf(waiters)) {
        if (waiter.waiting && waiter.wants(queueId)) {
          waiter.arrived();
        }
      }
    }
  }

  /** Forgets the requests of a connection that has closed. */
  public void closed(Link link) {
    if (count > 0) {
      for (Set<Waiter> waiters : List.copyOf(byTopic.values())) {
        for (Waiter waiter : List.copyOf(waiters)) {
          if (waiter.exchange.link() == link) {
            waiter.forget();
          }
        }
      }
    }
  }
}
