package io.skua.cli.doctor;

import io.skua.wire.body.ClientConnection;
import io.skua.wire.body.ConsumeStats;
import io.skua.wire.body.ConsumeTimeSpans;
import io.skua.wire.body.ConsumerConnections;
import io.skua.wire.body.ConsumerRunningInfo;
import io.skua.wire.body.SubscriptionGroup;
import io.skua.wire.body.SubscriptionGroupTable;
import io.skua.wire.body.TopicRoute;
import io.skua.wire.body.TopicStats;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.GetConsumeStats;
import io.skua.wire.header.GetConsumeTimeSpan;
import io.skua.wire.header.GetConsumerConnections;
import io.skua.wire.header.GetConsumerRunningInfo;
import io.skua.wire.header.TopicOnly;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** Asks the masters about a consumer group, and, through them, its members about themselves. */
final class GroupSurvey {
  /** The topic of what is to be consumed again, before the group's name (protocol b 2.4). */
  static final String RETRY = "%RETRY%";

  /** The topic of what was given up, before the group's name (protocol b 6.2). */
  static final String DEAD = "%DLQ%";

  private final Questions questions;
  private final Survey survey;
  private final String group;

  GroupSurvey(Questions questions, Survey survey, String group) {
    this.questions = questions;
    this.survey = survey;
    this.group = group;
  }

  Facts.Group ask(List<Facts.Broker> brokers, SortedMap<String, Answer<TopicRoute>> retries)
      throws InterruptedException {
    Map<String, String> masters = new HashMap<>();
    for (Facts.Broker broker : brokers) {
      if (broker.master() && !(broker.figures() instanceof Answer.Missing)) {
        String elsewhere = broker.elsewhere();
        masters.putIfAbsent(broker.name(), elsewhere == null ? broker.address() : elsewhere);
      }
    }
    Survey.Asked<SubscriptionGroup> settings = survey.step();
    Survey.Asked<ConsumerConnections> connections = survey.step();
    Survey.Asked<ConsumeStats> progress = survey.step();
    Survey.Asked<TopicStats> deadLetters = survey.step();
    masters.forEach(
        (name, address) -> {
          settings.put(name, () -> settings(address));
          connections.put(name, () -> connections(address));
          progress.put(name, () -> progress(address));
          deadLetters.put(name, () -> deadLetters(address));
        });
    Map<String, Survey.Asked<ConsumeTimeSpans>> spans = spans(masters, progress.await());
    SortedMap<String, Answer<ConsumerRunningInfo>> members = members(masters, connections.await());
    SortedMap<String, Facts.AtBroker> at = new TreeMap<>();
    for (String name : masters.keySet()) {
      at.put(
          name,
          new Facts.AtBroker(
              Survey.known(settings.await(), name),
              Survey.known(connections.await(), name),
              Survey.known(progress.await(), name),
              Survey.known(deadLetters.await(), name),
              spans.getOrDefault(name, survey.step()).await()));
    }
    return new Facts.Group(group, at, members, retries);
  }

  // All groups, as to ask for one of them (352) makes it at Apache's brokers when it is not there.
  private CompletableFuture<Answer<SubscriptionGroup>> settings(String address) {
    Frame request = Frame.request(RequestCode.GET_ALL_SUBSCRIPTION_GROUPS);
    return questions.ask(address, request, SubscriptionGroupTable::parse).thenApply(this::mine);
  }

  private Answer<SubscriptionGroup> mine(Answer<SubscriptionGroupTable> answer) {
    if (answer instanceof Answer.Got<SubscriptionGroupTable> got) {
      SubscriptionGroup found = got.value().groups().get(group);
      return found == null
          ? new Answer.Refused<>(ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST, "")
          : new Answer.Got<>(found, got.version(), got.askedMillis(), got.tookMillis());
    }
    return answer instanceof Answer.Refused<SubscriptionGroupTable> refused
        ? new Answer.Refused<>(refused.code(), refused.remark())
        : new Answer.Missing<>(Answer.Trouble.SILENT, "its groups are not known");
  }

  private CompletableFuture<Answer<ConsumerConnections>> connections(String address) {
    Frame request =
        Frame.request(
            RequestCode.GET_CONSUMER_CONNECTIONS,
            GetConsumerConnections.WIRE,
            new GetConsumerConnections(group));
    return questions.ask(address, request, ConsumerConnections::parse);
  }

  private CompletableFuture<Answer<ConsumeStats>> progress(String address) {
    Frame request =
        Frame.request(
            RequestCode.GET_CONSUME_STATS,
            GetConsumeStats.WIRE,
            new GetConsumeStats(group, null, null));
    return questions.ask(address, request, ConsumeStats::parse);
  }

  private CompletableFuture<Answer<TopicStats>> deadLetters(String address) {
    Frame request =
        Frame.request(RequestCode.GET_TOPIC_STATS, TopicOnly.WIRE, new TopicOnly(DEAD + group));
    return questions.ask(address, request, TopicStats::parse);
  }

  /** Asks since when that waits which is not consumed. */
  private Map<String, Survey.Asked<ConsumeTimeSpans>> spans(
      Map<String, String> masters, SortedMap<String, Answer<ConsumeStats>> progress) {
    Map<String, Survey.Asked<ConsumeTimeSpans>> spans = new HashMap<>();
    masters.forEach(
        (name, address) -> {
          Survey.Asked<ConsumeTimeSpans> asked = survey.step();
          for (String topic : behind(Survey.known(progress, name))) {
            Frame request =
                Frame.request(
                    RequestCode.GET_CONSUME_TIME_SPAN,
                    GetConsumeTimeSpan.WIRE,
                    new GetConsumeTimeSpan(topic, group));
            asked.put(topic, () -> questions.ask(address, request, ConsumeTimeSpans::parse));
          }
          spans.put(name, asked);
        });
    return spans;
  }

  private static SortedSet<String> behind(Answer<ConsumeStats> progress) {
    SortedSet<String> topics = new TreeSet<>();
    ConsumeStats known = progress.orNull();
    if (known != null) {
      known
          .offsets()
          .forEach(
              (queue, place) -> {
                if (place.brokerOffset() > place.consumerOffset()) {
                  topics.add(queue.topic());
                }
              });
    }
    return topics;
  }

  private SortedMap<String, Answer<ConsumerRunningInfo>> members(
      Map<String, String> masters, SortedMap<String, Answer<ConsumerConnections>> connections)
      throws InterruptedException {
    Survey.Asked<ConsumerRunningInfo> asked = survey.step();
    for (Map.Entry<String, String> master : masters.entrySet()) {
      ConsumerConnections known = Survey.known(connections, master.getKey()).orNull();
      List<ClientConnection> clients = known == null ? List.of() : known.connections();
      for (ClientConnection client : clients) {
        Frame request =
            Frame.request(
                RequestCode.GET_CONSUMER_RUNNING_INFO,
                GetConsumerRunningInfo.WIRE,
                new GetConsumerRunningInfo(group, client.clientId(), false));
        asked.put(
            client.clientId(),
            () -> questions.ask(master.getValue(), request, ConsumerRunningInfo::parse));
      }
    }
    return asked.await();
  }
}
