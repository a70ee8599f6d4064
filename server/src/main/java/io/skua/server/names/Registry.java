package io.skua.server.names;

import io.skua.net.Link;
import io.skua.net.RequestRefused;
import io.skua.wire.body.BrokerMemberGroup;
import io.skua.wire.body.BrokerRoute;
import io.skua.wire.body.ClusterInfo;
import io.skua.wire.body.DataVersion;
import io.skua.wire.body.QueueRoute;
import io.skua.wire.body.RegisterBrokerBody;
import io.skua.wire.body.TopicConfig;
import io.skua.wire.body.TopicList;
import io.skua.wire.body.TopicQueueMapping;
import io.skua.wire.body.TopicRoute;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.header.RegisterBroker;
import io.skua.wire.header.RegisterBrokerResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which brokers are alive and what they have, by the rules of protocol 3.2 to 3.5. The loop of the
 * server owns it; time comes in as an argument, in the nanoseconds of the server's clock.
 *
 * <p>Methods that return addresses pass each through {@code shown}, which says how the asker is to
 * see it.
 */
public final class Registry {
  /** After how long without a word a broker is gone that does not say it itself (protocol 3.1). */
  static final Duration EXPIRY = Duration.ofSeconds(120);

  private static final long MASTER = 0;

  private final SortedMap<String, Broker> brokers = new TreeMap<>();
  private final TopicTable topics = new TopicTable();
  private final Map<String, SortedMap<String, TopicQueueMapping>> mappings = new HashMap<>();
  private final Map<Member, Sighting> alive = new HashMap<>();
  private final Map<Member, List<String>> filterServers = new HashMap<>();

  // Written out, as in the store's IndexMark: linking what a record has of its own takes time in
  // the start of a server.
  private record Member(String cluster, String address) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Member member
          && cluster.equals(member.cluster)
          && address.equals(member.address);
    }

    @Override
    public int hashCode() {
      return 31 * cluster.hashCode() + address.hashCode();
    }
  }

  private static final class Broker {
    final String cluster;
    final SortedMap<Long, String> addresses = new TreeMap<>();
    boolean enableActingMaster;
    @Nullable String zone;

    Broker(String cluster) {
      this.cluster = cluster;
    }
  }

  private static final class Sighting {
    final String brokerName;
    final long expiryNanos;
    final DataVersion version;
    final String haServer;
    final @Nullable Link link;
    long at;

    Sighting(
        RegisterBroker header,
        long expiryNanos,
        DataVersion version,
        @Nullable Link link,
        long now) {
      this.brokerName = header.brokerName();
      this.expiryNanos = expiryNanos;
      this.version = version;
      this.haServer = header.haServerAddr();
      this.link = link;
      this.at = now;
    }
  }

  /**
   * Takes in a broker and its topics (protocol 3.2).
   *
   * @param link the connection that it came on; null for a broker of this process, which never
   *     expires
   * @throws RequestRefused when a broker that is not known brings exactly one topic
   */
  public RegisterBrokerResult register(
      RegisterBroker header, RegisterBrokerBody body, @Nullable Link link, long now) {
    Member member = new Member(header.clusterName(), header.brokerAddr());
    Broker known = brokers.get(header.brokerName());
    if (known != null && outranked(known, header, body)) {
      alive.remove(member);
      return new RegisterBrokerResult(null, null);
    }
    boolean first = known == null || !known.addresses.containsKey(header.brokerId());
    if (first && body.topics().topics().size() == 1) {
      throw new RequestRefused(ResponseCode.SYSTEM_ERROR, "register broker failed");
    }
    Broker broker = known != null ? known : new Broker(header.clusterName());
    brokers.put(header.brokerName(), broker);
    broker.enableActingMaster = Boolean.TRUE.equals(header.enableActingMaster());
    broker.zone = header.zoneName();
    broker.addresses.values().removeIf(header.brokerAddr()::equals);
    broker.addresses.put(header.brokerId(), header.brokerAddr());
    updateTopics(broker, header, body, first);
    Long millis = header.heartbeatTimeoutMillis();
    long expiry = link == null ? Long.MAX_VALUE : nanos(millis);
    alive.put(member, new Sighting(header, expiry, body.topics().dataVersion(), link, now));
    if (body.filterServers().isEmpty()) {
      filterServers.remove(member);
    } else {
      filterServers.put(member, body.filterServers());
    }
    return header.brokerId() == MASTER ? new RegisterBrokerResult(null, null) : master(broker);
  }

  private static long nanos(@Nullable Long millis) {
    return millis == null ? EXPIRY.toNanos() : Duration.ofMillis(millis).toNanos();
  }

  /** Says whether a living broker with a newer state has the id already. */
  private boolean outranked(Broker known, RegisterBroker header, RegisterBrokerBody body) {
    String holder = known.addresses.get(header.brokerId());
    if (holder == null || holder.equals(header.brokerAddr())) {
      return false;
    }
    Sighting seen = alive.get(new Member(header.clusterName(), holder));
    return seen != null && seen.version.stateVersion() > body.topics().dataVersion().stateVersion();
  }

  private void updateTopics(
      Broker broker, RegisterBroker header, RegisterBrokerBody body, boolean first) {
    boolean prime =
        header.brokerId() != MASTER
            && header.enableActingMaster() != null
            && broker.addresses.firstKey() == header.brokerId();
    if (header.brokerId() != MASTER && !prime) {
      return;
    }
    boolean readOnly = prime && broker.enableActingMaster;
    boolean changed =
        changed(header.clusterName(), header.brokerAddr(), body.topics().dataVersion());
    String name = header.brokerName();
    for (TopicConfig topic : body.topics().topics().values()) {
      if (first || changed || !topics.has(topic.topicName(), name)) {
        topics.put(topic.topicName(), route(name, topic, readOnly));
      }
    }
    if (first || changed) {
      body.topics()
          .mappings()
          .forEach(
              (topic, mapping) ->
                  mappings.computeIfAbsent(topic, key -> new TreeMap<>()).put(name, mapping));
    }
  }

  private static QueueRoute route(String broker, TopicConfig topic, boolean readOnly) {
    return new QueueRoute(
        broker,
        readOnly ? topic.perm() & ~TopicTable.WRITE : topic.perm(),
        topic.readQueueNums(),
        topic.writeQueueNums(),
        topic.sysFlag());
  }

  private RegisterBrokerResult master(Broker broker) {
    String address = broker.addresses.get(MASTER);
    Sighting seen = address == null ? null : alive.get(new Member(broker.cluster, address));
    return new RegisterBrokerResult(
        seen == null ? null : seen.haServer, seen == null ? null : address);
  }

  /** Says whether a broker's topics are not those that it brought last, or it is not known. */
  public boolean changed(String cluster, String address, DataVersion version) {
    Sighting seen = alive.get(new Member(cluster, address));
    return seen == null || !seen.version.equals(version);
  }

  /** Returns the version of the topics that a broker brought last, or null. */
  public @Nullable DataVersion version(String cluster, String address) {
    Sighting seen = alive.get(new Member(cluster, address));
    return seen == null ? null : seen.version;
  }

  /** Notes that a broker is alive; does nothing for one that is not known. */
  public void refresh(String cluster, String address, long now) {
    Sighting seen = alive.get(new Member(cluster, address));
    if (seen != null) {
      seen.at = now;
    }
  }

  /** Forgets an address of a broker, and with its last address the broker (protocol 3.3). */
  public void unregister(String brokerName, String cluster, String address) {
    Member member = new Member(cluster, address);
    alive.remove(member);
    filterServers.remove(member);
    Broker broker = brokers.get(brokerName);
    if (broker == null) {
      return;
    }
    broker.addresses.values().removeIf(address::equals);
    if (broker.addresses.isEmpty()) {
      brokers.remove(brokerName);
      topics.deleteBroker(brokerName);
      mappings.values().forEach(perBroker -> perBroker.remove(brokerName));
      mappings.values().removeIf(Map::isEmpty);
    } else if (broker.enableActingMaster && !broker.addresses.containsKey(MASTER)) {
      topics.permit(brokerName, perm -> perm & ~TopicTable.WRITE);
    }
  }

  /** Forgets the brokers that registered on a connection that has closed (protocol 3.1). */
  public void closed(Link link) {
    List<Map.Entry<Member, Sighting>> gone = new ArrayList<>();
    for (Map.Entry<Member, Sighting> entry : alive.entrySet()) {
      if (entry.getValue().link == link) {
        gone.add(Map.entry(entry.getKey(), entry.getValue()));
      }
    }
    gone.forEach(this::forget);
  }

  /** Forgets the brokers that have been silent for too long; returns their connections. */
  public List<Link> expire(long now) {
    List<Map.Entry<Member, Sighting>> gone = new ArrayList<>();
    for (Map.Entry<Member, Sighting> entry : alive.entrySet()) {
      Sighting seen = entry.getValue();
      if (now - seen.at > seen.expiryNanos) {
        gone.add(Map.entry(entry.getKey(), seen));
      }
    }
    gone.forEach(this::forget);
    List<Link> links = new ArrayList<>();
    for (Map.Entry<Member, Sighting> entry : gone) {
      Link link = entry.getValue().link;
      if (link != null) {
        links.add(link);
      }
    }
    return links;
  }

  private void forget(Map.Entry<Member, Sighting> entry) {
    Member member = entry.getKey();
    unregister(entry.getValue().brokerName, member.cluster(), member.address());
  }

  /**
   * Returns where a topic is, or null when no living broker has it (protocol 3.4).
   *
   * @param orderTopicConf what the configuration says about the order of its queues, if anything
   */
  public @Nullable TopicRoute route(
      String topic, @Nullable String orderTopicConf, UnaryOperator<String> shown) {
    List<QueueRoute> queues = List.copyOf(topics.queues(topic));
    List<BrokerRoute> found = new ArrayList<>();
    SortedMap<String, List<String>> filters = new TreeMap<>();
    for (QueueRoute queue : queues) {
      Broker broker = brokers.get(queue.brokerName());
      if (broker != null) {
        found.add(route(queue.brokerName(), broker, shown));
        for (String address : broker.addresses.values()) {
          List<String> servers = filterServers.get(new Member(broker.cluster, address));
          if (servers != null) {
            filters.put(shown.apply(address), servers);
          }
        }
      }
    }
    return found.isEmpty()
        ? null
        : new TopicRoute(found, queues, orderTopicConf, filters, mappings.get(topic));
  }

  private static BrokerRoute route(String name, Broker broker, UnaryOperator<String> shown) {
    return new BrokerRoute(
        name, broker.cluster, shown(broker, shown), broker.enableActingMaster, broker.zone);
  }

  private static SortedMap<Long, String> shown(Broker broker, UnaryOperator<String> shown) {
    SortedMap<Long, String> addresses = new TreeMap<>();
    broker.addresses.forEach((id, address) -> addresses.put(id, shown.apply(address)));
    return addresses;
  }

  /** Returns all brokers and clusters. */
  public ClusterInfo clusters(UnaryOperator<String> shown) {
    SortedMap<String, BrokerRoute> all = new TreeMap<>();
    SortedMap<String, List<String>> clusters = new TreeMap<>();
    brokers.forEach(
        (name, broker) -> {
          all.put(name, route(name, broker, shown));
          clusters.computeIfAbsent(broker.cluster, key -> new ArrayList<>()).add(name);
        });
    return new ClusterInfo(all, clusters);
  }

  /** Returns the addresses of a broker; none when it is not known. */
  public BrokerMemberGroup members(String cluster, String name, UnaryOperator<String> shown) {
    Broker broker = brokers.get(name);
    boolean found = broker != null && broker.cluster.equals(cluster);
    return new BrokerMemberGroup(
        cluster, name, found && broker != null ? shown(broker, shown) : new TreeMap<>());
  }

  /** Adds a topic on brokers that are all known; does nothing otherwise (protocol 3.3). */
  public void addTopic(String topic, List<QueueRoute> queues) {
    for (QueueRoute queue : queues) {
      if (!brokers.containsKey(queue.brokerName())) {
        return;
      }
    }
    queues.forEach(queue -> topics.put(topic, queue));
  }

  /** Forgets a topic, on the brokers of one cluster or, when that is null, on all. */
  public void deleteTopic(String topic, @Nullable String cluster) {
    if (cluster == null) {
      topics.deleteTopic(topic);
    } else {
      topics.delete(topic, namesIn(cluster));
    }
  }

  /** Forgets a topic on one broker. */
  public void deleteTopicOf(String brokerName, String topic) {
    topics.delete(topic, Set.of(brokerName));
  }

  /** Takes the permission to be written to from all topics of a broker; returns how many. */
  public int wipeWritePermission(String brokerName) {
    return topics.permit(brokerName, perm -> perm & ~TopicTable.WRITE);
  }

  /** Gives all topics of a broker the permissions to read and write; returns how many. */
  public int addWritePermission(String brokerName) {
    return topics.permit(brokerName, perm -> TopicTable.READ_WRITE);
  }

  /** Returns the names of all topics. */
  public TopicList topics() {
    return new TopicList(topics.all(), null);
  }

  /** Returns the names of the topics that some broker of a cluster has. */
  public TopicList topicsOf(String cluster) {
    return new TopicList(topics.on(namesIn(cluster)), null);
  }

  /** Returns the names of the topics whose system flag has, under a mask, a value. */
  public TopicList topicsFlagged(int mask, int value) {
    return new TopicList(topics.flagged(mask, value), null);
  }

  /** Returns the names of clusters and brokers, which are topics too, and some broker's address. */
  public TopicList systemTopics(UnaryOperator<String> shown) {
    List<String> names = new ArrayList<>();
    clusters(shown)
        .clusters()
        .forEach(
            (cluster, members) -> {
              names.add(cluster);
              names.addAll(members);
            });
    String address = null;
    for (Broker broker : brokers.values()) {
      address = shown.apply(broker.addresses.get(broker.addresses.firstKey()));
    }
    return new TopicList(names, address);
  }

  private Set<String> namesIn(String cluster) {
    SortedMap<String, Broker> found = new TreeMap<>(brokers);
    found.values().removeIf(broker -> !broker.cluster.equals(cluster));
    return found.keySet();
  }
}
