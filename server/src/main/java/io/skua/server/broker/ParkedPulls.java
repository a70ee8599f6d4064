package io.skua.server.broker;

import io.skua.net.Exchange;
import io.skua.net.Link;
import io.skua.runtime.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Pulls that wait for messages (protocol B 4.4). No thread polls: new messages of a queue wake its
 * pulls and no others, and one timer ends those whose time is over. The loop of the server owns it.
 */
public final class ParkedPulls {
  /** The number of a pull that waits for all queues of its topic. */
  public static final int ANY_QUEUE = -1;

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
    private boolean waits;

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

    /** The connection has closed: nobody waits for an answer. */
    protected void gone() {}
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
    byTopic
        .computeIfAbsent(pull.topic, topic -> new HashMap<>())
        .computeIfAbsent(pull.queueId, id -> new ArrayList<>())
        .add(pull);
    pull.waits = true;
    count++;
    return true;
  }

  /** Takes a pull out that is answered. */
  public void remove(Pull pull) {
    end(pull);
    sweep(pull.topic, pull.queueId);
  }

  private void end(Pull pull) {
    if (pull.waits) {
      pull.waits = false;
      count--;
    }
  }

  /** Wakes the pulls of a queue that has new messages, or with {@link #ANY_QUEUE} of a topic. */
  public void arrived(String topic, int queueId) {
    Map<Integer, List<Pull>> queues = byTopic.get(topic);
    if (queues == null) {
      return;
    }
    if (queueId == ANY_QUEUE) {
      List.copyOf(queues.keySet()).forEach(id -> wake(topic, id, queues.get(id)));
    } else {
      wake(topic, queueId, queues.get(queueId));
      wake(topic, ANY_QUEUE, queues.get(ANY_QUEUE));
    }
  }

  /** An answer may end other pulls, and have some come. */
  private void wake(String topic, int queueId, @Nullable List<Pull> pulls) {
    if (pulls == null) {
      return;
    }
    for (Pull pull : List.copyOf(pulls)) {
      if (pull.waits && pull.arrived()) {
        end(pull);
      }
    }
    sweep(topic, queueId);
  }

  private void sweep(String topic, int queueId) {
    Map<Integer, List<Pull>> queues = byTopic.get(topic);
    List<Pull> pulls = queues == null ? null : queues.get(queueId);
    if (queues != null && pulls != null) {
      pulls.removeIf(pull -> !pull.waits);
      if (pulls.isEmpty()) {
        queues.remove(queueId);
      }
      if (queues.isEmpty()) {
        byTopic.remove(topic);
      }
    }
  }

  /** Answers the pulls whose time is over. */
  public void expire() {
    long now = clock.nanos();
    take(pull -> now - pull.deadline >= 0).forEach(Pull::expired);
  }

  /** Returns how many pulls wait. */
  public int count() {
    return count;
  }

  /** Forgets the pulls of a connection that has closed. */
  public void closed(Link link) {
    take(pull -> pull.exchange.link() == link).forEach(Pull::gone);
  }

  private List<Pull> take(Predicate<Pull> which) {
    List<Pull> taken = new ArrayList<>();
    for (Map<Integer, List<Pull>> queues : byTopic.values()) {
      for (List<Pull> pulls : queues.values()) {
        pulls.stream().filter(which).forEach(taken::add);
      }
    }
    taken.forEach(this::end);
    taken.forEach(pull -> sweep(pull.topic, pull.queueId));
    return taken;
  }
}
