package io.skua.testkit;

import static io.skua.testkit.ServerFixture.bytes;
import static io.skua.testkit.ServerFixture.message;
import static io.skua.testkit.ServerFixture.pull;
import static org.assertj.core.api.Assertions.assertThat;

import io.skua.net.Links;
import io.skua.wire.body.BrokerStats;
import io.skua.wire.body.ConsumeFromWhere;
import io.skua.wire.body.ConsumeStats;
import io.skua.wire.body.ConsumeStatsList;
import io.skua.wire.body.ConsumeTimeSpans;
import io.skua.wire.body.ConsumeType;
import io.skua.wire.body.ConsumerData;
import io.skua.wire.body.GroupSubscription;
import io.skua.wire.body.Heartbeat;
import io.skua.wire.body.KvTable;
import io.skua.wire.body.MessageModel;
import io.skua.wire.body.ProducerConnections;
import io.skua.wire.body.ProducerData;
import io.skua.wire.body.ProducerTable;
import io.skua.wire.body.QueueName;
import io.skua.wire.body.QueueOffsets;
import io.skua.wire.body.SubscriptionData;
import io.skua.wire.body.SubscriptionGroup;
import io.skua.wire.body.SubscriptionGroupList;
import io.skua.wire.body.SubscriptionGroupTable;
import io.skua.wire.body.TopicConfig;
import io.skua.wire.body.TopicConfigList;
import io.skua.wire.body.TopicList;
import io.skua.wire.body.TopicStats;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What operators' tools ask of a server and change in it, as raw requests. */
class AdminStoryTest {
  private static final String BROKER = "broker-a";
  private static final String GROUP = "consumers";

  private final ServerFixture server = new ServerFixture().start();

  private static QueueName queue(String topic, int id) {
    return new QueueName(topic, BROKER, id);
  }

  private void send(String topic, int count) {
    for (int i = 0; i < count; i++) {
      assertThat(server.call(message(topic, "body")).code()).isZero();
    }
  }

  private Frame commit(String topic, long offset) {
    return server.call(
        RequestCode.UPDATE_CONSUMER_OFFSET,
        "consumerGroup",
        GROUP,
        "topic",
        topic,
        "queueId",
        "0",
        "commitOffset",
        Long.toString(offset));
  }

  private Frame committed(String topic) {
    return server.call(
        RequestCode.QUERY_CONSUMER_OFFSET,
        "consumerGroup",
        GROUP,
        "topic",
        topic,
        "queueId",
        "0",
        "setZeroIfNotFound",
        "false");
  }

  private Frame group(String name) {
    return server.call(
        Frame.request(RequestCode.UPDATE_SUBSCRIPTION_GROUP)
            .withBody(SubscriptionGroup.of(name).write()));
  }

  private void restart() {
    server.server.close();
    server.server = server.builder().build();
    server.start();
    server.time.advance(Duration.ofSeconds(1));
  }

  private static String text(Frame answer) {
    return new String(answer.bodyBytes(), StandardCharsets.UTF_8);
  }

  // --- topics

  @Test
  void a_topic_that_is_deleted_leaves_nothing_behind_and_others_alone() {
    group(GROUP);
    send("orders", 3);
    send("others", 2);
    commit("orders", 2);
    commit("others", 1);
    server.time.advance(Duration.ofSeconds(1));
    assertThat(server.disk.list("consumequeue/orders")).isNotEmpty();

    assertThat(delete("orders").code()).isZero();

    assertThat(server.call(RequestCode.GET_ROUTE_BY_TOPIC, "topic", "orders").code()).isEqualTo(17);
    assertThat(server.call(RequestCode.GET_TOPIC_CONFIG, "topic", "orders").code()).isEqualTo(17);
    assertThat(committed("orders").code()).isEqualTo(22);
    assertThat(server.disk.list("consumequeue/orders")).isEmpty();
    assertThat(committed("others").fields().find("offset")).isEqualTo("1");
    assertThat(server.call(pull("others", 1)).code()).isZero();

    restart();
    assertThat(server.call(RequestCode.GET_TOPIC_CONFIG, "topic", "orders").code()).isEqualTo(17);
    send("orders", 1);
    assertThat(stats("orders").offsets().get(queue("orders", 0)).maxOffset()).isEqualTo(1);
    assertThat(committed("orders").code()).isEqualTo(22);
    assertThat(stats("others").offsets().get(queue("others", 0)).maxOffset()).isEqualTo(2);
  }

  private Frame delete(String topic) {
    return server.call(RequestCode.DELETE_TOPIC_IN_BROKER, "topic", topic);
  }

  @Test
  void a_deletion_takes_the_retry_topics_of_popped_messages_along() {
    group(GROUP);
    send("orders", 1);
    send("%RETRY%consumers_orders", 1);
    send("%RETRY%consumers", 1);
    commit("orders", 1);
    delete("orders");
    assertThat(topics()).contains("%RETRY%consumers");
    assertThat(topics()).doesNotContain("orders", "%RETRY%consumers_orders");
  }

  private List<String> topics() {
    return TopicList.parse(server.call(RequestCode.GET_ALL_TOPICS).bodyBytes()).topics();
  }

  @Test
  void a_deletion_of_what_is_not_there_is_none_and_the_systems_topics_stay() {
    assertThat(delete("none").code()).isZero();
    assertThat(delete("TBW102").code()).isEqualTo(29);
    assertThat(delete(" ").remark()).isEqualTo("The specified topic is blank.");
    TopicList system =
        TopicList.parse(server.call(RequestCode.GET_SYSTEM_TOPICS_FROM_BROKER).bodyBytes());
    assertThat(system.topics()).contains("TBW102", "SCHEDULE_TOPIC_XXXX").doesNotContain("orders");
  }

  @Test
  void queues_without_a_topic_are_deleted_when_an_operator_says_so() {
    send("orders", 1);
    send("others", 1);
    assertThat(server.call(RequestCode.CLEAN_UNUSED_TOPICS).code()).isZero();
    assertThat(server.disk.exists("consumequeue/orders"))
        .isEqualTo(server.disk.exists("consumequeue/others"));
    assertThat(server.call(pull("others", 0)).code()).isZero();
  }

  @Test
  void several_topics_are_made_or_none() {
    TopicConfig good = TopicConfig.of("one", 2, 6);
    assertThat(topicList(good, TopicConfig.of("a b", 2, 6)).code()).isEqualTo(29);
    assertThat(topics()).doesNotContain("one");
    assertThat(topicList(good, TopicConfig.of("two", 3, 6)).code()).isZero();
    assertThat(server.route("two").queues().get(0).writeQueueNums()).isEqualTo(3);
  }

  private Frame topicList(TopicConfig... topics) {
    return server.call(
        Frame.request(RequestCode.CREATE_TOPIC_LIST)
            .withBody(new TopicConfigList(List.of(topics)).write()));
  }

  @Test
  void the_statistics_of_a_topic_know_all_its_queues_and_the_last_minute() {
    send("orders", 6);
    TopicStats stats = stats("orders");
    assertThat(stats.offsets()).hasSize(4);
    TopicStats.Range first = stats.offsets().get(queue("orders", 0));
    assertThat(first.maxOffset()).isEqualTo(6);
    assertThat(first.lastUpdateTimestamp()).isPositive();
    assertThat(stats.offsets().get(queue("orders", 3))).isEqualTo(new TopicStats.Range(0, 0, 0));
    assertThat(stats.topicPutTps()).isEqualTo(0.1);
    server.time.advance(Duration.ofMinutes(2));
    assertThat(stats("orders").topicPutTps()).isZero();
    assertThat(server.call(RequestCode.GET_TOPIC_STATS, "topic", "none").remark())
        .isEqualTo("topic[none] not exist");

    BrokerStats lately = BrokerStats.parse(brokerStats("TOPIC_PUT_NUMS", "orders").bodyBytes());
    assertThat(lately.minute()).isEqualTo(BrokerStats.Item.NONE);
    assertThat(lately.hour().sum()).isEqualTo(6);
    assertThat(lately.day().tps()).isEqualTo(6.0 / 86_400);
    assertThat(brokerStats("GROUP_GET_NUMS", "orders@g").remark())
        .isEqualTo("The stats <GROUP_GET_NUMS> <orders@g> not exist");
  }

  private TopicStats stats(String topic) {
    return TopicStats.parse(server.call(RequestCode.GET_TOPIC_STATS, "topic", topic).bodyBytes());
  }

  private Frame brokerStats(String name, String key) {
    return server.call(RequestCode.GET_BROKER_STATS, "statsName", name, "statsKey", key);
  }

  // --- groups

  @Test
  void groups_are_listed_shown_and_deleted_with_their_offsets_or_without() {
    group(GROUP);
    group("second");
    send("orders", 2);
    commit("orders", 2);
    assertThat(groups().groups()).containsKeys(GROUP, "second", "TOOLS_CONSUMER");
    assertThat(SubscriptionGroup.parse(groupConfig(GROUP).bodyBytes()).retryMaxTimes())
        .isEqualTo(16);
    assertThat(groupConfig("none").code()).isEqualTo(26);
    Frame topics = server.call(RequestCode.GET_TOPICS_OF_GROUP, "group", GROUP);
    assertThat(TopicList.parse(topics.bodyBytes()).topics()).containsExactly("orders");

    deleteGroup(GROUP, false);
    assertThat(groups().groups()).doesNotContainKey(GROUP);
    assertThat(committed("orders").code()).isZero();
    deleteGroup(GROUP, true);
    restart();
    assertThat(committed("orders").code()).isEqualTo(22);
    assertThat(groups().groups()).containsKey("second").doesNotContainKey(GROUP);
  }

  private SubscriptionGroupTable groups() {
    return SubscriptionGroupTable.parse(
        server.call(RequestCode.GET_ALL_SUBSCRIPTION_GROUPS).bodyBytes());
  }

  private Frame groupConfig(String name) {
    return server.call(RequestCode.GET_SUBSCRIPTION_GROUP_CONFIG, "group", name);
  }

  private void deleteGroup(String name, boolean cleanOffset) {
    Frame answer =
        server.call(
            RequestCode.DELETE_SUBSCRIPTION_GROUP,
            "groupName",
            name,
            "cleanOffset",
            Boolean.toString(cleanOffset));
    assertThat(answer.code()).isZero();
  }

  @Test
  void several_groups_are_made_or_none() {
    assertThat(groupList("one", "a b").code()).isEqualTo(29);
    assertThat(groups().groups()).doesNotContainKey("one");
    assertThat(groupList("one", "two").code()).isZero();
    assertThat(groups().groups()).containsKeys("one", "two");
  }

  private Frame groupList(String... names) {
    List<SubscriptionGroup> groups = List.of(names).stream().map(SubscriptionGroup::of).toList();
    return server.call(
        Frame.request(RequestCode.UPDATE_SUBSCRIPTION_GROUP_LIST)
            .withBody(new SubscriptionGroupList(groups).write()));
  }

  // --- clients

  @Test
  void the_clients_of_a_group_and_what_they_subscribe_to_are_told() {
    assertThat(producers("makers").remark()).isEqualTo("the producer group[makers] not exist");
    Links client = join("orders");
    assertThat(ProducerConnections.parse(producers("makers").bodyBytes()).connections())
        .singleElement()
        .satisfies(each -> assertThat(each.clientId()).isEqualTo("10.0.0.8@1"));
    server.time.advance(Duration.ofSeconds(7));
    ProducerTable table =
        ProducerTable.parse(server.call(RequestCode.GET_ALL_PRODUCER_INFO).bodyBytes());
    assertThat(table.groups().get("makers"))
        .singleElement()
        .satisfies(each -> assertThat(each.remoteIp()).startsWith("/10.0.0.8:"))
        .satisfies(
            each ->
                assertThat(each.lastUpdateTimestamp())
                    .isBetween(
                        server.time.clock().wallMillis() - 7100,
                        server.time.clock().wallMillis() - 7000));
    assertThat(subscription("orders").subscription()).isNotNull();
    assertThat(subscription("none").subscription()).isNull();
    client.close();
  }

  private Frame producers(String group) {
    return server.call(RequestCode.GET_PRODUCER_CONNECTIONS, "producerGroup", group);
  }

  private GroupSubscription subscription(String topic) {
    return GroupSubscription.parse(
        server
            .call(RequestCode.GET_GROUP_SUBSCRIPTION, "group", GROUP, "topic", topic)
            .bodyBytes());
  }

  /** A client that produces, and consumes for the group. */
  private Links join(String topic) {
    Links client = server.client("10.0.0.8");
    SubscriptionData subscription =
        new SubscriptionData(topic, "*", new TreeSet<>(), new TreeSet<>(), 1, "TAG", false);
    Heartbeat beat =
        new Heartbeat(
            "10.0.0.8@1",
            List.of(new ProducerData("makers")),
            List.of(
                new ConsumerData(
                    GROUP,
                    ConsumeType.CONSUME_PASSIVELY,
                    MessageModel.CLUSTERING,
                    ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET,
                    List.of(subscription),
                    false)),
            0,
            false);
    Frame request = Frame.request(RequestCode.HEART_BEAT).withBody(beat.write());
    assertThat(
            server
                .await(
                    client.call(
                        ServerFixture.SERVER, request, ServerFixture.PATIENCE, Frame::retain))
                .code())
        .isZero();
    return client;
  }

  // --- progress

  @Test
  void the_offsets_of_a_group_that_is_offline_are_set_by_time_and_kept() {
    group(GROUP);
    send("orders", 2);
    server.time.advance(Duration.ofMinutes(1));
    long between = server.time.clock().wallMillis() - 1;
    send("orders", 3);
    commit("orders", 5);

    assertThat(reset(between)).containsEntry(queue("orders", 0), 2L).hasSize(4);
    assertThat(committed("orders").fields().find("offset")).isEqualTo("2");
    assertThat(commit("orders", 3).code()).isZero();
    assertThat(committed("orders").fields().find("offset")).isEqualTo("3");
    assertThat(reset(-1)).containsEntry(queue("orders", 0), 5L);
    assertThat(reset(0)).containsEntry(queue("orders", 0), 0L);
    restart();
    assertThat(committed("orders").fields().find("offset")).isEqualTo("0");
    assertThat(server.call(pull("orders", 0)).code()).isZero();
  }

  @Test
  void a_group_at_work_goes_on_where_it_was_set_to() {
    group(GROUP);
    send("orders", 5);
    Links client = join("orders");
    commit("orders", 5);
    reset(0);
    assertThat(commit("orders", 5).code()).isZero(); // of the time before
    assertThat(committed("orders").fields().find("offset")).isEqualTo("0");
    Frame told = server.call(pull("orders", 4, "sysFlag", "5", "commitOffset", "4"));
    assertThat(told.code()).isEqualTo(21);
    assertThat(told.fields().find("nextBeginOffset")).isEqualTo("0");
    assertThat(committed("orders").fields().find("offset")).isEqualTo("0");
    assertThat(server.call(pull("orders", 0)).code()).isZero();
    commit("orders", 1);
    assertThat(committed("orders").fields().find("offset")).isEqualTo("1");
    client.close();
  }

  @Test
  void one_queue_is_set_to_an_offset_within_its_range() {
    group(GROUP);
    send("orders", 5);
    assertThat(QueueOffsets.parse(reset("orders", GROUP, "0", "3").bodyBytes()).offsets())
        .isEqualTo(new TreeMap<>(Map.of(queue("orders", 0), 3L)));
    assertThat(reset("orders", GROUP, "0", "7").remark())
        .isEqualTo("Target offset 7 not in consume queue range [0-5]");
    assertThat(reset("orders", GROUP, "9", "1").code()).isEqualTo(1);
    assertThat(reset("none", GROUP, "0", "1").code()).isEqualTo(17);
    assertThat(reset("orders", "none", "0", "1").code()).isEqualTo(26);
  }

  private TreeMap<QueueName, Long> reset(long timestamp) {
    Frame answer =
        server.call(
            RequestCode.RESET_OFFSET,
            "group",
            GROUP,
            "topic",
            "orders",
            "timestamp",
            Long.toString(timestamp),
            "isForce",
            "true");
    return new TreeMap<>(QueueOffsets.parse(answer.bodyBytes()).offsets());
  }

  private Frame reset(String topic, String group, String queueId, String offset) {
    return server.call(
        RequestCode.RESET_OFFSET,
        "group",
        group,
        "topic",
        topic,
        "timestamp",
        "-1",
        "isForce",
        "false",
        "queueId",
        queueId,
        "offset",
        offset);
  }

  @Test
  void progress_is_told_in_times_copied_and_summed_up() {
    group(GROUP);
    group("copy");
    send("orders", 4);
    commit("orders", 1);
    server.time.advance(Duration.ofSeconds(9));
    Frame spans = server.call(RequestCode.GET_CONSUME_TIME_SPAN, "topic", "orders", "group", GROUP);
    ConsumeTimeSpans.Span span = ConsumeTimeSpans.parse(spans.bodyBytes()).spans().get(0);
    assertThat(span.delayTime()).isBetween(9000L, 10_000L);
    assertThat(span.consumeTimestamp()).isEqualTo(span.minTimestamp());

    Frame copied =
        server.call(
            RequestCode.CLONE_GROUP_OFFSETS, "srcGroup", GROUP, "destGroup", "copy", "topic", "");
    assertThat(copied.code()).isZero();
    Frame stats =
        server.call(RequestCode.GET_CONSUME_STATS, "consumerGroup", "copy", "topic", "orders");
    assertThat(
            ConsumeStats.parse(stats.bodyBytes())
                .offsets()
                .get(queue("orders", 0))
                .consumerOffset())
        .isEqualTo(1);

    Frame all = server.call(RequestCode.GET_BROKER_CONSUME_STATS, "isOrder", "false");
    ConsumeStatsList list = ConsumeStatsList.parse(all.bodyBytes());
    assertThat(list.totalDiff()).isEqualTo(6);
    assertThat(list.groups().get(GROUP)).hasSize(1);
    assertThat(list.groups().get("TOOLS_CONSUMER")).isEmpty();
  }

  // --- the broker

  @Test
  void the_figures_of_the_broker_count_what_went_in_and_out() {
    send("orders", 10);
    server.call(pull("orders", 0));
    server.time.advance(Duration.ofSeconds(10));
    KvTable figures = KvTable.parse(server.call(RequestCode.GET_BROKER_RUNTIME_INFO).bodyBytes());
    assertThat(figures.table())
        .containsEntry("msgPutTotalTodayNow", "10")
        .containsEntry("msgGetTotalTodayNow", "10")
        .containsEntry("brokerVersionDesc", "V5_3_3")
        .containsEntry("brokerActive", "true")
        .containsEntry("sendThreadPoolQueueSize", "0")
        .containsKeys("commitLogDiskRatio", "timerCongestNum", "earliestMessageTimeStamp");
    assertThat(figures.table().get("putTps").split(" ")).hasSize(3);
    assertThat(Double.parseDouble(figures.table().get("putTps").split(" ")[0])).isPositive();
  }

  @Test
  void settings_are_read_and_some_are_changed_at_once() {
    assertThat(config()).contains("brokerName=broker-a\n", "autoCreateTopicEnable=true\n");
    assertThat(change("autoCreateTopicEnable=false\nfileReservedTime=48").code()).isZero();
    assertThat(config()).contains("autoCreateTopicEnable=false\n", "fileReservedTime=48\n");
    assertThat(server.call(message("fresh", "x")).code()).isEqualTo(17);
    assertThat(change("autoCreateTopicEnable=true").code()).isZero();
    assertThat(server.call(message("fresh", "x")).code()).isZero();
    assertThat(change("flushDiskType=SYNC_FLUSH").code()).isZero();
    assertThat(server.call(message("fresh", "x")).code()).isZero();
    assertThat(change("autoCreateSubscriptionGroup=false").code()).isZero();
    assertThat(server.call(pull("fresh", 0, "consumerGroup", "unknown")).code()).isEqualTo(26);
    assertThat(change("traceOn=true").code()).isZero(); // It is so already.
  }

  @Test
  void what_cannot_be_changed_is_refused_with_the_reason_and_nothing_is_changed() {
    assertThat(change("brokerName=x").remark())
        .startsWith(
            "The setting brokerName cannot be changed while the server runs; it is broker-a.");
    assertThat(change("fileReservedTime=48\nnoSuchThing=1").remark())
        .startsWith("The setting noSuchThing is not known. Those that can be changed: [auto");
    assertThat(change("fileReservedTime=soon").remark())
        .startsWith("The setting fileReservedTime cannot be 'soon': it can be a number of hours");
    assertThat(change("flushDiskType=NEVER").code()).isEqualTo(29);
    assertThat(change("\\u00zz=1").code()).isEqualTo(29);
    assertThat(config()).contains("fileReservedTime=72\n");
  }

  private String config() {
    Frame answer = server.call(RequestCode.GET_BROKER_CONFIG);
    assertThat(answer.fields().find("version")).startsWith("{\"counter\":");
    return text(answer);
  }

  private Frame change(String lines) {
    return server.call(Frame.request(RequestCode.UPDATE_BROKER_CONFIG).withBody(bytes(lines)));
  }

  @Test
  void a_name_server_tells_its_settings_and_changes_none() {
    assertThat(text(server.call(RequestCode.GET_NAME_SERVER_CONFIG)))
        .contains("listenPort=9876\n", "orderMessageEnable=false\n");
    Frame refused =
        server.call(
            Frame.request(RequestCode.UPDATE_NAME_SERVER_CONFIG).withBody(bytes("listenPort=1")));
    assertThat(refused.code()).isEqualTo(29);
  }

  @Test
  void expired_files_are_looked_for_when_an_operator_says_so() {
    send("orders", 1);
    assertThat(server.call(RequestCode.DELETE_EXPIRED_LOG).code()).isZero();
    assertThat(server.call(RequestCode.CLEAN_EXPIRED_QUEUES).code()).isZero();
    assertThat(server.call(pull("orders", 0)).code()).isZero();
  }

  @Test
  void what_is_not_supported_is_answered_so() {
    Frame answer = server.call(513);
    assertThat(answer.code()).isEqualTo(3);
    assertThat(answer.remark()).isEqualTo(" request type 513 not supported");
  }
}
