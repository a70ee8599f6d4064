package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.internal.instance.ClientRegistry;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.net.Address;
import io.skua.wire.body.ProducerData;
import io.skua.wire.code.RequestCode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Protocol 6.2, trap 37. */
class SharedInstanceTest extends ClientScenario {
  private DefaultMQProducer named(String group, String instanceName) throws Exception {
    DefaultMQProducer producer = producer(group);
    producer.setInstanceName(instanceName);
    producer.start();
    return producer;
  }

  @Test
  void producers_of_one_instance_name_share_one_client() throws Exception {
    DefaultMQProducer first = named("g1", "shared");
    DefaultMQProducer second = named("g2", "shared");
    first.send(message("x"));
    second.send(message("x"));
    assertThat(registry.size()).isEqualTo(1);
    assertThat(openedNets).containsExactly("skua-client-10.0.0.9@shared");
    time.advance(SECOND);
    Set<String> groups = new TreeSet<>();
    a.heartbeats().get(a.heartbeats().size() - 1).producers().stream()
        .map(ProducerData::groupName)
        .forEach(groups::add);
    assertThat(groups).containsExactly("CLIENT_INNER_PRODUCER", "g1", "g2");
  }

  @Test
  void the_default_instance_name_becomes_unique_and_another_one_stays() throws Exception {
    DefaultMQProducer first = started("g1");
    DefaultMQProducer second = started("g2");
    long pid = ProcessHandle.current().pid();
    assertThat(first.getInstanceName()).matches(pid + "#\\d+");
    assertThat(second.getInstanceName()).isNotEqualTo(first.getInstanceName());
    assertThat(named("g3", "mine").getInstanceName()).isEqualTo("mine");
    assertThat(registry.size()).isEqualTo(3);
  }

  @Test
  void the_first_creators_settings_count() throws Exception {
    DefaultMQProducer first = producer("g1");
    first.setInstanceName("shared");
    first.setHeartbeatBrokerInterval(5_000);
    first.start();
    DefaultMQProducer second = producer("g2");
    second.setInstanceName("shared");
    second.setHeartbeatBrokerInterval(500_000);
    second.start();
    second.send(message("x"));
    time.advance(SECOND.multipliedBy(30));
    assertThat(a.heartbeats().size() + b.heartbeats().size()).isGreaterThan(5);
  }

  @Test
  void a_copy_of_the_settings_counts() throws Exception {
    DefaultMQProducer producer = started("g1");
    producer.setHeartbeatBrokerInterval(1);
    producer.send(message("x"));
    time.advance(SECOND.multipliedBy(29));
    assertThat(a.heartbeats().size() + b.heartbeats().size()).isLessThan(5);
  }

  @Test
  void the_last_one_out_closes() throws Exception {
    DefaultMQProducer first = named("g1", "shared");
    DefaultMQProducer second = named("g2", "shared");
    first.send(message("x"));
    first.shutdown();
    assertThat(network.connections()).isPositive();
    second.send(message("x"));
    second.shutdown();
    time.advance(SECOND);
    assertThat(registry.size()).isZero();
    assertThat(network.connections()).isZero();
  }

  @Test
  void after_the_last_one_a_new_one_starts_afresh() throws Exception {
    named("g1", "shared").shutdown();
    DefaultMQProducer again = named("g1", "shared");
    assertThat(again.send(message("x")).getMsgId()).isNotEmpty();
    assertThat(openedNets).hasSize(2);
  }

  @Test
  void a_lease_that_is_given_back_twice_counts_once() {
    ClientRegistry.Lease first = registry.lease(settings("one"));
    ClientRegistry.Lease second = registry.lease(settings("one"));
    first.release();
    first.release();
    assertThat(registry.size()).isEqualTo(1);
    second.release();
    assertThat(registry.size()).isZero();
  }

  @Test
  void one_instance_name_at_two_clusters_is_two_clients_that_never_mix() throws Exception {
    FakeNameServer otherNames = new FakeNameServer(network, time, new Address("10.0.0.2", 9876));
    FakeBroker other = broker("broker-a", "10.0.2.1");
    otherNames.topic("TopicTest", 4, other);
    DefaultMQProducer here = named("group", "shared");
    DefaultMQProducer there = producer("group");
    there.setInstanceName("shared");
    there.setNamesrvAddr("10.0.0.2:9876");
    there.start();
    assertThat(registry.size()).isEqualTo(2);
    for (int i = 0; i < 8; i++) {
      here.send(message("here"));
      there.send(message("there"));
    }
    time.advance(SECOND.multipliedBy(60));
    assertThat(other.sends()).hasSize(8).allMatch(sent -> sent.body().length == 5);
    assertThat(sends()).isEqualTo(8);
    assertThat(List.of(a, b))
        .allSatisfy(broker -> assertThat(broker.sends()).allMatch(sent -> sent.body().length == 4));
    here.shutdown();
    assertThat(other.goodbyes()).isEmpty();
    assertThat(there.send(message("there")).getMsgId()).isNotEmpty();
  }

  @Test
  void the_create_topic_key_is_known_before_any_route_is_asked_for() throws Exception {
    DefaultMQProducer producer = producer("group");
    producer.setCreateTopicKey("Template");
    producer.start();
    assertThat(names.received()).isEmpty();
    time.advance(SECOND);
    assertThat(names.asked()).containsExactly("Template");
    assertThat(names.moments(RequestCode.GET_ROUTE_BY_TOPIC).get(0)).isBetween(10L, 20L);
  }
}
