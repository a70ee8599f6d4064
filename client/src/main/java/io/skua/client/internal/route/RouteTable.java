package io.skua.client.internal.route;

import io.skua.net.Address;
import io.skua.wire.body.BrokerRoute;
import io.skua.wire.body.TopicRoute;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What is known of routes at one moment. Immutable. */
public final class RouteTable {
  static final RouteTable EMPTY = new RouteTable(Map.of(), Map.of());

  private record Entry(TopicRoute route, PublishView view) {}

  private final Map<String, Entry> topics;
  private final Map<String, SortedMap<Long, Address>> brokers;

  private RouteTable(Map<String, Entry> topics, Map<String, SortedMap<Long, Address>> brokers) {
    this.topics = topics;
    this.brokers = brokers;
  }

  /** Returns the table with the route of one topic replaced; this table when nothing changes. */
  RouteTable with(String topic, TopicRoute route, RandomGenerator random) {
    Entry known = topics.get(topic);
    if (known != null && known.route.equals(route)) {
      return this;
    }
    Map<String, Entry> newTopics = new HashMap<>(topics);
    newTopics.put(topic, new Entry(route, PublishView.of(route, random)));
    Map<String, SortedMap<Long, Address>> newBrokers = new HashMap<>(brokers);
    for (BrokerRoute broker : route.brokers()) {
      newBrokers.put(broker.brokerName(), parsed(broker));
    }
    return new RouteTable(newTopics, newBrokers);
  }

  private static SortedMap<Long, Address> parsed(BrokerRoute broker) {
    SortedMap<Long, Address> addresses = new TreeMap<>();
    for (Map.Entry<Long, String> member : broker.addresses().entrySet()) {
      addresses.put(member.getKey(), Address.parse(member.getValue()));
    }
    return addresses;
  }

  /** Returns the table without the brokers that no route mentions any more. */
  RouteTable withoutOfflineBrokers() {
    Map<String, SortedMap<Long, Address>> online = new HashMap<>();
    for (Entry entry : topics.values()) {
      for (BrokerRoute broker : entry.route.brokers()) {
        online.put(broker.brokerName(), parsed(broker));
      }
    }
    return online.equals(brokers) ? this : new RouteTable(topics, online);
  }

  /** Returns the routes by topic. */
  public Map<String, TopicRoute> routes() {
    Map<String, TopicRoute> routes = new HashMap<>();
    topics.forEach((topic, entry) -> routes.put(topic, entry.route));
    return Collections.unmodifiableMap(routes);
  }

  /** Returns the route of a topic, or null when it has not been asked for or is not there. */
  public @Nullable TopicRoute route(String topic) {
    Entry entry = topics.get(topic);
    return entry == null ? null : entry.route;
  }

  /** Returns the queues of a topic that can be written to, or null as {@link #route} does. */
  public @Nullable PublishView publishView(String topic) {
    Entry entry = topics.get(topic);
    return entry == null ? null : entry.view;
  }

  /** Returns the address of a broker's master, or null when it is not known. */
  public @Nullable Address master(String brokerName) {
    SortedMap<Long, Address> addresses = brokers.get(brokerName);
    return addresses == null ? null : addresses.get(0L);
  }

  /**
   * Returns the address of a member of a broker, or of another member when there is no such one;
   * null when the broker is not known (protocol b 4.3).
   */
  public @Nullable Address broker(String brokerName, long brokerId) {
    SortedMap<Long, Address> addresses = brokers.get(brokerName);
    if (addresses == null || addresses.isEmpty()) {
      return null;
    }
    Address exact = addresses.get(brokerId);
    return exact == null ? addresses.values().iterator().next() : exact;
  }

  /** Returns the addresses of all masters, or of all brokers with {@code slaves} too. */
  public Set<Address> brokerAddresses(boolean slaves) {
    Set<Address> all = new LinkedHashSet<>();
    for (SortedMap<Long, Address> addresses : brokers.values()) {
      for (Map.Entry<Long, Address> member : addresses.entrySet()) {
        if (slaves || member.getKey() == 0) {
          all.add(member.getValue());
        }
      }
    }
    return all;
  }

  /** Returns the name of the broker that advertised an address, or null. */
  public @Nullable String brokerAt(Address address) {
    for (Map.Entry<String, SortedMap<Long, Address>> broker : brokers.entrySet()) {
      if (broker.getValue().containsValue(address)) {
        return broker.getKey();
      }
    }
    return null;
  }
}
