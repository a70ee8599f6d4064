package io.skua.server.broker;

import io.skua.net.Exchange;
import io.skua.net.Link;
import io.skua.runtime.Clock;
import io.skua.store.queue.ConsumeQueue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Pulls that wait for messages (protocol B 4.4). No thread polls: new messages of a queue wake its
 * pulls, and one timer ends those whose time is over. The loop of the server owns it.
 */
public final class ParkedPulls {
  private final Map<String, List<Pull>> byTopic = new HashMap<>();
  private final Clock clock;

  /** Makes an empty set. */
  public ParkedPulls(Clock clock) {
    this.clock = clock;
  }

  /** A pull that waits. */
  public abstract static class Pull {
    private final Exchange exchange;
    private final String topic;
    private final int queueId;
    private final long deadline;

    /** Makes a pull that waits until a deadline in the clock's nanoseconds. */
    protected Pull(Exchange exchange, String topic, int queueId, long deadline) {
      this.exchange = exchange;
      this.topic = topic;
      this.queueId = queueId;
      this.deadline = deadline;
    }

    /** The queue has new messages; returns whether the pull is answered now. */
    protected abstract boolean arrived();

    /** The time is over: answers. */
    protected abstract void expired();
  }

  /** Takes in a pull. */
  public void park(Pull pull) {
    byTopic.computeIfAbsent(pull.topic, topic -> new ArrayList<>()).add(pull);
  }

  /** Wakes the pulls of a queue that has new messages. */
  public void arrived(ConsumeQueue queue) {
    List<Pull> pulls = byTopic.get(queue.topic());
    if (pulls != null) {
      int queueId = queue.queueId();
      pulls.removeIf(pull -> pull.queueId == queueId && pull.arrived());
      if (pulls.isEmpty()) {
        byTopic.remove(queue.topic());
      }
    }
  }

  /** Answers the pulls whose time is over. */
  public void expire() {
    long now = clock.nanos();
    Iterator<List<Pull>> topics = byTopic.values().iterator();
    while (topics.hasNext()) {
      List<Pull> pulls = topics.next();
      pulls.removeIf(pull -> expired(pull, now));
      if (pulls.isEmpty()) {
        topics.remove();
      }
    }
  }

  private static boolean expired(Pull pull, long now) {
    boolean over = now - pull.deadline >= 0;
    if (over) {
      pull.expired();
    }
    return over;
  }

  /** Returns how many pulls wait. */
  public int count() {
    int count = 0;
    for (List<Pull> pulls : byTopic.values()) {
      count += pulls.size();
    }
    return count;
  }

  /** Forgets the pulls of a connection that has closed. */
  public void closed(Link link) {
    for (List<Pull> pulls : byTopic.values()) {
      pulls.removeIf(pull -> pull.exchange.link() == link);
    }
    byTopic.values().removeIf(List::isEmpty);
  }
}
