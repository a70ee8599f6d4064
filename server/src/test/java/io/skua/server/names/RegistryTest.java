package io.skua.server.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.net.RequestRefused;
import io.skua.wire.body.DataVersion;
import io.skua.wire.body.QueueRoute;
import io.skua.wire.body.RegisterBrokerBody;
import io.skua.wire.body.TopicConfig;
import io.skua.wire.body.TopicConfigTable;
import io.skua.wire.body.TopicRoute;
import io.skua.wire.header.RegisterBroker;
import io.skua.wire.header.RegisterBrokerResult;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RegistryTest {
  private static final UnaryOperator<String> AS_IT_IS = UnaryOperator.identity();

  private final Registry registry = new Registry();

  private static RegisterBroker broker(long id, String address, @Nullable Boolean acting) {
    return new RegisterBroker("b", address, "C", "ha-" + address, id, null, acting, false, 0, null);
  }

  private static RegisterBrokerBody body(long counter, long state, TopicConfig... topics) {
    TreeMap<String, TopicConfig> table = new TreeMap<>();
    for (TopicConfig topic : topics) {
      table.put(topic.topicName(), topic);
    }
    return new RegisterBrokerBody(
        TopicConfigTable.of(new DataVersion(counter, state, 1), table), List.of());
  }

  private static RegisterBrokerBody two(long counter, int queues) {
    return body(counter, 0, TopicConfig.of("T", queues, 6), TopicConfig.of("U", queues, 6));
  }

  private RegisterBrokerResult register(RegisterBroker header, RegisterBrokerBody body) {
    return registry.register(header, body, null, 0);
  }

  private @Nullable TopicRoute route(String topic) {
    return registry.route(topic, null, AS_IT_IS);
  }

  private QueueRoute queue(String topic) {
    TopicRoute route = route(topic);
    assertThat(route).isNotNull();
    return route.queues().get(0);
  }

  @Test
  void a_first_registration_with_one_topic_is_refused() {
    assertThatThrownBy(
            () -> register(broker(0, "a:1", null), body(1, 0, TopicConfig.of("T", 4, 6))))
        .isInstanceOf(RequestRefused.class)
        .hasMessage("register broker failed");
    assertThat(registry.clusters(AS_IT_IS).brokers()).isEmpty();
  }

  @Test
  void a_later_registration_with_one_topic_adds_it() {
    register(broker(0, "a:1", null), two(1, 4));
    register(broker(0, "a:1", null), body(1, 0, TopicConfig.of("V", 2, 6)));
    assertThat(queue("V").readQueueNums()).isEqualTo(2);
    assertThat(queue("T").readQueueNums()).isEqualTo(4);
  }

  @Test
  void topics_change_with_the_data_version_only() {
    register(broker(0, "a:1", null), two(1, 4));
    register(broker(0, "a:1", null), two(1, 8));
    assertThat(queue("T").readQueueNums()).isEqualTo(4);
    register(broker(0, "a:1", null), two(2, 8));
    assertThat(queue("T").readQueueNums()).isEqualTo(8);
  }

  @Test
  void a_slave_that_becomes_master_keeps_one_record() {
    register(broker(1, "a:1", null), two(1, 4));
    register(broker(0, "a:1", null), two(1, 4));
    assertThat(registry.members("C", "b", AS_IT_IS).addresses())
        .containsOnlyKeys(0L)
        .containsEntry(0L, "a:1");
  }

  @Test
  void a_newcomer_with_an_older_state_is_ignored() {
    register(
        broker(0, "a:1", null), body(1, 5, TopicConfig.of("T", 4, 6), TopicConfig.of("U", 4, 6)));
    register(broker(0, "a:2", null), two(1, 4));
    assertThat(registry.members("C", "b", AS_IT_IS).addresses()).containsEntry(0L, "a:1");
    assertThat(registry.version("C", "a:2")).isNull();
  }

  @Test
  void a_slave_hears_of_its_master_and_does_not_bring_topics() {
    register(broker(0, "a:1", null), two(1, 4));
    RegisterBrokerResult answer = register(broker(1, "a:2", null), two(9, 16));
    assertThat(answer.masterAddr()).isEqualTo("a:1");
    assertThat(answer.haServerAddr()).isEqualTo("ha-a:1");
    assertThat(queue("T").readQueueNums()).isEqualTo(4);
  }

  @Test
  void an_acting_master_is_read_only() {
    register(broker(1, "a:2", true), two(1, 4));
    assertThat(queue("T").perm()).isEqualTo(4);
  }

  @Test
  void a_broker_goes_with_its_last_address() {
    register(broker(0, "a:1", null), two(1, 4));
    register(broker(1, "a:2", null), two(1, 4));
    registry.unregister("b", "C", "a:1");
    assertThat(route("T")).isNotNull();
    registry.unregister("b", "C", "a:2");
    assertThat(route("T")).isNull();
    assertThat(registry.topics().topics()).isEmpty();
  }

  @Test
  void losing_the_master_takes_the_write_permission_when_one_may_act() {
    register(broker(0, "a:1", true), two(1, 4));
    register(broker(1, "a:2", true), two(1, 4));
    registry.unregister("b", "C", "a:1");
    assertThat(queue("T").perm()).isEqualTo(4);
  }

  @Test
  void permissions_are_wiped_and_given_back() {
    register(broker(0, "a:1", null), two(1, 4));
    assertThat(registry.wipeWritePermission("b")).isEqualTo(2);
    assertThat(queue("T").perm()).isEqualTo(4);
    assertThat(registry.addWritePermission("b")).isEqualTo(2);
    assertThat(queue("T").perm()).isEqualTo(6);
    assertThat(registry.wipeWritePermission("none")).isZero();
  }

  @Test
  void a_topic_is_added_only_on_known_brokers() {
    register(broker(0, "a:1", null), two(1, 4));
    registry.addTopic(
        "V", List.of(new QueueRoute("b", 6, 1, 1, 0), new QueueRoute("x", 6, 1, 1, 0)));
    assertThat(route("V")).isNull();
    registry.addTopic("V", List.of(new QueueRoute("b", 6, 1, 1, 0)));
    assertThat(route("V")).isNotNull();
  }

  @Test
  void a_topic_is_deleted_in_one_cluster_or_in_all() {
    register(broker(0, "a:1", null), two(1, 4));
    registry.deleteTopic("T", "other");
    assertThat(route("T")).isNotNull();
    registry.deleteTopic("T", "C");
    assertThat(route("T")).isNull();
    registry.deleteTopic("U", null);
    assertThat(registry.topics().topics()).isEmpty();
  }

  @Test
  void a_broker_of_this_process_never_expires() {
    register(broker(0, "a:1", null), two(1, 4));
    assertThat(registry.expire(Long.MAX_VALUE / 2)).isEmpty();
    assertThat(route("T")).isNotNull();
  }
}
