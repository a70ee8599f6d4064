package io.skua.cli.doctor;

import io.skua.wire.body.ClientConnection;
import io.skua.wire.body.ConsumerConnections;
import io.skua.wire.body.ConsumerRunningInfo;
import io.skua.wire.body.SubscriptionData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who is in a group, and whether all its members want the same. */
final class MemberChecks {
  private static final String MEMBERS = "members";

  private MemberChecks() {}

  static void judge(Facts.Group group, Facts.@Nullable Topic topic, List<Finding> findings) {
    SortedMap<String, ClientConnection> clients = clients(group);
    if (clients.isEmpty()) {
      findings.add(
          Finding.warn(
              MEMBERS,
              group.name(),
              "has no member online",
              "Start a consumer. If one runs: does it name these name servers and this group, in"
                  + " the same namespace, and does its log say that it reaches the brokers?"));
      return;
    }
    findings.add(Finding.ok(MEMBERS, group.name(), "has " + words(clients) + untold(group)));
    connections(group, clients, findings);
    twice(group, findings);
    agreements(group, findings);
    subscribed(group, topic, findings);
    crowd(group, topic, clients.size(), findings);
  }

  private static SortedMap<String, ClientConnection> clients(Facts.Group group) {
    SortedMap<String, ClientConnection> clients = new TreeMap<>();
    for (ConsumerConnections connections : group.online()) {
      connections.connections().forEach(client -> clients.putIfAbsent(client.clientId(), client));
    }
    return clients;
  }

  private static String words(SortedMap<String, ClientConnection> clients) {
    SortedMap<String, Integer> kinds = new TreeMap<>();
    for (ClientConnection client : clients.values()) {
      kinds.merge(client.language() + " " + Releases.name(client.version()), 1, Integer::sum);
    }
    List<String> parts = new ArrayList<>();
    kinds.forEach((kind, count) -> parts.add(count + " of " + kind));
    return Words.count(clients.size(), "member") + ": " + String.join(", ", parts);
  }

  /** Says how many members have not told of themselves, which not every client can. */
  private static String untold(Facts.Group group) {
    int silent = 0;
    for (Answer<ConsumerRunningInfo> answer : group.members().values()) {
      silent += answer.orNull() == null ? 1 : 0;
    }
    return silent == 0 ? "" : " (" + silent + " of them did not tell their subscriptions)";
  }

  private static void connections(
      Facts.Group group, SortedMap<String, ClientConnection> clients, List<Finding> findings) {
    group
        .at()
        .forEach(
            (broker, at) -> {
              if (at.connections() instanceof Answer.Missing) {
                return;
              }
              SortedSet<String> absent = new TreeSet<>(clients.keySet());
              ConsumerConnections known = at.connections().orNull();
              if (known != null) {
                known.connections().forEach(client -> absent.remove(client.clientId()));
              }
              if (!absent.isEmpty()) {
                findings.add(
                    Finding.warn(
                        "connected",
                        group.name(),
                        broker + " does not know " + String.join(", ", absent),
                        "If that lasts longer than 30 s, a heartbeat: does that client reach the"
                            + " broker at the address that it advertises? Queues there may go to"
                            + " nobody, or to two members."));
              }
            });
  }

  private static void twice(Facts.Group group, List<Finding> findings) {
    SortedSet<String> twice = new TreeSet<>();
    for (ConsumerConnections connections : group.online()) {
      SortedSet<String> seen = new TreeSet<>();
      for (ClientConnection client : connections.connections()) {
        if (!seen.add(client.clientId())) {
          twice.add(client.clientId());
        }
      }
    }
    for (String client : twice) {
      findings.add(
          Finding.warn(
              "client-id",
              group.name(),
              "has client " + client + " with two connections at one broker",
              "Two processes with one client id get the same queues, and others get none: give each"
                  + " an instanceName of its own. A connection that has broken goes away within two"
                  + " minutes."));
    }
  }

  private static void agreements(Facts.Group group, List<Finding> findings) {
    SortedMap<String, ConsumerRunningInfo> told = new TreeMap<>();
    group
        .members()
        .forEach(
            (client, answer) -> {
              ConsumerRunningInfo info = answer.orNull();
              if (info != null) {
                told.put(client, info);
              }
            });
    disagreement(told, MemberChecks::subscriptions)
        .ifPresent(
            who ->
                findings.add(
                    Finding.fail(
                        "subscriptions-differ",
                        group.name(),
                        "has members that subscribe to different things: " + who,
                        "Have all members subscribe to the same topics with the same filters, or"
                            + " give those that want other things a group of their own. As it is,"
                            + " messages are lost: each queue goes to one member, whatever that one"
                            + " wants of it.")));
    disagreement(told, info -> info.properties().get("messageModel"))
        .ifPresent(
            who ->
                findings.add(
                    Finding.fail(
                        "models-differ",
                        group.name(),
                        "has members that share the messages, and members that each want all: "
                            + who,
                        "Set the same message model (setMessageModel) in all members.")));
    disagreement(told, info -> info.properties().get("PROP_CONSUMEORDERLY"))
        .ifPresent(
            who ->
                findings.add(
                    Finding.warn(
                        "order-differs",
                        group.name(),
                        "has members that consume in order, and members that do not: " + who,
                        "Register the same kind of listener in all members: order holds only when"
                            + " all keep it.")));
    disagreement(told, info -> info.properties().get("consumeFromWhere"))
        .ifPresent(
            who ->
                findings.add(
                    Finding.warn(
                        "start-differs",
                        group.name(),
                        "has members that begin at different places: " + who,
                        "Set the same consumeFromWhere in all members: it counts for queues that the"
                            + " group has not consumed yet, and chance decides whose.")));
  }

  private static String subscriptions(ConsumerRunningInfo info) {
    SortedSet<String> words = new TreeSet<>();
    for (SubscriptionData subscription : info.subscriptions()) {
      if (!subscription.topic().startsWith(GroupSurvey.RETRY)) {
        words.add(subscription.topic() + " " + filter(subscription));
      }
    }
    return words.isEmpty() ? "nothing" : String.join(", ", words);
  }

  // "a||b" and "b || a" want the same.
  private static String filter(SubscriptionData subscription) {
    return subscription.tags().isEmpty()
        ? subscription.expression()
        : String.join("||", subscription.tags());
  }

  /** Says who differs from most of the others in what, when not all are alike. */
  private static Optional<String> disagreement(
      SortedMap<String, ConsumerRunningInfo> told,
      Function<ConsumerRunningInfo, @Nullable String> aspect) {
    SortedMap<String, List<String>> camps = new TreeMap<>();
    told.forEach(
        (client, info) -> {
          String what = aspect.apply(info);
          if (what != null) {
            camps.computeIfAbsent(what, nobody -> new ArrayList<>()).add(client);
          }
        });
    if (camps.size() < 2) {
      return Optional.empty();
    }
    int largest = camps.values().stream().mapToInt(List::size).max().orElse(0);
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, List<String>> camp : camps.entrySet()) {
      List<String> clients = camp.getValue();
      boolean most = clients.size() == largest && clients.size() > 2;
      String who = most ? clients.size() + " members" : String.join(", ", clients);
      parts.add(who + ": " + camp.getKey());
    }
    return Optional.of(String.join("; ", parts));
  }

  private static void subscribed(
      Facts.Group group, Facts.@Nullable Topic topic, List<Finding> findings) {
    if (topic == null) {
      return;
    }
    for (ConsumerConnections connections : group.online()) {
      if (connections.subscriptions().containsKey(topic.name())) {
        return;
      }
    }
    findings.add(
        Finding.warn(
            "subscribed",
            group.name(),
            "does not subscribe to " + topic.name(),
            "Subscribe to it in all members, or name another topic or group here."));
  }

  private static void crowd(
      Facts.Group group, Facts.@Nullable Topic topic, int members, List<Finding> findings) {
    int queues = topic == null ? -1 : TopicChecks.readable(topic);
    if (queues > 0 && members > queues && !GroupChecks.broadcasts(group)) {
      findings.add(
          Finding.warn(
              "idle-members",
              group.name(),
              "has "
                  + members
                  + " members for "
                  + Words.count(queues, "queue")
                  + ": without pop, "
                  + (members - queues)
                  + " get nothing",
              "Give the topic more queues (mqadmin updateTopic -r -w), or start fewer members."));
    }
  }
}
