package interop.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import interop.apache.ApacheConsumer;
import interop.apache.MqAdmin;
import interop.harness.Eventually;
import interop.harness.ServerUnderTest;
import io.skua.server.SkuaServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.common.TopicConfig;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.protocol.admin.ConsumeStats;
import org.apache.rocketmq.remoting.protocol.admin.TopicStatsTable;
import org.apache.rocketmq.remoting.protocol.body.ConsumeStatsList;
import org.apache.rocketmq.remoting.protocol.body.KVTable;
import org.apache.rocketmq.remoting.protocol.subscription.SubscriptionGroupConfig;
import org.apache.rocketmq.tools.admin.DefaultMQAdminExt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Apache's DefaultMQAdminExt and mqadmin at our server: each operation, and what it has done. */
class AdminToolsIT {
  private static final String CLUSTER = "DefaultCluster";
  private static final String BROKER = "broker-a";
  private static final String PRODUCERS = "admin-producers";
  private static final String RETRY = "%RETRY%";
  private static final int QUEUES = 2;
  private static final int COUNT = 6;
  private static final long MILLIS = 10_000;
  private static final int HEARTBEAT_MILLIS = 500;

  /** Apache's consumer may have to wait for its next heartbeat, half a minute, before it pulls. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private static Path directory;

  private static ServerUnderTest server;
  private static String address;
  private static DefaultMQAdminExt admin;
  private static DefaultMQProducer producer;

  @BeforeAll
  static void start() throws Exception {
    server = SkuaServers.started(SkuaServer.builder().port(0).inMemory().build());
    address = server.address();
    admin = new DefaultMQAdminExt(MILLIS);
    admin.setNamesrvAddr(address);
    admin.setInstanceName("admin-tools");
    admin.start();
    producer = new DefaultMQProducer(PRODUCERS);
    producer.setNamesrvAddr(address);
    producer.setMqClientApiTimeout(Eventually.CALL_MILLIS);
    producer.setSendMsgTimeout(Eventually.CALL_MILLIS);
    producer.setInstanceName("admin-producer");
    producer.setHeartbeatBrokerInterval(HEARTBEAT_MILLIS);
    producer.start();
  }

  @AfterAll
  static void stop() {
    producer.shutdown();
    admin.shutdown();
    server.close();
  }

  private static void topic(String name) throws Exception {
    admin.createAndUpdateTopicConfig(address, new TopicConfig(name, QUEUES, QUEUES, 6));
  }

  private static void group(String name) throws Exception {
    SubscriptionGroupConfig group = new SubscriptionGroupConfig();
    group.setGroupName(name);
    admin.createAndUpdateSubscriptionGroupConfig(address, group);
  }

  private static MessageQueue queue(String topic, int id) {
    return new MessageQueue(topic, BROKER, id);
  }

  private static SendResult send(String topic) throws Exception {
    SendResult last = null;
    for (int i = 0; i < COUNT; i++) {
      byte[] body = ("body " + i).getBytes(StandardCharsets.UTF_8);
      last = producer.send(new Message(topic, "T", "key" + i, body), queue(topic, i % QUEUES));
    }
    return last;
  }

  /** Starts a consumer, waits until it has that many messages and has committed all, ends it. */
  private static void consume(String topic, String group, int count) throws Exception {
    try (ApacheConsumer consumer = ApacheConsumer.start(address, group, List.of(topic))) {
      Eventually.get(
          count + " messages for " + group,
          PATIENCE,
          () -> Optional.of(consumer.messages(topic)).filter(all -> all.size() >= count));
      assertThat(consumer.messages(topic)).hasSize(count);
    }
  }

  @Test
  void topics_are_made_shown_and_deleted() throws Exception {
    String name = "made";
    topic(name);
    admin.createAndUpdateTopicConfigList(
        address, List.of(new TopicConfig("made-1", 1, 1, 6), new TopicConfig("made-2", 3, 3, 6)));
    assertThat(admin.examineTopicConfig(address, "made-2").getReadQueueNums()).isEqualTo(3);
    assertThat(admin.examineTopicRouteInfo(name).getQueueDatas().get(0).getWriteQueueNums())
        .isEqualTo(QUEUES);
    assertThat(admin.fetchAllTopicList().getTopicList()).contains(name, "made-1", "made-2");
    assertThat(admin.fetchTopicsByCLuster(CLUSTER).getTopicList()).contains(name);
    assertThat(admin.getTopicClusterList(name)).containsExactly(CLUSTER);
    assertThat(admin.getAllTopicConfig(address, MILLIS).getTopicConfigTable()).containsKey(name);
    assertThat(admin.getUserTopicConfig(address, false, MILLIS).getTopicConfigTable())
        .containsKey(name)
        .doesNotContainKey("TBW102");

    send(name);
    TopicStatsTable stats = admin.examineTopicStats(address, name);
    assertThat(stats.getOffsetTable()).hasSize(QUEUES);
    assertThat(stats.getOffsetTable().get(queue(name, 1)).getMaxOffset()).isEqualTo(COUNT / QUEUES);
    assertThat(stats.getTopicPutTps()).isEqualTo(COUNT / 60.0);
    assertThat(admin.viewBrokerStatsData(address, "TOPIC_PUT_NUMS", name).getStatsMinute().getSum())
        .isEqualTo(COUNT);

    admin.deleteTopic(name, CLUSTER);
    MQClientException gone =
        catchThrowableOfType(MQClientException.class, () -> admin.examineTopicRouteInfo(name));
    assertThat(gone.getResponseCode()).isEqualTo(17);
    topic(name);
    assertThat(admin.examineTopicStats(name).getOffsetTable().get(queue(name, 0)).getMaxOffset())
        .isZero();
    admin.deleteTopicInBroker(Set.of(address), name);
    admin.deleteTopicInNameServer(Set.of(address), CLUSTER, name);
    assertThat(admin.fetchAllTopicList().getTopicList()).doesNotContain(name);
    assertThat(admin.cleanUnusedTopicByAddr(address)).isTrue();
  }

  @Test
  void groups_are_made_shown_and_deleted() throws Exception {
    group("one");
    SubscriptionGroupConfig second = new SubscriptionGroupConfig();
    second.setGroupName("two");
    second.setRetryMaxTimes(3);
    admin.createAndUpdateSubscriptionGroupConfigList(address, List.of(second));
    assertThat(admin.examineSubscriptionGroupConfig(address, "two").getRetryMaxTimes())
        .isEqualTo(3);
    assertThat(admin.getAllSubscriptionGroup(address, MILLIS).getSubscriptionGroupTable())
        .containsKeys("one", "two", "TOOLS_CONSUMER");
    assertThat(admin.getUserSubscriptionGroup(address, MILLIS).getSubscriptionGroupTable())
        .containsKeys("one", "two")
        .doesNotContainKey("TOOLS_CONSUMER");
    admin.deleteSubscriptionGroup(address, "one", true);
    assertThat(admin.getAllSubscriptionGroup(address, MILLIS).getSubscriptionGroupTable())
        .doesNotContainKey("one");
  }

  @Test
  void clusters_brokers_and_settings_are_told_and_changed() throws Exception {
    assertThat(admin.examineBrokerClusterInfo().getClusterAddrTable().get(CLUSTER))
        .containsExactly(BROKER);
    KVTable figures = admin.fetchBrokerRuntimeStats(address);
    assertThat(figures.getTable())
        .containsEntry("brokerVersionDesc", "V5_3_3")
        .containsEntry("brokerActive", "true");

    Properties settings = new Properties();
    settings.setProperty("fileReservedTime", "48");
    admin.updateBrokerConfig(address, settings);
    assertThat(admin.getBrokerConfig(address))
        .containsEntry("fileReservedTime", "48")
        .containsEntry("brokerName", BROKER);
    settings.setProperty("fileReservedTime", "soon");
    MQBrokerException refused =
        catchThrowableOfType(
            MQBrokerException.class, () -> admin.updateBrokerConfig(address, settings));
    assertThat(refused.getErrorMessage())
        .startsWith("The setting fileReservedTime cannot be 'soon'");
    assertThat(admin.getNameServerConfig(List.of(address)).get(address)).containsKey("listenPort");
    assertThat(admin.deleteExpiredCommitLogByAddr(address)).isTrue();
    assertThat(admin.cleanExpiredConsumerQueueByAddr(address)).isTrue();
  }

  @Test
  void permissions_and_texts_of_the_name_server_are_changed() throws Exception {
    topic("wiped");
    assertThat(admin.wipeWritePermOfBroker(address, BROKER)).isPositive();
    assertThat(admin.examineTopicRouteInfo("wiped").getQueueDatas().get(0).getPerm()).isEqualTo(4);
    assertThat(admin.addWritePermOfBroker(address, BROKER)).isPositive();
    assertThat(admin.examineTopicRouteInfo("wiped").getQueueDatas().get(0).getPerm()).isEqualTo(6);
    admin.createAndUpdateKvConfig("space", "key", "value");
    assertThat(admin.getKVConfig("space", "key")).isEqualTo("value");
    assertThat(admin.getKVListByNamespace("space").getTable()).containsEntry("key", "value");
    admin.deleteKvConfig("space", "key");
    admin.createOrUpdateOrderConf("wiped", BROKER + ":2", true);
    assertThat(admin.getKVConfig("ORDER_TOPIC_CONFIG", "wiped")).isEqualTo(BROKER + ":2");
  }

  @Test
  void a_group_at_work_is_shown_with_its_clients() throws Exception {
    String topic = "watched";
    String group = "watchers";
    topic(topic);
    send(topic);
    try (ApacheConsumer consumer = ApacheConsumer.start(address, group, List.of(topic))) {
      Eventually.get(
          "the messages of " + group,
          PATIENCE,
          () -> Optional.of(consumer.messages(topic)).filter(all -> all.size() == COUNT));
      assertThat(admin.examineConsumerConnectionInfo(group).getSubscriptionTable())
          .containsKeys(topic, RETRY + group);
      Eventually.get(
          "a heartbeat of " + PRODUCERS,
          PATIENCE,
          () ->
              Optional.of(admin.getAllProducerInfo(address).getData())
                  .filter(groups -> groups.containsKey(PRODUCERS)));
      assertThat(admin.examineProducerConnectionInfo(PRODUCERS, topic).getConnectionSet())
          .hasSize(1);
      assertThat(admin.queryTopicConsumeByWho(topic).getGroupList()).contains(group);
      assertThat(admin.querySubscription(group, topic).getSubString()).isEqualTo("*");
    }
  }

  @Test
  void a_group_that_is_offline_begins_where_it_was_set_to() throws Exception {
    String topic = "reset";
    String group = "resetters";
    topic(topic);
    group(group);
    group("copies");
    send(topic);
    consume(topic, group, COUNT);
    shown(topic, group);

    Map<MessageQueue, Long> set = admin.resetOffsetByTimestamp(topic, group, 0, true);
    assertThat(set).containsEntry(queue(topic, 0), 0L).containsEntry(queue(topic, 1), 0L);
    consume(topic, group, COUNT);

    admin.resetOffsetByQueueId(address, group, topic, 1, 2);
    assertThat(offset(topic, group, 1)).isEqualTo(2);
    consume(topic, group, 1);
    admin.updateConsumeOffset(address, group, queue(topic, 0), 1);
    assertThat(offset(topic, group, 0)).isEqualTo(1);
    admin.cloneGroupOffset(group, "copies", topic, true);
    assertThat(offset(topic, "copies", 0)).isEqualTo(1);
    admin.resetOffsetByTimestampOld(group, topic, 0, true);
    assertThat(offset(topic, group, 1)).isZero();
    admin.resetOffsetNew(group, topic, -1);
    assertThat(offset(topic, group, 1)).isEqualTo(COUNT / QUEUES);
  }

  private static void shown(String topic, String group) throws Exception {
    assertThat(admin.examineConsumeStats(group).getOffsetTable()).containsKey(queue(topic, 1));
    assertThat(admin.queryTopicsByConsumer(group).getTopicList()).contains(topic);
    assertThat(admin.queryConsumeTimeSpan(topic, group))
        .hasSize(QUEUES)
        .allSatisfy(span -> assertThat(span.getConsumeTimeStamp()).isPositive());
    ConsumeStatsList all = admin.fetchConsumeStatsInBroker(address, false, MILLIS);
    assertThat(all.getConsumeStatsList()).anySatisfy(each -> assertThat(each).containsKey(group));
  }

  private static long offset(String topic, String group, int id) throws Exception {
    ConsumeStats stats = admin.examineConsumeStats(address, group, topic, MILLIS);
    return stats.getOffsetTable().get(queue(topic, id)).getConsumerOffset();
  }

  @Test
  void messages_are_found_by_key_id_time_and_place() throws Exception {
    String topic = "found";
    topic(topic);
    long before = System.currentTimeMillis();
    SendResult last = send(topic);
    assertThat(admin.queryMessage(topic, "key0", 10, 0, Long.MAX_VALUE).getMessageList())
        .hasSize(1);
    assertThat(admin.viewMessage(topic, last.getOffsetMsgId()).getMsgId())
        .isEqualTo(last.getMsgId());
    assertThat(admin.queryMessage(CLUSTER, topic, last.getMsgId()).getKeys())
        .isEqualTo("key" + (COUNT - 1));
    assertThat(admin.searchOffset(queue(topic, 0), before - 1)).isZero();
    assertThat(admin.maxOffset(queue(topic, 0))).isEqualTo(COUNT / QUEUES);
    assertThat(admin.minOffset(queue(topic, 0))).isZero();
    assertThat(admin.earliestMsgStoreTime(queue(topic, 0)))
        .isBetween(before - 1000, before + 60_000);
  }

  @Test
  void what_is_not_supported_is_answered_so() {
    MQBrokerException refused =
        catchThrowableOfType(MQBrokerException.class, () -> admin.getBrokerHAStatus(address));
    assertThat(refused.getResponseCode()).isEqualTo(3);
    assertThat(refused.getErrorMessage()).isEqualTo(" request type 907 not supported");
  }

  @Test
  void commands_of_mqadmin_print_what_they_are_to() throws Exception {
    Map<String, String> printed =
        MqAdmin.run(
            directory,
            address,
            List.of(
                List.of("updateTopic", "-t", "typed", "-c", CLUSTER, "-r", "3", "-w", "3"),
                List.of("updateSubGroup", "-g", "typists", "-c", CLUSTER),
                List.of("topicStatus", "-t", "typed"),
                List.of("clusterList"),
                List.of("statsAll", "-t", "typed"),
                List.of("deleteTopic", "-t", "typed", "-c", CLUSTER)));
    assertThat(printed.get("updateTopic")).contains("create topic to " + address + " success");
    assertThat(printed.get("updateSubGroup")).contains("create subscription group to " + address);
    assertThat(printed.get("topicStatus")).containsPattern(BROKER + " +2 +0 +0");
    assertThat(printed.get("clusterList"))
        .containsPattern(CLUSTER + " +" + BROKER + " +0 +" + address + " +V5_3_3");
    assertThat(printed.get("statsAll")).contains("typed");
    assertThat(printed.get("deleteTopic")).contains("delete topic [typed] from cluster");
  }
}
