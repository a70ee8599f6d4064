package io.skua.server.broker;

import io.skua.net.Exchange;
import io.skua.net.Link;
import io.skua.runtime.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Pulls that wait for messages (protocol B 4.4). No thread polls: new messages of a queue wake its
 * pulls, and one timer ends those whose time is over. The loop of the server owns it.
 */
public final class ParkedPulls {
  /** How many may wait: each takes some hundred bytes. Whoever comes then is answered at once. */
  static final int MOST = 100_000;

  private final Map<String, Map<Integer, List<Pull>>> byTopic = new HashMap<>();
  private final Clock clock;
  private int count;

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

  /**
   * Takes in a pull.
   *
   * @return false when too many wait already
   */
  public boolean park(Pull pull) {
    if (count >= MOST) {
      return false;
    }
    add(pull);
    count++;
    return true;
  }

  private void add(Pull pull) {
    byTopic
        .computeIfAbsent(pull.topic, topic -> new HashMap<>())
        .computeIfAbsent(pull.queueId, id -> new ArrayList<>())
        .add(pull);
  }

  /** Wakes the pulls of a queue that has new messages. */
  public void arrived(String topic, int queueId) {
    Map<Integer, List<Pull>> queues = byTopic.get(topic);
    List<Pull> pulls = queues == null ? null : queues.remove(queueId);
    if (pulls != null) {
      for (Pull pull : pulls) {
        if (pull.arrived()) {
          count--;
        } else {
          add(pull);
        }
      }
      if (queues.isEmpty()) {
        byTopic.remove(topic, queues);
      }
    }
  }

  /** Answers the pulls whose time is over. */
  public void expire() {
    long now = clock.nanos();
    List<Pull> over = new ArrayList<>();
    remove(
        pull -> {
          boolean ended = now - pull.deadline >= 0;
          if (ended) {
            over.add(pull);
          }
          return ended;
        });
    over.forEach(Pull::expired);
  }

  /** Returns how many pulls wait. */
  public int count() {
    return count;
  }

  /** Forgets the pulls of a connection that has closed. */
  public void closed(Link link) {
    remove(pull -> pull.exchange.link() == link);
  }

  private void remove(Predicate<Pull> which) {
    for (Map<Integer, List<Pull>> queues : byTopic.values()) {
      for (List<Pull> pulls : queues.values()) {
        int before = pulls.size();
        pulls.removeIf(which);
        count -= before - pulls.size();
      }
    }
    byTopic.values().forEach(queues -> queues.values().removeIf(List::isEmpty));
    byTopic.values().removeIf(Map::isEmpty);
  }
}
