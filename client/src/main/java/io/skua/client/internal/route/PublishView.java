package io.skua.client.internal.route;

import io.skua.net.Address;
import io.skua.wire.MalformedException;
import io.skua.wire.body.BrokerRoute;
import io.skua.wire.body.QueueRoute;
import io.skua.wire.body.TopicRoute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The queues of a topic that can be written to, derived once from a route (protocol 6.6). The list
 * never changes; only the cursor moves, and any thread may move it.
 */
public final class PublishView {
  private static final int WRITE = 2;

  /** A queue that can be written to, with its broker's master. */
  public record Queue(String brokerName, int queueId, Address master) {}

  private final List<Queue> queues;
  private final AtomicInteger cursor;

  private PublishView(List<Queue> queues, int start) {
    this.queues = List.copyOf(queues);
    this.cursor = new AtomicInteger(start);
  }

  /**
   * Derives the view; the cursor starts anywhere, so that producers do not all begin with the same
   * queue.
   */
  static PublishView of(TopicRoute route, RandomGenerator random) {
    Map<String, Address> masters = new HashMap<>();
    for (BrokerRoute broker : route.brokers()) {
      String master = broker.addresses().get(0L);
      if (master != null) {
        masters.put(broker.brokerName(), Address.parse(master));
      }
    }
    String order = route.orderTopicConf();
    List<Queue> queues =
        order == null || order.isBlank() ? plain(route, masters) : ordered(order, masters);
    return new PublishView(queues, random.nextInt());
  }

  private static List<Queue> plain(TopicRoute route, Map<String, Address> masters) {
    List<QueueRoute> brokers = new ArrayList<>(route.queues());
    if (brokers.size() > 1) {
      brokers.sort(Comparator.comparing(QueueRoute::brokerName));
    }
    List<Queue> queues = new ArrayList<>();
    for (QueueRoute broker : brokers) {
      if ((broker.perm() & WRITE) != 0) {
        add(queues, broker.brokerName(), broker.writeQueueNums(), masters);
      }
    }
    return queues;
  }

  /** Reads {@code broker:queues} pairs, in their order (protocol 3.5). */
  private static List<Queue> ordered(String conf, Map<String, Address> masters) {
    List<Queue> queues = new ArrayList<>();
    for (String pair : conf.split(";", -1)) {
      int colon = pair.lastIndexOf(':');
      if (colon > 0) {
        add(queues, pair.substring(0, colon), count(pair, colon), masters);
      }
    }
    return queues;
  }

  private static int count(String pair, int colon) {
    try {
      return Integer.parseInt(pair.substring(colon + 1));
    } catch (NumberFormatException e) {
      throw new MalformedException("the order configuration has " + pair, e);
    }
  }

  private static void add(
      List<Queue> queues, String brokerName, int count, Map<String, Address> masters) {
    Address master = masters.get(brokerName);
    for (int id = 0; master != null && id < count; id++) {
      queues.add(new Queue(brokerName, id, master));
    }
  }

  /** Returns the queues in their order. */
  public List<Queue> queues() {
    return queues;
  }

  /** Says whether there is none. */
  public boolean isEmpty() {
    return queues.isEmpty();
  }

  /** Returns the next queue in turn. Only when there is one. */
  public Queue next() {
    return queues.get((cursor.getAndIncrement() & Integer.MAX_VALUE) % queues.size());
  }

  /** Makes the turn go on anywhere, as a retry under fault tolerance does (protocol 6.8). */
  public void jump(RandomGenerator random) {
    cursor.set(random.nextInt());
  }

  /** Returns the master of a broker that has a queue here, or null. */
  public @Nullable Address master(String brokerName) {
    for (Queue queue : queues) {
      if (queue.brokerName().equals(brokerName)) {
        return queue.master();
      }
    }
    return null;
  }
}
