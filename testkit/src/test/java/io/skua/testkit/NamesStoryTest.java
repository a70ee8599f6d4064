package io.skua.testkit;

import static io.skua.testkit.ServerFixture.bytes;
import static io.skua.testkit.ServerFixture.map;
import static io.skua.testkit.ServerFixture.message;
import static io.skua.testkit.ServerFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.skua.wire.Output;
import io.skua.wire.body.BrokerMemberGroup;
import io.skua.wire.body.ClusterInfo;
import io.skua.wire.body.DataVersion;
import io.skua.wire.body.KvTable;
import io.skua.wire.body.RegisterBrokerBody;
import io.skua.wire.body.TopicConfig;
import io.skua.wire.body.TopicConfigTable;
import io.skua.wire.body.TopicList;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.Fields;
import io.skua.wire.message.Compression;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class NamesStoryTest {
  private final ServerFixture server = new ServerFixture().start();

  private static byte[] topics() {
    TreeMap<String, TopicConfig> topics = new TreeMap<>();
    topics.put("remote", TopicConfig.of("remote", 4, 6));
    topics.put("more", TopicConfig.of("more", 4, 6));
    return new RegisterBrokerBody(TopicConfigTable.of(new DataVersion(3, 0, 1), topics), List.of())
        .write();
  }

  private Frame register(byte[] body, String... changes) {
    Map<String, String> fields =
        map(
            "brokerName",
            "far",
            "brokerAddr",
            "10.0.0.7:1",
            "clusterName",
            "C",
            "haServerAddr",
            "10.0.0.7:2",
            "brokerId",
            "0");
    fields.putAll(map(changes));
    return server.call(
        Frame.request(RequestCode.REGISTER_BROKER).withFields(Fields.of(fields)).withBody(body));
  }

  private static String text(Frame answer) {
    return new String(answer.bodyBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void a_registration_with_a_wrong_checksum_is_refused() {
    CRC32 crc = new CRC32();
    crc.update(topics());
    int right = (int) crc.getValue() & 0x7FFFFFFF;
    Frame wrong = register(topics(), "bodyCrc32", Integer.toString(right ^ 1));
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.remark()).isEqualTo("crc32 not match");
    assertThat(register(topics(), "bodyCrc32", Integer.toString(right)).code()).isZero();
  }

  @Test
  void a_compressed_registration_is_understood() {
    Output out = new Output(200);
    part(out, "{\"counter\":1,\"stateVersion\":0,\"timestamp\":1}");
    out.int32(2);
    part(out, "remote 4 4 6 SINGLE_TAG {}");
    part(out, "more 4 4 6 SINGLE_TAG");
    part(out, "[]");
    out.int32(0);
    byte[] body = Compression.deflate(out.array(), 0, out.size(), 9);
    assertThat(register(body, "compressed", "true").code()).isZero();
    assertThat(server.route("remote").queues().get(0).readQueueNums()).isEqualTo(4);
  }

  private static void part(Output out, String text) {
    out.int32(text.length());
    out.bytes(bytes(text));
  }

  @Test
  void a_route_is_strict_and_one_for_a_zone_is_not() {
    register(topics());
    assertThat(text(server.call(RequestCode.GET_ROUTE_BY_TOPIC, "topic", "remote")))
        .contains("{\"0\":\"10.0.0.7:1\"}");
    Frame zoned =
        server.call(
            RequestCode.GET_ROUTE_BY_TOPIC,
            "topic",
            "remote",
            "__ZONE_MODE",
            "true",
            "__ZONE_NAME",
            "z");
    assertThat(text(zoned)).contains("\"brokerDatas\":[]").contains("\"queueDatas\":[]");
  }

  @Test
  void a_zone_keeps_its_own_brokers() {
    register(topics(), "__ZONE_NAME", "Z");
    Frame zoned =
        server.call(
            RequestCode.GET_ROUTE_BY_TOPIC,
            "topic",
            "remote",
            "__ZONE_MODE",
            "true",
            "__ZONE_NAME",
            "z");
    assertThat(text(zoned)).contains("{0:\"10.0.0.7:1\"}");
  }

  @Test
  void an_unknown_topic_has_no_route() {
    Frame answer = server.call(RequestCode.GET_ROUTE_BY_TOPIC, "topic", "none");
    assertThat(answer.code()).isEqualTo(17);
    assertThat(answer.remark())
        .isEqualTo(
            "No topic route info in name server for the topic: none\nSee"
                + " https://rocketmq.apache.org/docs/bestPractice/06FAQ for further details.");
  }

  @Test
  void clusters_members_and_topics_are_listed() {
    register(topics());
    ClusterInfo clusters =
        ClusterInfo.parse(server.call(RequestCode.GET_BROKER_CLUSTER_INFO).bodyBytes());
    assertThat(clusters.clusters()).containsEntry("C", List.of("far"));
    assertThat(clusters.brokers().get("broker-a").addresses()).containsEntry(0L, "10.0.0.1:9876");
    Frame members =
        server.call(RequestCode.GET_BROKER_MEMBER_GROUP, "clusterName", "C", "brokerName", "far");
    assertThat(BrokerMemberGroup.parse(members.bodyBytes()).addresses())
        .containsEntry(0L, "10.0.0.7:1");
    assertThat(list(RequestCode.GET_ALL_TOPICS)).contains("remote", "TBW102");
    assertThat(list(RequestCode.GET_TOPICS_BY_CLUSTER, "cluster", "C"))
        .containsExactly("more", "remote");
    assertThat(list(RequestCode.GET_SYSTEM_TOPICS_FROM_NAME_SERVER))
        .containsExactly("C", "far", "DefaultCluster", "broker-a");
    assertThat(list(RequestCode.GET_UNIT_TOPICS)).isEmpty();
  }

  private List<String> list(int code, String... fields) {
    return TopicList.parse(server.call(code, fields).bodyBytes()).topics();
  }

  @Test
  void a_data_version_is_compared() {
    register(topics());
    Frame same = dataVersion(new DataVersion(3, 0, 1));
    assertThat(same.fields().find("changed")).isEqualTo("false");
    assertThat(DataVersion.parse(same.bodyBytes())).isEqualTo(new DataVersion(3, 0, 1));
    assertThat(dataVersion(new DataVersion(4, 0, 1)).fields().find("changed")).isEqualTo("true");
  }

  private Frame dataVersion(DataVersion version) {
    return server.call(
        request(
                RequestCode.QUERY_DATA_VERSION,
                "brokerName",
                "far",
                "brokerAddr",
                "10.0.0.7:1",
                "clusterName",
                "C",
                "brokerId",
                "0")
            .withBody(version.write()));
  }

  @Test
  void texts_are_kept_over_a_restart_and_refused_when_unknown() {
    Frame none = server.call(RequestCode.GET_KV_CONFIG, "namespace", "n", "key", "k");
    assertThat(none.code()).isEqualTo(22);
    assertThat(none.remark()).isEqualTo("No config item, Namespace: n Key: k");
    assertThat(server.call(RequestCode.GET_KV_LIST_BY_NAMESPACE, "namespace", "n").remark())
        .isEqualTo("No config item, Namespace: n");
    assertThat(server.call(RequestCode.PUT_KV_CONFIG, "key", "k").remark())
        .isEqualTo("namespace or key is null");
    server.call(RequestCode.PUT_KV_CONFIG, "namespace", "n", "key", "k", "value", "v");
    server.server.close();
    server.server = server.builder().build();
    server.start();
    server.time.advance(Duration.ofSeconds(1));
    assertThat(server.call(RequestCode.GET_KV_CONFIG, "namespace", "n", "key", "k"))
        .extracting(answer -> answer.fields().find("value"))
        .isEqualTo("v");
    Frame table = server.call(RequestCode.GET_KV_LIST_BY_NAMESPACE, "namespace", "n");
    assertThat(KvTable.parse(table.bodyBytes()).table()).containsEntry("k", "v");
    server.call(RequestCode.DELETE_KV_CONFIG, "namespace", "n", "key", "k");
    assertThat(server.call(RequestCode.GET_KV_CONFIG, "namespace", "n", "key", "k").code())
        .isEqualTo(22);
  }

  @Test
  void a_registration_is_answered_with_the_order_topics() {
    assertThat(register(topics()).hasBody()).isFalse();
    server.call(
        RequestCode.PUT_KV_CONFIG,
        "namespace",
        "ORDER_TOPIC_CONFIG",
        "key",
        "remote",
        "value",
        "far:4");
    assertThat(KvTable.parse(register(topics()).bodyBytes()).table())
        .containsEntry("remote", "far:4");
  }

  @Test
  void an_operator_makes_topics_and_the_systems_own_are_not_touched() {
    assertThat(create("made", "").code()).isZero();
    assertThat(server.route("made").queues().get(0).writeQueueNums()).isEqualTo(3);
    assertThat(TopicConfig.parse(topic("made").bodyBytes()).readQueueNums()).isEqualTo(2);
    assertThat(server.call(message("made", "x", "e", "2")).code()).isZero();
    assertThat(create("TBW102", "").code()).isEqualTo(29);
    assertThat(create("TBW102", "").remark())
        .isEqualTo("The topic[TBW102] is conflict with system topic.");
    assertThat(create("a b", "").code()).isEqualTo(29);
    assertThat(create("batches", "+queue.type=BatchCQ").code()).isEqualTo(29);
    assertThat(topic("none").code()).isEqualTo(17);
  }

  private Frame topic(String name) {
    return server.call(RequestCode.GET_TOPIC_CONFIG, "topic", name);
  }

  private Frame create(String topic, String attributes) {
    return server.call(
        RequestCode.CREATE_TOPIC,
        "topic",
        topic,
        "defaultTopic",
        "TBW102",
        "readQueueNums",
        "2",
        "writeQueueNums",
        "3",
        "perm",
        "6",
        "topicFilterType",
        "SINGLE_TAG",
        "topicSysFlag",
        "0",
        "order",
        "false",
        "attributes",
        attributes);
  }
}
