package io.skua.testkit;

import static io.skua.testkit.ServerFixture.message;
import static io.skua.testkit.ServerFixture.properties;
import static io.skua.testkit.ServerFixture.pull;
import static io.skua.testkit.ServerFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.net.Address;
import io.skua.net.Links;
import io.skua.server.ServerException;
import io.skua.server.ServerSettings;
import io.skua.server.SkuaServer;
import io.skua.store.FlushMode;
import io.skua.store.disk.MemoryDisk;
import io.skua.wire.body.ConsumeFromWhere;
import io.skua.wire.body.ConsumeType;
import io.skua.wire.body.ConsumerData;
import io.skua.wire.body.ConsumerList;
import io.skua.wire.body.DataVersion;
import io.skua.wire.body.Heartbeat;
import io.skua.wire.body.MessageModel;
import io.skua.wire.body.ProducerData;
import io.skua.wire.body.RegisterBrokerBody;
import io.skua.wire.body.TopicConfig;
import io.skua.wire.body.TopicConfigTable;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ServerStoryTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ServerFixture server = new ServerFixture();

  private Frame consumers() {
    return server.call(RequestCode.GET_CONSUMER_LIST_BY_GROUP, "consumerGroup", "consumers");
  }

  private Frame heartbeat() {
    ConsumerData consumers =
        new ConsumerData(
            "consumers",
            ConsumeType.CONSUME_PASSIVELY,
            MessageModel.CLUSTERING,
            ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET,
            List.of(),
            false);
    Heartbeat beat =
        Heartbeat.of("me@1", List.of(new ProducerData("producers")), List.of(consumers));
    return Frame.request(RequestCode.HEART_BEAT).withBody(beat.write());
  }

  private Frame registration() {
    TreeMap<String, TopicConfig> topics = new TreeMap<>();
    topics.put("remote", TopicConfig.of("remote", 4, 6));
    topics.put("more", TopicConfig.of("more", 4, 6));
    RegisterBrokerBody body =
        new RegisterBrokerBody(TopicConfigTable.of(new DataVersion(1, 0, 1), topics), List.of());
    return request(
            RequestCode.REGISTER_BROKER,
            "brokerName",
            "far",
            "brokerAddr",
            "10.0.0.7:1",
            "clusterName",
            "C",
            "haServerAddr",
            "10.0.0.7:2",
            "brokerId",
            "0")
        .withBody(body.write());
  }

  @Test
  void messages_topics_and_offsets_outlive_a_restart() {
    server.start();
    server.call(message("orders", "one"));
    server.call(pull("orders", 0, "sysFlag", "5", "commitOffset", "1"));
    server.server.close();
    server.server = server.builder().build();
    server.start();
    server.time.advance(SECOND);
    assertThat(server.call(pull("orders", 0)).code()).isZero();
    assertThat(
            server.call(
                RequestCode.QUERY_CONSUMER_OFFSET,
                "consumerGroup",
                "consumers",
                "topic",
                "orders",
                "queueId",
                "0"))
        .extracting(answer -> answer.fields().find("offset"))
        .isEqualTo("1");
    assertThat(server.route("orders").queues().get(0).readQueueNums()).isEqualTo(4);
  }

  @Test
  void nothing_is_left_after_close() {
    server.start();
    server.call(message("orders", "one"));
    server.server.close();
    server.server.close();
    server.time.advance(Duration.ofMinutes(5));
    assertThat(server.network.connections()).isZero();
  }

  @Test
  void a_second_server_on_the_same_disk_is_refused() {
    server.start();
    SkuaServer second =
        server.builder().port(1).network(() -> server.network.net("10.0.0.2")).build();
    assertThatThrownBy(second::start)
        .isInstanceOfSatisfying(
            ServerException.class,
            e -> assertThat(e.kind()).isEqualTo(ServerException.Kind.DIRECTORY_IN_USE));
    second.close();
    assertThat(server.call(message("orders", "one")).code()).isZero();
  }

  @Test
  void a_sync_flush_answers_with_the_queue_offset_and_no_wait_answers_too() {
    server.server = server.builder().flush(FlushMode.SYNC).build();
    server.start();
    assertThat(server.call(message("orders", "one")).code()).isZero();
    Frame quick = server.call(message("orders", "two", "i", properties("WAIT", "false")));
    assertThat(quick.fields().find("queueOffset")).isEqualTo("1");
  }

  @Test
  void a_sync_send_whose_force_fails_is_not_acknowledged() {
    FailingForce disk = new FailingForce(server.disk);
    server.server = server.builder().disk(disk.proxy()).flush(FlushMode.SYNC).build();
    server.start();
    assertThat(server.call(message("orders", "one")).code()).isZero();
    assertThat(disk.forces()).isPositive();
    disk.fail();
    Frame written = server.call(message("orders", "two"));
    assertThat(written.code()).isEqualTo(10);
    assertThat(written.fields().find("queueOffset")).isEqualTo("1");
    Frame refused = server.call(message("orders", "three"));
    assertThat(refused.code()).isEqualTo(14);
    assertThat(refused.remark()).startsWith("service not available now.").contains("no power");
  }

  @Test
  void a_heartbeat_makes_the_retry_topic_and_lists_the_client() {
    server.start();
    assertThat(consumers().remark()).isEqualTo("no consumer for this group, consumers");
    Frame answer = server.call(heartbeat());
    assertThat(answer.fields().find("IS_SUPPORT_HEART_BEAT_V2")).isEqualTo("true");
    assertThat(answer.fields().find("IS_SUB_CHANGE")).isEqualTo("true");
    assertThat(ConsumerList.parse(consumers().bodyBytes()).clientIds()).containsExactly("me@1");
    assertThat(server.route("%RETRY%consumers").queues()).hasSize(1);
  }

  @Test
  void a_client_without_a_heartbeat_for_120_s_is_forgotten() {
    server.start();
    server.call(heartbeat());
    for (int i = 0; i < 11; i++) {
      server.time.advance(Duration.ofSeconds(10));
      assertThat(consumers().code()).isZero();
    }
    server.time.advance(Duration.ofSeconds(25));
    assertThat(consumers().code()).isEqualTo(1);
  }

  @Test
  void a_client_that_closes_its_connection_is_forgotten_at_once() {
    server.start();
    Links other = server.client("10.0.0.8");
    server.await(other.call(ServerFixture.SERVER, heartbeat(), SECOND, Frame::retain));
    assertThat(consumers().code()).isZero();
    other.close();
    server.time.advance(SECOND);
    assertThat(consumers().code()).isEqualTo(1);
  }

  @Test
  void a_broker_that_is_silent_for_120_s_is_forgotten() {
    server.start();
    server.call(registration());
    for (int i = 0; i < 11; i++) {
      server.time.advance(Duration.ofSeconds(10));
      assertThat(server.route("remote").brokers()).hasSize(1);
    }
    server.time.advance(Duration.ofSeconds(20));
    assertThat(server.call(RequestCode.GET_ROUTE_BY_TOPIC, "topic", "remote").code()).isEqualTo(17);
  }

  @Test
  void a_broker_that_closes_its_connection_is_forgotten_at_once() {
    server.start();
    Links broker = server.client("10.0.0.7");
    server.await(broker.call(ServerFixture.SERVER, registration(), SECOND, Frame::retain));
    assertThat(server.route("remote").brokers()).hasSize(1);
    broker.close();
    server.time.advance(SECOND);
    assertThat(server.call(RequestCode.GET_ROUTE_BY_TOPIC, "topic", "remote").code()).isEqualTo(17);
  }

  @Test
  void a_broker_registers_with_another_name_server_and_leaves_it() {
    server.start();
    SkuaServer broker =
        server
            .builder()
            .disk(new MemoryDisk())
            .bindHost("10.0.0.3")
            .roles(ServerSettings.Roles.BROKER)
            .broker("broker-b")
            .nameServers(List.of(ServerFixture.SERVER))
            .network(() -> server.network.net("10.0.0.3"))
            .build();
    broker.start();
    assertThat(server.route("TBW102").brokers()).hasSize(2);
    Address address = broker.address();
    Frame sent =
        server.await(server.client.call(address, message("fresh", "x"), SECOND, Frame::retain));
    assertThat(sent.code()).isZero();
    server.time.advance(Duration.ofMillis(100));
    assertThat(server.route("fresh").brokers().get(0).addresses())
        .containsEntry(0L, "10.0.0.3:9876");
    broker.close();
    assertThat(server.call(RequestCode.GET_ROUTE_BY_TOPIC, "topic", "fresh").code()).isEqualTo(17);
  }

  @Test
  void a_broker_that_no_name_server_takes_does_not_start() {
    SkuaServer broker =
        server
            .builder()
            .roles(ServerSettings.Roles.BROKER)
            .nameServers(List.of(new Address("10.0.0.77", 1)))
            .build();
    assertThatThrownBy(broker::start)
        .isInstanceOf(ServerException.class)
        .hasMessageContaining("broker-a is registered nowhere: name server 10.0.0.77:1: ");
    server.start();
    assertThat(server.call(message("orders", "one")).code()).isZero();
  }
}
