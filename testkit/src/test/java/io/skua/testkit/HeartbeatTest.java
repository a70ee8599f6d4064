package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LONG;

import io.skua.client.internal.compat.Settings;
import io.skua.client.internal.instance.ClientInstance;
import io.skua.client.internal.instance.ClientSettings;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.net.RequestHandler;
import io.skua.wire.body.BrokerRoute;
import io.skua.wire.body.Heartbeat;
import io.skua.wire.body.ProducerData;
import io.skua.wire.body.TopicRoute;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.Fields;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Protocol 6.5, trap 40. */
class HeartbeatTest extends ClientScenario {
  private static RequestHandler supportsV2(boolean changed) {
    return FakePeer.answer(
        Frame.success()
            .withFields(
                Fields.of(
                    Map.of(
                        "IS_SUPPORT_HEART_BEAT_V2",
                        "true",
                        "IS_SUB_CHANGE",
                        Boolean.toString(changed)))));
  }

  private ClientInstance instance(boolean v2) throws Exception {
    DefaultMQProducer config = producer("settings");
    config.setInstanceName("one");
    config.setUseHeartbeatV2(v2);
    ClientSettings settings = Settings.of(config);
    ClientInstance instance = registry.lease(settings).instance();
    instance.start();
    return instance;
  }

  @Test
  void a_heartbeat_tells_the_client_its_groups_and_the_inner_producer() throws Exception {
    DefaultMQProducer producer = started("group");
    producer.send(message("x"));
    time.advance(SECOND);
    Heartbeat heartbeat = a.heartbeats().get(0);
    assertThat(heartbeat.clientId()).isEqualTo("10.0.0.9@" + producer.getInstanceName());
    assertThat(heartbeat.producers())
        .containsExactly(new ProducerData("CLIENT_INNER_PRODUCER"), new ProducerData("group"));
    assertThat(heartbeat.consumers()).isEmpty();
    assertThat(heartbeat.fingerprint()).isZero();
    assertThat(heartbeat.withoutSubscriptions()).isFalse();
    assertThat(a.received(RequestCode.HEART_BEAT).get(0).fields().isEmpty()).isTrue();
  }

  @Test
  void a_broker_hears_of_the_client_as_soon_as_a_connection_opens() throws Exception {
    DefaultMQProducer producer = started("group");
    producer.send(message("x"));
    time.advance(Duration.ofMillis(5));
    assertThat(a.heartbeats().size() + b.heartbeats().size()).isEqualTo(1);
  }

  @Test
  void a_broker_does_not_when_the_setting_is_off() throws Exception {
    DefaultMQProducer producer = producer("group");
    producer.setEnableHeartbeatChannelEventListener(false);
    producer.start();
    producer.send(message("x"));
    time.advance(Duration.ofMillis(5));
    assertThat(a.heartbeats().size() + b.heartbeats().size()).isZero();
  }

  @Test
  void a_producer_that_starts_where_brokers_are_known_tells_them_at_once() throws Exception {
    DefaultMQProducer first = producer("g1");
    first.setInstanceName("shared");
    first.start();
    first.send(message("x"));
    time.advance(Duration.ofSeconds(5));
    a.forget();
    b.forget();
    DefaultMQProducer second = producer("g2");
    second.setInstanceName("shared");
    second.start();
    time.advance(Duration.ofMillis(5));
    for (FakeBroker broker : List.of(a, b)) {
      assertThat(broker.heartbeats()).hasSize(1);
      assertThat(broker.heartbeats().get(0).producers()).contains(new ProducerData("g2"));
    }
  }

  @Test
  void slaves_are_told_only_when_there_are_consumers() throws Exception {
    FakeBroker slave = broker("broker-a", "10.0.1.9");
    TopicRoute plain = FakeNameServer.routeOf(4, 6, a);
    BrokerRoute both =
        new BrokerRoute(
            "broker-a",
            "cluster",
            new TreeMap<>(Map.of(0L, a.address().toString(), 1L, slave.address().toString())),
            false,
            null);
    names.route("TopicTest", TopicRoute.of(List.of(both), plain.queues()));
    ClientInstance instance = instance(false);
    time.await(instance.routes().refresh("TopicTest"), SECOND);
    time.advance(Duration.ofMinutes(2));
    assertThat(a.heartbeats()).isNotEmpty();
    assertThat(slave.received()).isEmpty();
    instance.join(new FakeConsumer("consumers", this::millis));
    time.advance(Duration.ofMinutes(1));
    assertThat(slave.heartbeats()).isNotEmpty();
    assertThat(slave.heartbeats().get(0).consumers()).hasSize(1);
  }

  @Test
  void version_2_shortens_what_a_broker_has_confirmed() throws Exception {
    a.always(RequestCode.HEART_BEAT, supportsV2(false));
    ClientInstance instance = instance(true);
    instance.join(new FakeConsumer("consumers", this::millis));
    time.advance(Duration.ofMinutes(3));
    List<Heartbeat> heartbeats = a.heartbeats();
    assertThat(heartbeats.get(0).withoutSubscriptions()).isFalse();
    assertThat(heartbeats.get(0).fingerprint()).isNotZero();
    Heartbeat last = heartbeats.get(heartbeats.size() - 1);
    assertThat(last.withoutSubscriptions()).isTrue();
    assertThat(last.fingerprint()).isEqualTo(heartbeats.get(0).fingerprint());
    assertThat(last.consumers().get(0).subscriptions()).isEmpty();
  }

  @Test
  void version_2_tells_all_again_when_a_subscription_has_a_later_version() throws Exception {
    a.always(RequestCode.HEART_BEAT, supportsV2(false));
    ClientInstance instance = instance(true);
    FakeConsumer consumer = new FakeConsumer("consumers", this::millis);
    instance.join(consumer);
    time.advance(Duration.ofMinutes(2));
    a.forget();
    time.await(instance.heartbeat(), SECOND);
    consumer.version++;
    time.await(instance.heartbeat(), SECOND);
    time.await(instance.heartbeat(), SECOND);
    assertThat(a.heartbeats().stream().map(Heartbeat::withoutSubscriptions))
        .containsExactly(true, false, true);
  }

  @Test
  void version_2_tells_all_again_after_a_change_and_when_the_broker_lost_it() throws Exception {
    a.always(RequestCode.HEART_BEAT, supportsV2(false));
    ClientInstance instance = instance(true);
    FakeConsumer consumer = new FakeConsumer("consumers", this::millis);
    instance.join(consumer);
    time.advance(Duration.ofMinutes(2));
    a.forget();
    consumer.topic = "Other";
    time.await(instance.heartbeat(), SECOND);
    time.await(instance.heartbeat(), SECOND);
    a.next(RequestCode.HEART_BEAT, supportsV2(true));
    time.await(instance.heartbeat(), SECOND);
    time.await(instance.heartbeat(), SECOND);
    assertThat(a.heartbeats())
        .extracting(Heartbeat::withoutSubscriptions)
        .containsExactly(false, true, true, false);
  }

  @Test
  void version_2_stays_long_for_a_broker_that_does_not_know_it() throws Exception {
    ClientInstance instance = instance(true);
    instance.join(new FakeConsumer("consumers", this::millis));
    time.advance(Duration.ofMinutes(5));
    assertThat(a.heartbeats()).isNotEmpty().noneMatch(Heartbeat::withoutSubscriptions);
  }

  @Test
  void a_round_that_still_runs_is_not_joined_by_a_second_one() throws Exception {
    ClientInstance instance = instance(false);
    time.await(instance.routes().refresh("TopicTest"), SECOND);
    time.await(instance.heartbeat(), SECOND);
    a.forget();
    a.always(RequestCode.HEART_BEAT, FakePeer.silence());
    instance.heartbeat();
    instance.heartbeat();
    time.advance(Duration.ofMillis(10));
    assertThat(a.heartbeats()).hasSize(1);
  }

  @Test
  void a_silent_broker_does_not_keep_the_others_from_hearing() throws Exception {
    ClientInstance instance = instance(false);
    time.await(instance.routes().refresh("TopicTest"), SECOND);
    network.silence(a.address());
    time.advance(Duration.ofMinutes(10));
    assertThat(b.heartbeats()).hasSizeGreaterThan(18);
  }

  /** Its broker would have known the member for two minutes more: it left before it had joined. */
  @Test
  void a_member_that_leaves_is_not_brought_back_by_a_heartbeat_that_is_handled_later()
      throws Exception {
    ClientInstance instance = instance(false);
    FakeConsumer member = new FakeConsumer("consumers", this::millis);
    instance.join(member);
    time.await(instance.routes().refresh("TopicTest"), SECOND);
    a.always(
        RequestCode.HEART_BEAT,
        a.later(Duration.ofMillis(1_500), FakePeer.answer(Frame.success())));
    instance.heartbeat();
    time.advance(Duration.ofMillis(100));
    long sent = a.moments(RequestCode.HEART_BEAT).get(0);
    instance.leave(member);
    assertThat(a.moments(RequestCode.UNREGISTER_CLIENT))
        .singleElement(LONG)
        .isGreaterThanOrEqualTo(sent + 1_500);
  }

  @Test
  void a_broker_that_owes_an_answer_keeps_nobody_from_leaving() throws Exception {
    ClientInstance instance = instance(false);
    FakeConsumer member = new FakeConsumer("consumers", this::millis);
    instance.join(member);
    time.await(instance.routes().refresh("TopicTest"), SECOND);
    a.always(RequestCode.HEART_BEAT, FakePeer.silence());
    instance.heartbeat();
    time.advance(Duration.ofMillis(100));
    long before = millis();
    instance.leave(member);
    assertThat(millis() - before).isLessThanOrEqualTo(3_000);
    assertThat(b.received(RequestCode.UNREGISTER_CLIENT)).hasSize(1);
  }
}
