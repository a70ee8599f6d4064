package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.exception.RequestTimeoutException;
import io.skua.client.internal.instance.ClientInstance;
import io.skua.client.internal.instance.ClientRegistry;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.wire.code.RequestCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Protocol 6.4: the periodic tasks of a client, with their first delays and periods. */
class TimersTest extends ClientScenario {
  private static final long FIRST_HEARTBEAT_DONE = 1_100;

  private final ClientRegistry.Lease lease = registry.lease(settings("one"));
  private final ClientInstance instance = lease.instance();
  private final FakeConsumer consumer = new FakeConsumer("consumers", this::millis);

  private void start() throws Exception {
    instance.start();
    instance.join(consumer);
  }

  @Test
  void routes_are_refreshed_after_10_ms_and_every_30_s() throws Exception {
    network.latency(Duration.ZERO);
    start();
    time.advance(Duration.ofHours(3));
    List<Long> moments = names.moments(RequestCode.GET_ROUTE_BY_TOPIC);
    assertThat(moments).hasSize(360).startsWith(10L, 30_010L, 60_010L);
    assertThat(names.asked()).containsOnly("TopicTest");
  }

  @Test
  void heartbeats_leave_after_1_s_and_every_30_s() throws Exception {
    network.latency(Duration.ZERO);
    start();
    time.advance(Duration.ofHours(3));
    List<Long> moments = a.moments(RequestCode.HEART_BEAT).stream().distinct().toList();
    assertThat(moments).hasSize(360).startsWith(1_000L, 31_000L, 61_000L);
  }

  @Test
  void offsets_are_kept_after_10_s_and_every_5_s() throws Exception {
    start();
    time.advance(Duration.ofMinutes(1));
    assertThat(consumer.persisted).hasSize(11).startsWith(10_000L, 15_000L, 20_000L);
  }

  @Test
  void threads_are_adjusted_after_60_s_and_every_60_s() throws Exception {
    start();
    time.advance(Duration.ofHours(1));
    assertThat(consumer.adjusted).hasSize(60).startsWith(60_000L, 120_000L);
  }

  @Test
  void queues_are_rebalanced_every_20_s_and_on_demand() throws Exception {
    start();
    time.advance(Duration.ofSeconds(30));
    instance.rebalanceService().wakeUp();
    instance.rebalanceService().wakeUp();
    time.advance(Duration.ofSeconds(30));
    assertThat(consumer.rebalanced)
        .filteredOn(moment -> moment > FIRST_HEARTBEAT_DONE)
        .containsExactly(20_000L, 30_000L, 40_000L, 60_000L);
  }

  @Test
  void queues_are_rebalanced_when_a_route_is_new_and_when_brokers_have_been_told_of_the_member()
      throws Exception {
    start();
    time.advance(Duration.ofMillis(999));
    assertThat(consumer.rebalanced).hasSize(1);
    time.advance(Duration.ofMillis(FIRST_HEARTBEAT_DONE - 999));
    assertThat(consumer.rebalanced).hasSize(2);
    time.advance(Duration.ofSeconds(17));
    assertThat(consumer.rebalanced).hasSize(2);
  }

  @Test
  void requests_without_a_reply_are_ended_by_a_scan_after_3_s_and_every_1_s() throws Exception {
    start();
    CompletableFuture<?> first = instance.replies().add("1", this, Duration.ofMillis(100));
    time.advance(Duration.ofMillis(2_999));
    assertThat(first).isNotDone();
    time.advance(Duration.ofMillis(1));
    assertThat(first).isCompletedExceptionally();
    CompletableFuture<?> second = instance.replies().add("2", this, Duration.ofMillis(1_500));
    time.advance(Duration.ofMillis(1_999));
    assertThat(second).isNotDone();
    time.advance(Duration.ofMillis(1));
    assertThat(second)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(RequestTimeoutException.class)
        .withMessage("CODE: 10006  DESC: request timeout, no reply message.");
    assertThat(instance.replies().size()).isZero();
  }

  @Test
  void a_member_that_fails_does_not_keep_the_others_from_their_turn() throws Exception {
    start();
    FakeConsumer other = new FakeConsumer("others", this::millis);
    instance.join(other);
    consumer.failing = true;
    other.failing = true;
    time.advance(Duration.ofSeconds(60));
    assertThat(consumer.rebalanced).endsWith(20_000L, 40_000L, 60_000L);
    assertThat(other.rebalanced).isEqualTo(consumer.rebalanced);
    assertThat(consumer.persisted).hasSize(11);
    assertThat(other.adjusted).hasSize(1);
  }

  @Test
  void a_broker_that_no_route_mentions_any_more_is_dropped() throws Exception {
    start();
    time.advance(Duration.ofSeconds(5));
    assertThat(instance.links().open()).contains(b.address());
    names.topic("TopicTest", 4, a);
    time.advance(Duration.ofSeconds(60));
    assertThat(instance.routes().table().master("broker-b")).isNull();
    assertThat(instance.links().open()).contains(a.address()).doesNotContain(b.address());
    b.forget();
    time.advance(Duration.ofHours(1));
    assertThat(b.received()).isEmpty();
  }

  @Test
  void a_broker_that_moved_is_followed() throws Exception {
    DefaultMQProducer producer = started("group");
    names.topic("TopicTest", 4, a);
    producer.send(message("x"));
    FakeBroker moved = broker("broker-a", "10.0.1.7");
    names.topic("TopicTest", 4, moved);
    time.advance(Duration.ofSeconds(31));
    producer.send(message("y"));
    assertThat(moved.sends()).hasSize(1);
  }

  @Test
  void a_client_that_is_closed_has_no_timer_left() throws Exception {
    start();
    lease.release();
    int persisted = consumer.persisted.size();
    names.forget();
    time.advance(Duration.ofHours(1));
    assertThat(consumer.rebalanced).isEmpty();
    assertThat(consumer.persisted).hasSize(persisted);
    assertThat(names.received()).isEmpty();
  }
}
