package io.skua.server.broker;

import io.skua.runtime.Clock;
import io.skua.wire.body.QueueName;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which client of a group has which queue for itself, so that only one consumes it in order
 * (protocol B 6.3). A lease that nobody renews ends by itself and not with its connection, as on
 * Apache 5.3.3: a client that connects again goes on with its queues. In memory only. The loop of
 * the server owns it.
 */
public final class QueueLocks {
  /** How long a queue is locked after each request for it. */
  public static final Duration LEASE = Duration.ofSeconds(60);

  private static final Logger log = LoggerFactory.getLogger(QueueLocks.class);

  private final Map<String, Map<QueueName, Lease>> byGroup = new HashMap<>();
  private final Clock clock;

  /** Makes one without locks. */
  public QueueLocks(Clock clock) {
    this.clock = clock;
  }

  private record Lease(String clientId, long since) {}

  /** Gives a client those of some queues that no other client of its group has, or renews them. */
  public SortedSet<QueueName> lock(String group, SortedSet<QueueName> queues, String clientId) {
    SortedSet<QueueName> granted = new TreeSet<>();
    for (QueueName queue : queues) {
      Lease held = find(group, queue);
      if (held == null || held.clientId.equals(clientId) || expired(held)) {
        if (held != null && !held.clientId.equals(clientId)) {
          log.info("{} takes {} of group {} over from {}", clientId, queue, group, held.clientId);
        }
        byGroup
            .computeIfAbsent(group, name -> new HashMap<>())
            .put(queue, new Lease(clientId, clock.nanos()));
        granted.add(queue);
      }
    }
    return granted;
  }

  /** Takes back what a client has of some queues. */
  public void unlock(String group, SortedSet<QueueName> queues, String clientId) {
    for (QueueName queue : queues) {
      Lease held = find(group, queue);
      if (held != null && held.clientId.equals(clientId)) {
        byGroup.getOrDefault(group, Map.of()).remove(queue);
      }
    }
  }

  private @Nullable Lease find(String group, QueueName queue) {
    return byGroup.getOrDefault(group, Map.of()).get(queue);
  }

  /** Says whether a client of a group has any queue for itself: the group consumes in order. */
  public boolean any(String group) {
    return byGroup.getOrDefault(group, Map.of()).values().stream()
        .anyMatch(lease -> !expired(lease));
  }

  private boolean expired(Lease lease) {
    return clock.nanos() - lease.since > LEASE.toNanos();
  }

  /** Forgets the leases that are over. Call it from time to time. */
  public void expire() {
    byGroup.values().forEach(leases -> leases.values().removeIf(this::expired));
    byGroup.values().removeIf(Map::isEmpty);
  }
}
