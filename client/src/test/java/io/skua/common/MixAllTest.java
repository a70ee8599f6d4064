package io.skua.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MixAllTest {
  @AfterEach
  void clear() {
    System.clearProperty("rocketmq.namesrv.domain");
    System.clearProperty("rocketmq.namesrv.domain.subgroup");
  }

  @Test
  void asks_for_name_servers_at_the_known_place_by_default() {
    assertThat(MixAll.getWSAddr()).isEqualTo("http://jmenv.tbsite.net:8080/rocketmq/nsaddr");
  }

  @Test
  void asks_for_name_servers_where_the_properties_say() {
    System.setProperty("rocketmq.namesrv.domain", "names.example");
    System.setProperty("rocketmq.namesrv.domain.subgroup", "east");
    assertThat(MixAll.getWSAddr()).isEqualTo("http://names.example:8080/rocketmq/east");
    System.setProperty("rocketmq.namesrv.domain", "names.example:81");
    assertThat(MixAll.getWSAddr()).isEqualTo("http://names.example:81/rocketmq/east");
  }

  @Test
  void derives_topics_from_groups_and_clusters() {
    assertThat(MixAll.getRetryTopic("g")).isEqualTo("%RETRY%g");
    assertThat(MixAll.getDLQTopic("g")).isEqualTo("%DLQ%g");
    assertThat(MixAll.getReplyTopic("c")).isEqualTo("c_REPLY_TOPIC");
  }

  @Test
  void knows_prefixes() {
    assertThat(MixAll.isLmq("%LMQ%x")).isTrue();
    assertThat(MixAll.isLmq("x")).isFalse();
    assertThat(MixAll.isLmq(null)).isFalse();
    assertThat(MixAll.isSysConsumerGroup("CID_RMQ_SYS_TRANS")).isTrue();
    assertThat(MixAll.isSysConsumerGroup("CID")).isFalse();
  }

  @Test
  void finds_the_second_port_of_a_broker() {
    assertThat(MixAll.brokerVIPChannel(true, "192.0.2.1:10911")).isEqualTo("192.0.2.1:10909");
    assertThat(MixAll.brokerVIPChannel(true, "[::1]:10911")).isEqualTo("[::1]:10909");
    assertThat(MixAll.brokerVIPChannel(false, "192.0.2.1:10911")).isEqualTo("192.0.2.1:10911");
    assertThatThrownBy(() -> MixAll.brokerVIPChannel(true, "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected a broker address host:port, but got x");
  }
}
