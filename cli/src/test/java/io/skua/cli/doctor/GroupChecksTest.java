package io.skua.cli.doctor;

import static io.skua.cli.doctor.Samples.SERVER;
import static io.skua.cli.doctor.Samples.by;
import static io.skua.cli.doctor.Samples.got;
import static io.skua.cli.doctor.Samples.missing;
import static io.skua.cli.doctor.Samples.queues;
import static io.skua.cli.doctor.Samples.refused;
import static io.skua.cli.doctor.Samples.topic;
import static org.assertj.core.api.Assertions.assertThat;

import io.skua.cli.doctor.Answer.Trouble;
import io.skua.wire.body.ClientConnection;
import io.skua.wire.body.ConsumeFromWhere;
import io.skua.wire.body.ConsumeStats;
import io.skua.wire.body.ConsumeTimeSpans;
import io.skua.wire.body.ConsumeType;
import io.skua.wire.body.ConsumerConnections;
import io.skua.wire.body.ConsumerRunningInfo;
import io.skua.wire.body.MessageModel;
import io.skua.wire.body.QueueName;
import io.skua.wire.body.SubscriptionData;
import io.skua.wire.body.SubscriptionGroup;
import io.skua.wire.body.TopicRoute;
import io.skua.wire.body.TopicStats;
import io.skua.wire.code.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class GroupChecksTest {
  private static final Answer<TopicRoute> ABSENT = refused(17, "");
  private static final Answer<ConsumerConnections> OFFLINE = refused(206, "not online");
  private static final QueueName QUEUE = new QueueName("T", "a", 3);

  /** A group of two members that is well, at one broker. */
  private static final class Sample {
    private Answer<SubscriptionGroup> settings = got(SubscriptionGroup.of("g"));
    private Answer<ConsumerConnections> connections;
    private final SortedMap<QueueName, ConsumeStats.Progress> progress = new TreeMap<>();
    private final SortedMap<String, Answer<ConsumeTimeSpans>> spans = new TreeMap<>();
    private Answer<TopicStats> deadLetters = refused(17, "");
    private final SortedMap<String, Answer<ConsumerRunningInfo>> members = new TreeMap<>();
    private Answer<TopicRoute> retry = got(topic(queues("a", 6, 1, 1)));
    private Facts.Topic topic;
    private final Samples.Broker broker = new Samples.Broker();
    private final SortedMap<String, Facts.AtBroker> others = new TreeMap<>();

    Sample() {
      connections = online(MessageModel.CLUSTERING, "c1", "c2");
      member("c1", "T", "*", Map.of());
      member("c2", "T", "*", Map.of());
      progress.put(QUEUE, new ConsumeStats.Progress(10, 10, 0, 10));
    }

    Sample member(String id, String topic, String expression, Map<String, String> properties) {
      TreeSet<String> tags = new TreeSet<>();
      if (!expression.equals("*")) {
        tags.addAll(List.of(expression.split(" *\\|\\| *")));
      }
      List<SubscriptionData> subscriptions = new ArrayList<>();
      for (String each : List.of(topic, "%RETRY%g")) {
        subscriptions.add(
            new SubscriptionData(each, expression, tags, new TreeSet<>(), 7, "TAG", false));
      }
      members.put(
          id,
          got(
              new ConsumerRunningInfo(
                  new TreeMap<>(properties),
                  subscriptions,
                  new TreeMap<>(),
                  new TreeMap<>(),
                  new TreeMap<>(),
                  null)));
      return this;
    }

    Sample behind(QueueName queue, long messages, long inHand, long delay) {
      progress.put(queue, new ConsumeStats.Progress(10 + messages, 10, 0, 10 + inHand));
      spans.put(
          queue.topic(),
          got(
              new ConsumeTimeSpans(
                  List.of(new ConsumeTimeSpans.Span(queue, 1_000_000_000_000L, 0, 0, delay)))));
      return this;
    }

    Sample offline() {
      connections = OFFLINE;
      members.clear();
      return this;
    }

    List<Finding> judge() {
      SortedMap<String, Facts.AtBroker> at = new TreeMap<>(others);
      at.put(
          "a",
          new Facts.AtBroker(
              settings, connections, got(new ConsumeStats(progress)), deadLetters, spans));
      return GroupChecks.judge(
          new Facts.Group("g", at, members, by(SERVER, retry)), topic, List.of(broker.build()));
    }

    Finding bad() {
      List<Finding> bad = judge().stream().filter(finding -> finding.level() != Level.OK).toList();
      assertThat(bad).hasSize(1);
      assertThat(bad.get(0).remedy()).isNotBlank();
      return bad.get(0);
    }
  }

  private static Answer<ConsumerConnections> online(MessageModel model, String... ids) {
    List<ClientConnection> clients = new ArrayList<>();
    for (String id : ids) {
      clients.add(new ClientConnection("h:" + clients.size(), id, "JAVA", Version.CURRENT));
    }
    SubscriptionData all =
        new SubscriptionData("T", "*", new TreeSet<>(), new TreeSet<>(), 7, "TAG", false);
    return got(
        new ConsumerConnections(
            clients,
            ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET,
            ConsumeType.CONSUME_PASSIVELY,
            model,
            by("T", all)));
  }

  @Test
  void one_that_is_well_is_two_lines() {
    assertThat(new Sample().judge())
        .containsExactly(
            Finding.ok("members", "g", "has 2 members: 2 of JAVA version 5.3.3"),
            Finding.ok("lag", "T", "is up to date"));
  }

  @Test
  void one_that_no_broker_knows_is_a_warning_where_brokers_make_groups_and_else_fails() {
    Sample sample = new Sample().offline();
    sample.settings = refused(26, "");
    sample.progress.clear();
    assertThat(sample.bad().level()).isEqualTo(Level.FAIL);
    assertThat(sample.bad().remedy()).contains("updateSubGroup", "autoCreateSubscriptionGroup");
    sample.broker.setting("autoCreateSubscriptionGroup", "true");
    assertThat(sample.bad().level()).isEqualTo(Level.WARN);
  }

  @Test
  void one_that_no_master_can_be_asked_about_fails() {
    Facts.Group group = new Facts.Group("g", new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    assertThat(GroupChecks.judge(group, null, List.of()).get(0).level()).isEqualTo(Level.FAIL);
  }

  @Test
  void one_that_is_switched_off_fails() {
    Sample sample = new Sample();
    sample.settings = got(group(false, true));
    assertThat(sample.bad().text()).isEqualTo("may not consume at a");
  }

  private static SubscriptionGroup group(boolean consumes, boolean broadcasts) {
    return new SubscriptionGroup(
        "g",
        consumes,
        true,
        broadcasts,
        false,
        1,
        16,
        SubscriptionGroup.of("g").retryPolicy(),
        0,
        1,
        true,
        0,
        15,
        null,
        new TreeMap<>());
  }

  @Test
  void one_that_may_not_broadcast_fails() {
    Sample sample = new Sample();
    sample.connections = online(MessageModel.BROADCASTING, "c1", "c2");
    assertThat(sample.judge()).allMatch(finding -> finding.level() == Level.OK);
    sample.settings = got(group(true, false));
    assertThat(sample.bad().text()).contains("broadcast");
  }

  @Test
  void nobody_online_is_a_warning() {
    assertThat(new Sample().offline().bad().check()).isEqualTo("members");
  }

  @Test
  void a_broker_that_does_not_know_a_member_is_told() {
    Sample sample = new Sample();
    sample.others.put(
        "b",
        new Facts.AtBroker(
            sample.settings,
            online(MessageModel.CLUSTERING, "c2"),
            got(new ConsumeStats(new TreeMap<>())),
            refused(17, ""),
            new TreeMap<>()));
    assertThat(sample.bad().text()).isEqualTo("b does not know c1");
  }

  @Test
  void a_broker_that_does_not_answer_is_told() {
    Sample sample = new Sample();
    sample.others.put(
        "b",
        new Facts.AtBroker(
            missing(Trouble.SILENT),
            missing(Trouble.SILENT),
            missing(Trouble.SILENT),
            missing(Trouble.SILENT),
            new TreeMap<>()));
    assertThat(sample.bad().text()).contains("is not told of by b");
  }

  @Test
  void a_client_id_with_two_connections_is_told() {
    Sample sample = new Sample();
    sample.connections = online(MessageModel.CLUSTERING, "c1", "c1", "c2");
    assertThat(sample.bad().text()).contains("client c1 with two connections");
  }

  @Test
  void members_that_subscribe_to_different_things_fail_and_are_named() {
    Finding finding = new Sample().member("c2", "T", "A || B", Map.of()).bad();
    assertThat(finding.level()).isEqualTo(Level.FAIL);
    assertThat(finding.text())
        .isEqualTo("has members that subscribe to different things: c1: T *; c2: T A||B");
    assertThat(new Sample().member("c2", "U", "*", Map.of()).bad().text()).contains("c2: U *");
  }

  @Test
  void of_many_members_those_that_differ_are_named() {
    Sample sample = new Sample().member("c3", "T", "*", Map.of()).member("c4", "T", "A", Map.of());
    assertThat(sample.bad().text()).endsWith(": 3 members: T *; c4: T A");
  }

  @Test
  void the_same_tags_in_another_order_are_the_same() {
    Sample sample =
        new Sample().member("c1", "T", "B||A", Map.of()).member("c2", "T", "A || B", Map.of());
    assertThat(sample.judge()).allMatch(finding -> finding.level() == Level.OK);
  }

  @Test
  void members_that_do_not_tell_are_counted() {
    Sample sample = new Sample();
    sample.members.put("c2", missing(Trouble.SILENT));
    assertThat(sample.judge().get(0).text()).contains("1 of them did not tell");
    assertThat(sample.judge()).allMatch(finding -> finding.level() == Level.OK);
  }

  @Test
  void members_with_other_modes_are_named() {
    Sample models = new Sample();
    models.member("c1", "T", "*", Map.of("messageModel", "BROADCASTING"));
    models.member("c2", "T", "*", Map.of("messageModel", "CLUSTERING"));
    assertThat(models.bad().check()).isEqualTo("models-differ");
    Sample orders = new Sample();
    orders.member("c1", "T", "*", Map.of("PROP_CONSUMEORDERLY", "true"));
    orders.member("c2", "T", "*", Map.of("PROP_CONSUMEORDERLY", "false"));
    assertThat(orders.bad().check()).isEqualTo("order-differs");
    Sample starts = new Sample();
    starts.member("c1", "T", "*", Map.of("consumeFromWhere", "CONSUME_FROM_FIRST_OFFSET"));
    starts.member("c2", "T", "*", Map.of("consumeFromWhere", "CONSUME_FROM_LAST_OFFSET"));
    assertThat(starts.bad().check()).isEqualTo("start-differs");
  }

  @Test
  void a_topic_that_it_does_not_subscribe_to_is_a_warning() {
    Sample sample = new Sample();
    sample.topic =
        new Facts.Topic("U", by(SERVER, got(topic(queues("a", 6, 4, 4)))), new TreeMap<>());
    assertThat(sample.bad().text()).isEqualTo("does not subscribe to U");
  }

  @Test
  void more_members_than_queues_is_a_warning() {
    Sample sample = new Sample();
    sample.topic =
        new Facts.Topic("T", by(SERVER, got(topic(queues("a", 6, 1, 1)))), new TreeMap<>());
    assertThat(sample.bad().text()).contains("2 members for 1 queue", "1 get nothing");
  }

  @Test
  void what_has_waited_for_long_is_a_warning_and_what_has_just_come_is_not() {
    assertThat(new Sample().behind(QUEUE, 5, 2, 59_999).judge().get(1))
        .isEqualTo(
            Finding.ok(
                "lag",
                "T",
                "is 5 messages behind (2 of them in hand), the oldest waits since 59 s, all in"
                    + " queue 3 of a"));
    Finding late = new Sample().behind(QUEUE, 5, 0, 90_000).bad();
    assertThat(late.text()).contains("since 1 min 30 s");
    assertThat(late.remedy()).contains("consumerStatus -g g");
  }

  @Test
  void what_waits_for_a_group_that_is_offline_is_a_warning() {
    assertThat(new Sample().offline().behind(QUEUE, 5, 0, 1000).judge())
        .anyMatch(
            finding -> finding.check().equals("lag") && finding.remedy().equals("Start a member."));
  }

  @Test
  void the_time_of_a_message_that_is_not_there_does_not_count() {
    // Now, less the -1 that an Apache broker takes for the time of such a message.
    assertThat(new Sample().behind(QUEUE, 5, 0, 1_700_000_000_001L).judge().get(1).text())
        .isEqualTo("is 5 messages behind, all in queue 3 of a");
  }

  @Test
  void the_queue_with_most_of_it_is_named() {
    Sample sample = new Sample().behind(new QueueName("T", "a", 1), 2, 0, 0).behind(QUEUE, 5, 0, 0);
    assertThat(sample.judge().get(1).text()).endsWith(", most of them, 5, in queue 3 of a");
  }

  @Test
  void what_is_tried_again_is_told() {
    QueueName retry = new QueueName("%RETRY%g", "a", 0);
    assertThat(new Sample().behind(retry, 2, 0, 1000).judge())
        .anyMatch(
            finding -> finding.check().equals("retry") && finding.text().contains("2 messages"));
    assertThat(new Sample().behind(retry, 2, 0, 90_000).bad().check()).isEqualTo("retry");
  }

  @Test
  void a_retry_topic_without_a_route_is_a_warning() {
    Sample sample = new Sample();
    sample.retry = ABSENT;
    assertThat(sample.bad().check()).isEqualTo("retry-topic");
  }

  @Test
  void dead_letters_are_a_warning() {
    Sample sample = new Sample();
    QueueName dead = new QueueName("%DLQ%g", "a", 0);
    sample.deadLetters = got(new TopicStats(by(dead, new TopicStats.Range(2, 5, 0)), 0));
    assertThat(sample.bad().text()).contains("given up 3 messages");
    assertThat(sample.bad().remedy()).contains("skua consume '%DLQ%g'");
  }
}
