package io.skua.server.assignment;

import io.skua.wire.body.QueueName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who gets which queues (protocol b 3.3, 3.5). All methods are pure. */
final class Allocation {
  private static final int ALL_QUEUES = -1;

  private Allocation() {}

  /** A way to share queues out among clients. */
  private interface Strategy {
    /** Returns the queues of the client at a place. */
    List<QueueName> share(List<QueueName> queues, int clients, int place);
  }

  /** Returns the strategy of a name, or null. */
  private static @Nullable Strategy strategy(String name) {
    return switch (name) {
      case "AVG" -> Allocation::averagely;
      case "AVG_BY_CIRCLE" -> Allocation::byCircle;
      default -> null;
    };
  }

  private static List<QueueName> averagely(List<QueueName> queues, int clients, int place) {
    int size = queues.size() / clients;
    int larger = queues.size() % clients;
    int from = place * size + Math.min(place, larger);
    return queues.subList(from, from + size + (place < larger ? 1 : 0));
  }

  private static List<QueueName> byCircle(List<QueueName> queues, int clients, int place) {
    List<QueueName> own = new ArrayList<>();
    for (int i = place; i < queues.size(); i += clients) {
      own.add(queues.get(i));
    }
    return own;
  }

  /**
   * Returns the queues that a client pulls; null when the strategy is not known.
   *
   * @param queues all queues, in order
   * @param clients the ids of all clients, in order
   */
  static @Nullable List<QueueName> pulled(
      String strategyName, List<QueueName> queues, List<String> clients, String client) {
    Strategy strategy = strategy(strategyName);
    int place = clients.indexOf(client);
    if (strategy == null) {
      return null;
    }
    return place < 0 ? List.of() : strategy.share(queues, clients.size(), place);
  }

  /**
   * Returns the queues that a client pops; with the number -1 all of a broker. Null when the
   * strategy is not known.
   *
   * @param shared the queues of how many more clients each client gets; 0: all
   */
  static @Nullable List<QueueName> popped(
      String strategyName,
      List<QueueName> queues,
      List<String> clients,
      String client,
      int shared) {
    Strategy strategy = strategy(strategyName);
    if (strategy == null) {
      return null;
    }
    if (shared <= 0 || shared >= clients.size() - 1) {
      return wholeBrokers(queues);
    }
    int place = clients.indexOf(client);
    if (place < 0) {
      return List.of();
    }
    if (clients.size() > queues.size()) {
      return List.of(queues.get(place % queues.size()));
    }
    List<QueueName> own = new ArrayList<>();
    for (int i = 0; i <= shared; i++) {
      own.addAll(strategy.share(queues, clients.size(), (place + i) % clients.size()));
    }
    return own;
  }

  private static List<QueueName> wholeBrokers(List<QueueName> queues) {
    Set<QueueName> brokers = new LinkedHashSet<>();
    for (QueueName queue : queues) {
      brokers.add(new QueueName(queue.topic(), queue.brokerName(), ALL_QUEUES));
    }
    return List.copyOf(brokers);
  }
}
