package io.skua.server.broker;

import io.skua.net.Address;
import io.skua.net.Link;
import io.skua.net.NetException;
import io.skua.runtime.Clock;
import io.skua.runtime.Loop;
import io.skua.wire.body.ClientConnection;
import io.skua.wire.body.ConsumeFromWhere;
import io.skua.wire.body.ConsumeType;
import io.skua.wire.body.ConsumerConnections;
import io.skua.wire.body.ConsumerData;
import io.skua.wire.body.Heartbeat;
import io.skua.wire.body.MessageModel;
import io.skua.wire.body.ProducerTable;
import io.skua.wire.body.SubscriptionData;
import io.skua.wire.code.Language;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.ConsumerIdsChanged;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clients that have sent a heartbeat, by group and connection (protocol B 2.3). The loop of the
 * server owns it.
 */
public final class Clients {
  /** After how long without a heartbeat a client is gone. */
  static final Duration EXPIRY = Duration.ofSeconds(120);

  private static final String ORIGIN = "origin";
  private static final Logger log = LoggerFactory.getLogger(Clients.class);

  private final Map<String, Map<Link, Client>> producers = new HashMap<>();
  private final Map<String, Group> consumers = new HashMap<>();
  private final Map<String, Link> producerLinks = new HashMap<>(); // by client id
  private final Set<String> changed = new LinkedHashSet<>(); // groups whose clients do not know
  private final Loop loop;
  private final Clock clock;

  /** Makes an empty registry. */
  public Clients(Loop loop, Clock clock) {
    this.loop = loop;
    this.clock = clock;
  }

  private static final class Client {
    final String id;
    long seen;

    Client(String id, long seen) {
      this.id = id;
      this.seen = seen;
    }
  }

  /** A consumer group with at least one client. */
  private static final class Group {
    final Map<Link, Client> members = new LinkedHashMap<>();
    final Map<String, SubscriptionData> subscriptions = new HashMap<>();
    final Agreement agreement;
    MessageModel model = MessageModel.CLUSTERING;
    ConsumeType type = ConsumeType.CONSUME_PASSIVELY;
    ConsumeFromWhere from = ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET;
    int fingerprint;

    Group(String name) {
      agreement = new Agreement(name);
    }
  }

  /** What a connection's frames say of its client. */
  private record Origin(Language language, int version) {}

  /** Notes what the client at the other end of a connection is written in. */
  public void met(Link link, Language language, int version) {
    if (link.attribute(ORIGIN) == null) {
      link.attribute(ORIGIN, new Origin(language, version));
    }
  }

  /** Notes a producer. */
  public void producer(String group, Link link, String clientId) {
    see(producers.computeIfAbsent(group, name -> new LinkedHashMap<>()), link, clientId);
    producerLinks.put(clientId, link);
  }

  /** Returns the connection of a client that has a producer, the newest one, or null. */
  public @Nullable Link producer(String clientId) {
    return producerLinks.get(clientId);
  }

  /**
   * Notes a consumer and what its group subscribes to; the group's clients hear when it changed, at
   * the end of the turn, of several changes once. What was heard last counts for all of the group.
   *
   * @param beat the heartbeat that has the data
   * @param notify whether the group wants to be told
   * @return whether the fingerprint of the group's heartbeats differs from the one before
   */
  public boolean consumer(ConsumerData data, Link link, Heartbeat beat, boolean notify) {
    Group group = consumers.computeIfAbsent(data.groupName(), Group::new);
    boolean differs = group.fingerprint != beat.fingerprint();
    group.fingerprint = beat.fingerprint();
    boolean news = see(group.members, link, beat.clientId());
    group.model = data.messageModel();
    group.type = data.consumeType();
    group.from = data.consumeFromWhere();
    if (!beat.withoutSubscriptions()) {
      news |= subscribe(group, data.subscriptions());
      group.agreement.heard(link, beat.clientId(), data.subscriptions());
    }
    if (news && notify) {
      changed(data.groupName());
    }
    return differs;
  }

  private boolean see(Map<Link, Client> members, Link link, String clientId) {
    Client known = members.get(link);
    if (known != null && known.id.equals(clientId)) {
      known.seen = clock.nanos();
      return false;
    }
    members.put(link, new Client(clientId, clock.nanos()));
    return known == null;
  }

  private static boolean subscribe(Group group, List<SubscriptionData> fresh) {
    boolean changed = false;
    Set<String> topics = new LinkedHashSet<>();
    for (SubscriptionData subscription : fresh) {
      topics.add(subscription.topic());
      SubscriptionData old = group.subscriptions.get(subscription.topic());
      if (old == null || old.version() < subscription.version()) {
        group.subscriptions.put(subscription.topic(), subscription);
      }
      changed |= old == null;
    }
    return group.subscriptions.keySet().retainAll(topics) || changed;
  }

  private void changed(String name) {
    if (changed.isEmpty()) {
      loop.after(Duration.ZERO, this::tell);
    }
    changed.add(name);
  }

  private void tell() {
    List<String> names = List.copyOf(changed);
    changed.clear();
    for (String name : names) {
      Group group = consumers.get(name);
      // Whoever gets all messages anyway need not know who else does.
      if (group != null && group.model != MessageModel.BROADCASTING) {
        tell(name, group);
      }
    }
  }

  private static void tell(String name, Group group) {
    Frame news =
        Frame.request(
            RequestCode.NOTIFY_CONSUMER_IDS_CHANGED,
            ConsumerIdsChanged.WIRE,
            new ConsumerIdsChanged(name));
    for (Link member : group.members.keySet()) {
      try {
        member.oneWay(news);
      } catch (NetException e) {
        log.debug("{} does not hear that group {} has changed", member, name, e);
      }
    }
  }

  /** Forgets a client's producers or consumers of a group; null leaves either alone. */
  public void unregister(
      Link link, @Nullable String producerGroup, @Nullable String consumerGroup, boolean notify) {
    if (producerGroup != null) {
      leaveProducers(producerGroup, link);
    }
    if (consumerGroup != null) {
      leaveConsumers(consumerGroup, link, notify);
    }
  }

  /** Forgets a connection that has closed. */
  public void closed(Link link) {
    for (String group : List.copyOf(producers.keySet())) {
      leaveProducers(group, link);
    }
    for (String group : List.copyOf(consumers.keySet())) {
      leaveConsumers(group, link, true);
    }
  }

  private void leaveProducers(String name, Link link) {
    Map<Link, Client> members = producers.get(name);
    if (members == null) {
      return;
    }
    Client gone = members.remove(link);
    if (gone == null) {
      return;
    }
    if (members.isEmpty()) {
      producers.remove(name);
    }
    if (producers.values().stream().noneMatch(others -> others.containsKey(link))) {
      producerLinks.remove(gone.id, link);
    }
  }

  private void leaveConsumers(String name, Link link, boolean notify) {
    Group group = consumers.get(name);
    if (group == null || group.members.remove(link) == null) {
      return;
    }
    group.agreement.left(link);
    if (group.members.isEmpty()) {
      consumers.remove(name);
    } else if (notify) {
      changed(name);
    }
  }

  /** Returns the connections that have been silent for too long, and forgets their clients. */
  public Set<Link> expire() {
    long now = clock.nanos();
    Set<Link> silent = new LinkedHashSet<>();
    for (Map<Link, Client> members : producers.values()) {
      collectSilent(members, now, silent);
    }
    for (Group group : consumers.values()) {
      collectSilent(group.members, now, silent);
    }
    silent.forEach(this::closed);
    return silent;
  }

  private static void collectSilent(Map<Link, Client> members, long now, Set<Link> silent) {
    members.forEach(
        (link, client) -> {
          if (now - client.seen > EXPIRY.toNanos()) {
            silent.add(link);
          }
        });
  }

  /** Says whether a group has a client now. */
  public boolean consuming(String group) {
    return consumers.containsKey(group);
  }

  /** Says whether the clients of a group each get all messages. */
  public boolean broadcasting(String group) {
    Group known = consumers.get(group);
    return known != null && known.model == MessageModel.BROADCASTING;
  }

  /** Returns what a group subscribes to in a topic, or null. */
  public @Nullable SubscriptionData subscription(String group, String topic) {
    Group known = consumers.get(group);
    return known == null ? null : known.subscriptions.get(topic);
  }

  /**
   * Returns the ids of a group's clients, each once; none when there is no client. A client whose
   * old connection is not known to be dead yet has two: with its id twice in the list, Apache's
   * brokers have the second share of the queues go to nobody.
   */
  public List<String> consumerIds(String group) {
    Group known = consumers.get(group);
    Set<String> ids = new LinkedHashSet<>();
    if (known != null) {
      known.members.values().forEach(client -> ids.add(client.id));
    }
    return List.copyOf(ids);
  }

  /** Returns the connections of a group's clients, with the ids of the clients. */
  public Map<Link, String> members(String group) {
    Map<Link, String> members = new LinkedHashMap<>();
    Group known = consumers.get(group);
    if (known != null) {
      known.members.forEach((link, client) -> members.put(link, client.id));
    }
    return members;
  }

  /** Returns the groups whose clients do not all subscribe to the same. */
  public SortedSet<String> divided() {
    SortedSet<String> names = new TreeSet<>();
    consumers.forEach(
        (name, group) -> {
          if (!group.agreement.whole()) {
            names.add(name);
          }
        });
    return names;
  }

  /** Says whether the members of a group subscribe differently. */
  public boolean divided(String groupName) {
    Group group = consumers.get(groupName);
    return group != null && !group.agreement.whole();
  }

  /** Returns the groups that subscribe to a topic now. */
  public Set<String> subscribers(String topic) {
    Set<String> groups = new LinkedHashSet<>();
    consumers.forEach(
        (name, group) -> {
          if (group.subscriptions.containsKey(topic)) {
            groups.add(name);
          }
        });
    return groups;
  }

  /** Returns the clients of a group and what it wants; null when there is no client. */
  public @Nullable ConsumerConnections connections(String group) {
    Group known = consumers.get(group);
    if (known == null) {
      return null;
    }
    List<ClientConnection> connections = new ArrayList<>();
    known.members.forEach((link, client) -> connections.add(connection(link, client)));
    return new ConsumerConnections(
        connections, known.from, known.type, known.model, new TreeMap<>(known.subscriptions));
  }

  /** Returns the clients that have a producer of a group; none when there is no client. */
  public List<ClientConnection> producerConnections(String group) {
    List<ClientConnection> connections = new ArrayList<>();
    producers
        .getOrDefault(group, Map.of())
        .forEach((link, client) -> connections.add(connection(link, client)));
    return connections;
  }

  /** Returns all producers. */
  public ProducerTable producerTable() {
    SortedMap<String, List<ProducerTable.Producer>> groups = new TreeMap<>();
    long wall = clock.wallMillis();
    long now = clock.nanos();
    producers.forEach(
        (name, members) -> {
          List<ProducerTable.Producer> clients = new ArrayList<>();
          members.forEach(
              (link, client) -> {
                ClientConnection known = connection(link, client);
                long seen = wall - TimeUnit.NANOSECONDS.toMillis(now - client.seen);
                String address = "/" + known.clientAddr();
                clients.add(
                    new ProducerTable.Producer(
                        known.clientId(), known.language(), seen, address, known.version()));
              });
          groups.put(name, clients);
        });
    return new ProducerTable(groups);
  }

  private static ClientConnection connection(Link link, Client client) {
    InetSocketAddress remote = link.remote();
    Address address = new Address(remote.getAddress().getHostAddress(), remote.getPort());
    Origin origin =
        link.attribute(ORIGIN) instanceof Origin known ? known : new Origin(Language.OTHER, 0);
    return new ClientConnection(
        address.toString(), client.id, origin.language.name(), origin.version);
  }

  /**
   * Returns a connection that has a producer of a group, each in its turn; null when none is open.
   */
  public @Nullable Link nextProducer(String group) {
    Map<Link, Client> members = producers.getOrDefault(group, Map.of());
    for (Link link : List.copyOf(members.keySet())) {
      // Whoever was asked goes to the end of the row.
      members.put(link, Objects.requireNonNull(members.remove(link)));
      if (link.isOpen()) {
        return link;
      }
    }
    return null;
  }

  /** Returns how many connections have a producer of a group. */
  public int producers(String group) {
    return producers.getOrDefault(group, Map.of()).size();
  }
}
