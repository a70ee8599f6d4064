package io.skua.cli.doctor;

import io.skua.net.Address;
import io.skua.runtime.Platform;
import io.skua.wire.body.BrokerRoute;
import io.skua.wire.body.ClusterInfo;
import io.skua.wire.body.KvTable;
import io.skua.wire.body.TopicRoute;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.GetRoute;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks what can be known of a cluster: the name servers, the brokers that they tell, and so on. All
 * questions of a step are under way together; there are six steps at most. Waits in its caller.
 */
final class Survey {
  /** From which brokers make other topics, where that is on (protocol 4.6). */
  private static final String MODEL = "TBW102";

  /** A broker listens for senders of the VIP channel so much below its port (protocol 6.9). */
  private static final int VIP_DISTANCE = 2;

  // Each question has a deadline of its own; this one only guards against a defect.
  private static final Duration GUARD = Duration.ofSeconds(10);

  private final Questions questions;
  private final Platform platform;
  private final Duration guard;

  /**
   * Makes one.
   *
   * @param timeout of one question
   */
  Survey(Questions questions, Platform platform, Duration timeout) {
    this.questions = questions;
    this.platform = platform;
    this.guard = timeout.plus(GUARD);
  }

  /** Asks everything. */
  Facts ask(Subject subject) throws InterruptedException {
    List<String> servers = subject.nameServers();
    String topic = subject.topic();
    String group = subject.group();
    Asked<ClusterInfo> clusters = new Asked<>();
    Asked<TopicRoute> routes = new Asked<>();
    Asked<TopicRoute> models = new Asked<>();
    Asked<TopicRoute> retries = new Asked<>();
    for (String server : servers) {
      Frame request = Frame.request(RequestCode.GET_BROKER_CLUSTER_INFO);
      clusters.put(server, () -> questions.ask(server, request, ClusterInfo::parse));
      if (topic != null) {
        routes.put(server, () -> route(server, topic));
        models.put(server, () -> route(server, MODEL));
      }
      if (group != null) {
        retries.put(server, () -> route(server, GroupSurvey.RETRY + group));
      }
    }
    SortedMap<String, Answer<ClusterInfo>> told = clusters.await();
    List<Facts.NameServer> nameServers = new ArrayList<>();
    for (String server : servers) {
      nameServers.add(new Facts.NameServer(server, known(told, server)));
    }
    List<Facts.Broker> brokers = brokers(nameServers, subject.vip());
    GroupSurvey members = group == null ? null : new GroupSurvey(questions, this, group);
    return new Facts(
        nameServers,
        brokers,
        topic == null ? null : new Facts.Topic(topic, routes.await(), models.await()),
        members == null ? null : members.ask(brokers, retries.await()));
  }

  private CompletableFuture<Answer<TopicRoute>> route(String server, String topic) {
    Frame request =
        Frame.request(RequestCode.GET_ROUTE_BY_TOPIC, GetRoute.WIRE, new GetRoute(topic, true));
    return questions.ask(server, request, TopicRoute::parse);
  }

  /** A broker and an address, as name servers tell them. */
  private record Told(String cluster, String name, long id, String address) {}

  private List<Facts.Broker> brokers(List<Facts.NameServer> servers, boolean vip)
      throws InterruptedException {
    Map<Told, List<String>> tellers = tellers(servers);
    Asked<KvTable> reached = new Asked<>();
    Asked<KvTable> vips = new Asked<>();
    Asked<Map<String, String>> settings = new Asked<>();
    for (Told told : tellers.keySet()) {
      String address = told.address();
      reached.put(address, () -> figures(address));
      settings.put(address, () -> settings(address));
      if (vip) {
        vips.put(address, () -> figures(vipOf(address)));
      }
    }
    Map<Told, String> elsewhere = elsewhere(tellers, reached.await());
    Asked<KvTable> figures = new Asked<>();
    for (String address : elsewhere.values()) {
      figures.put(address, () -> figures(address));
      settings.put(address, () -> settings(address));
    }
    List<Facts.Broker> brokers = new ArrayList<>();
    for (Map.Entry<Told, List<String>> entry : tellers.entrySet()) {
      Told told = entry.getKey();
      Answer<KvTable> there = known(reached.await(), told.address());
      String other = elsewhere.get(told);
      brokers.add(
          new Facts.Broker(
              told.cluster(),
              told.name(),
              told.id(),
              told.address(),
              entry.getValue(),
              there,
              other,
              other == null ? there : known(figures.await(), other),
              known(settings.await(), other == null ? told.address() : other),
              vip ? known(vips.await(), told.address()) : null));
    }
    return brokers;
  }

  private static Map<Told, List<String>> tellers(List<Facts.NameServer> servers) {
    Map<Told, List<String>> tellers = new LinkedHashMap<>();
    for (Facts.NameServer server : servers) {
      ClusterInfo clusters = server.clusters().orNull();
      Collection<BrokerRoute> routes = clusters == null ? List.of() : clusters.brokers().values();
      for (BrokerRoute broker : routes) {
        broker
            .addresses()
            .forEach(
                (id, address) ->
                    tellers
                        .computeIfAbsent(
                            new Told(broker.cluster(), broker.brokerName(), id, address),
                            told -> new ArrayList<>())
                        .add(server.address()));
      }
    }
    return tellers;
  }

  /** Looks for brokers that cannot be reached where they say at the hosts of the name servers. */
  private Map<Told, String> elsewhere(
      Map<Told, List<String>> tellers, SortedMap<String, Answer<KvTable>> reached)
      throws InterruptedException {
    Map<Told, List<String>> candidates = new HashMap<>();
    Asked<Map<String, String>> settings = new Asked<>();
    tellers.forEach(
        (told, servers) -> {
          if (known(reached, told.address()) instanceof Answer.Missing) {
            List<String> others = new ArrayList<>();
            for (String server : servers) {
              String other = atHostOf(server, told.address());
              if (other != null && !other.equals(told.address())) {
                others.add(other);
                settings.put(other, () -> settings(other));
              }
            }
            candidates.put(told, others);
          }
        });
    SortedMap<String, Answer<Map<String, String>>> there = settings.await();
    Map<Told, String> found = new HashMap<>();
    candidates.forEach(
        (told, others) -> {
          for (String other : others) {
            Map<String, String> known = known(there, other).orNull();
            if (known != null && told.name().equals(known.get("brokerName"))) {
              found.putIfAbsent(told, other);
            }
          }
        });
    return found;
  }

  private static @Nullable String atHostOf(String server, String address) {
    try {
      return Address.parse(server).withPort(Address.parse(address).port()).toString();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String vipOf(String address) {
    try {
      Address main = Address.parse(address);
      return main.withPort(main.port() - VIP_DISTANCE).toString();
    } catch (IllegalArgumentException e) {
      return address;
    }
  }

  private CompletableFuture<Answer<KvTable>> figures(String address) {
    Frame request = Frame.request(RequestCode.GET_BROKER_RUNTIME_INFO);
    return questions.ask(address, request, KvTable::parse);
  }

  private CompletableFuture<Answer<Map<String, String>>> settings(String address) {
    Frame request = Frame.request(RequestCode.GET_BROKER_CONFIG);
    return questions.ask(address, request, Survey::properties);
  }

  /** Reads lines of {@code key=value}, without escapes (protocol b 12.2). */
  private static Map<String, String> properties(byte[] body) {
    Map<String, String> properties = new HashMap<>();
    new String(body, StandardCharsets.UTF_8)
        .lines()
        .forEach(
            line -> {
              int equals = line.indexOf('=');
              if (equals > 0) {
                properties.put(line.substring(0, equals).strip(), line.substring(equals + 1));
              }
            });
    return properties;
  }

  /** Returns the answer of somebody who was asked. */
  static <T> Answer<T> known(SortedMap<String, Answer<T>> answers, String who) {
    Answer<T> answer = answers.get(who);
    if (answer == null) {
      throw new IllegalStateException("nobody has asked " + who);
    }
    return answer;
  }

  /** Makes the place for the answers of a step. */
  <T> Asked<T> step() {
    return new Asked<>();
  }

  /** The questions of a step, by who is asked; nobody is asked twice. */
  final class Asked<T> {
    private final Map<String, CompletableFuture<Answer<T>>> pending = new LinkedHashMap<>();

    void put(String who, Supplier<CompletableFuture<Answer<T>>> question) {
      pending.computeIfAbsent(who, nobody -> question.get());
    }

    /** Waits for all answers. */
    SortedMap<String, Answer<T>> await() throws InterruptedException {
      SortedMap<String, Answer<T>> answers = new TreeMap<>();
      for (Map.Entry<String, CompletableFuture<Answer<T>>> entry : pending.entrySet()) {
        try {
          answers.put(entry.getKey(), platform.await(entry.getValue(), guard));
        } catch (ExecutionException | TimeoutException e) {
          throw new IllegalStateException("a question to " + entry.getKey() + " did not end", e);
        }
      }
      return answers;
    }
  }
}
