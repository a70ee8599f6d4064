package io.skua.cli.doctor;

import io.skua.wire.body.BrokerRoute;
import io.skua.wire.body.ClusterInfo;
import io.skua.wire.body.ConsumeStats;
import io.skua.wire.body.ConsumeTimeSpans;
import io.skua.wire.body.ConsumerConnections;
import io.skua.wire.body.ConsumerRunningInfo;
import io.skua.wire.body.KvTable;
import io.skua.wire.body.SubscriptionGroup;
import io.skua.wire.body.TopicRoute;
import io.skua.wire.body.TopicStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What servers have said, as plain data.
 *
 * @param nameServers in the order in which they were named
 * @param brokers in the order of name, id and address
 * @param topic what was asked about the topic, if one was named
 * @param group what was asked about the group, if one was named
 */
record Facts(
    List<NameServer> nameServers,
    List<Broker> brokers,
    @Nullable Topic topic,
    @Nullable Group group) {
  /** A name server. */
  record NameServer(String address, Answer<ClusterInfo> clusters) {}

  /**
   * A broker at an address that a name server tells.
   *
   * @param id 0 for the master
   * @param tellers the name servers that tell the address
   * @param figures its runtime information, from that address or else from {@code elsewhere}
   * @param settings its settings by name, likewise
   * @param reached what came of asking it at that address
   * @param elsewhere where it was reached instead, by a host of a name server
   * @param vip what came of asking it at the port of the VIP channel, if that was wanted
   */
  record Broker(
      String cluster,
      String name,
      long id,
      String address,
      List<String> tellers,
      Answer<KvTable> reached,
      @Nullable String elsewhere,
      Answer<KvTable> figures,
      Answer<Map<String, String>> settings,
      @Nullable Answer<KvTable> vip) {
    /** Returns how people call it. */
    String subject() {
      return id == 0 ? name : name + " " + id;
    }

    boolean master() {
      return id == 0;
    }

    /** Returns a setting, or null when it is not known. */
    @Nullable String setting(String key) {
      Map<String, String> known = settings.orNull();
      return known == null ? null : known.get(key);
    }

    /** Returns a figure, or null when it is not known. */
    @Nullable String figure(String key) {
      KvTable known = figures.orNull();
      return known == null ? null : known.table().get(key);
    }
  }

  /**
   * A topic.
   *
   * @param routes by name server
   * @param models the routes of the topic from which brokers make others by themselves, likewise
   */
  record Topic(
      String name,
      SortedMap<String, Answer<TopicRoute>> routes,
      SortedMap<String, Answer<TopicRoute>> models) {
    /** Returns the route that the first name server tells that has one; null when none has. */
    @Nullable TopicRoute route() {
      return first(routes);
    }

    /** Returns the names of the brokers that make topics by themselves. */
    List<String> makers() {
      TopicRoute model = first(models);
      return model == null
          ? List.of()
          : model.brokers().stream().map(BrokerRoute::brokerName).sorted().toList();
    }
  }

  /**
   * A consumer group.
   *
   * @param at by broker name, what the masters say that could be asked
   * @param members what each client says of itself, by client id
   * @param retries routes of the retry topic by name server
   */
  record Group(
      String name,
      SortedMap<String, AtBroker> at,
      SortedMap<String, Answer<ConsumerRunningInfo>> members,
      SortedMap<String, Answer<TopicRoute>> retries) {
    /** Returns those brokers' answers that say who is online. */
    List<ConsumerConnections> online() {
      List<ConsumerConnections> online = new ArrayList<>();
      for (AtBroker broker : at.values()) {
        ConsumerConnections connections = broker.connections().orNull();
        if (connections != null) {
          online.add(connections);
        }
      }
      return online;
    }
  }

  /**
   * A consumer group at a broker.
   *
   * @param spans by topic, for topics of which something is not consumed
   * @param deadLetters what the topic of dead letters has
   */
  record AtBroker(
      Answer<SubscriptionGroup> settings,
      Answer<ConsumerConnections> connections,
      Answer<ConsumeStats> progress,
      Answer<TopicStats> deadLetters,
      SortedMap<String, Answer<ConsumeTimeSpans>> spans) {}

  private static <T> @Nullable T first(SortedMap<String, Answer<T>> answers) {
    for (Answer<T> answer : answers.values()) {
      T value = answer.orNull();
      if (value != null) {
        return value;
      }
    }
    return null;
  }
}
