package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.exception.NameServerUnreachableException;
import io.skua.client.exception.SendTimeoutException;
import io.skua.client.internal.names.NameServers;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.net.Address;
import io.skua.net.Dispatcher;
import io.skua.net.LinkSettings;
import io.skua.net.Links;
import io.skua.wire.code.RequestCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Protocol 1.10 and 6.3. */
class NameServersTest extends ClientScenario {
  private final FakeNameServer second =
      new FakeNameServer(network, time, new Address("10.0.0.2", 9876));

  NameServersTest() {
    second.topic("TopicTest", 4, a, b);
  }

  @AfterEach
  void clear() {
    System.clearProperty("rocketmq.namesrv.domain");
    System.clearProperty("rocketmq.namesrv.addr");
    TestAddressing.addresses = null;
    TestAddressing.failing = false;
    TestAddressing.changed = null;
  }

  private DefaultMQProducer at(String addresses) throws Exception {
    DefaultMQProducer producer = producer("group");
    producer.setNamesrvAddr(addresses);
    producer.start();
    return producer;
  }

  private NameServers list() {
    return new NameServers(
        new Links(network.net("10.0.0.9"), time, LinkSettings.DEFAULT, new Dispatcher(), SECOND),
        time);
  }

  @Test
  void the_choice_is_kept_as_long_as_it_answers() throws Exception {
    at("10.0.0.1:9876;10.0.0.2:9876").send(message("x"));
    time.advance(Duration.ofHours(1));
    assertThat(List.of(names.received().size(), second.received().size())).contains(0);
  }

  @Test
  void the_next_one_is_asked_when_the_chosen_one_is_dead_and_then_kept() throws Exception {
    DefaultMQProducer producer = at("10.0.0.1:9876;10.0.0.2:9876");
    producer.send(message("x"));
    boolean first = !names.received().isEmpty();
    FakeNameServer chosen = first ? names : second;
    FakeNameServer other = first ? second : names;
    chosen.stop();
    other.topic("Other", 4, a);
    producer.send(message("Other", "x"));
    assertThat(other.asked()).contains("Other");
    chosen.restart();
    chosen.forget();
    time.advance(Duration.ofMinutes(10));
    assertThat(chosen.received()).isEmpty();
  }

  @Test
  void a_silent_one_takes_its_share_of_the_time_only() throws Exception {
    DefaultMQProducer producer = at("10.0.0.1:9876;10.0.0.2:9876");
    network.silence(names.address());
    producer.send(message("x"));
    assertThat(millis()).isLessThan(2_000);
  }

  @Test
  void when_all_are_dead_each_address_and_its_failure_is_told() throws Exception {
    DefaultMQProducer producer = at("10.0.0.7:9876;10.0.0.8:9876");
    assertThatThrownBy(() -> producer.send(message("x")))
        .isInstanceOfSatisfying(
            NameServerUnreachableException.class,
            e -> {
              assertThat(e.getResponseCode()).isEqualTo(10004);
              assertThat(e.getAttempts()).isEmpty();
            })
        .hasMessageContaining("No route info of this topic: TopicTest")
        .hasMessageContaining("10.0.0.7:9876 (connect to 10.0.0.7:9876 failed: Connection refused")
        .hasMessageContaining("10.0.0.8:9876 (connect to 10.0.0.8:9876 failed: Connection refused")
        .hasMessageContaining("Start a name server there, or correct the address");
  }

  @Test
  void a_silent_name_server_does_not_hold_a_send_beyond_its_time() throws Exception {
    DefaultMQProducer producer = at("10.0.0.1:9876");
    network.silence(names.address());
    Failure failure = failureOf(() -> producer.send(message("x"), 500));
    assertThat(failure.thrown())
        .isInstanceOf(SendTimeoutException.class)
        .hasMessageContaining("sendDefaultImpl call timeout")
        .hasMessageContaining("asking the name servers");
    assertThat(failure.millis()).isEqualTo(500);
  }

  @Test
  void a_slow_name_server_does_not_hold_a_send_beyond_its_time() throws Exception {
    DefaultMQProducer producer = at("10.0.0.1:9876");
    names.topic("TBW102", 4, a);
    names.always(
        RequestCode.GET_ROUTE_BY_TOPIC,
        names.later(Duration.ofMillis(400), FakePeer.refusal(17, "unknown")));
    Failure failure = failureOf(() -> producer.send(message("NewTopic", "x"), 500));
    assertThat(failure.thrown()).isInstanceOf(SendTimeoutException.class);
    assertThat(failure.millis()).isEqualTo(500);
  }

  @Test
  void a_selector_does_not_wait_for_a_silent_name_server_beyond_the_time_of_the_send()
      throws Exception {
    DefaultMQProducer producer = at("10.0.0.1:9876");
    network.silence(names.address());
    Failure failure =
        failureOf(() -> producer.send(message("x"), (queues, m, arg) -> queues.get(0), null, 500));
    assertThat(failure.thrown()).isInstanceOf(SendTimeoutException.class);
    assertThat(failure.millis()).isEqualTo(500);
  }

  @Test
  void an_update_replaces_the_list_and_an_empty_or_equal_one_does_not() {
    NameServers servers = list();
    servers.update("10.0.0.1:1;10.0.0.2:2; ;10.0.0.1:1");
    List<Address> before = servers.list();
    assertThat(before)
        .containsExactlyInAnyOrder(new Address("10.0.0.1", 1), new Address("10.0.0.2", 2));
    servers.update("");
    servers.update("10.0.0.2:2;10.0.0.1:1");
    assertThat(servers.list()).isEqualTo(before);
    servers.update("10.0.0.3:3");
    assertThat(servers.list()).containsExactly(new Address("10.0.0.3", 3));
  }

  @Test
  void an_update_keeps_the_choice_when_it_is_still_there() {
    for (int i = 0; i < 20; i++) {
      NameServers servers = list();
      servers.update("10.0.0.1:1;10.0.0.2:2");
      Address chosen = servers.list().get(0);
      servers.update("10.0.0.1:1;10.0.0.2:2;10.0.0.3:3;10.0.0.4:4;10.0.0.5:5");
      assertThat(servers.list()).hasSize(5).startsWith(chosen);
    }
  }

  @Test
  void without_any_address_the_send_says_how_to_set_one() throws Exception {
    System.setProperty("rocketmq.namesrv.domain", "127.0.0.1:1");
    DefaultMQProducer producer = at(null);
    assertThatThrownBy(() -> producer.send(message("x")))
        .isInstanceOfSatisfying(
            NameServerUnreachableException.class,
            e -> assertThat(e.getResponseCode()).isEqualTo(10004))
        .hasMessageContaining("No name server address, please set it.")
        .hasMessageContaining("setNamesrvAddr")
        .hasMessageContaining("rocketmq.namesrv.addr")
        .hasMessageContaining("NAMESRV_ADDR");
  }

  @Test
  void the_system_property_names_them() throws Exception {
    System.setProperty("rocketmq.namesrv.addr", "10.0.0.2:9876");
    DefaultMQProducer producer = new DefaultMQProducer("group", registry);
    producer.start();
    producer.send(message("x"));
    assertThat(second.asked()).contains("TopicTest");
  }

  @Test
  void a_provider_is_asked_when_none_is_set() throws Exception {
    TestAddressing.addresses = "10.0.0.2:9876";
    at(null).send(message("x"));
    assertThat(second.asked()).contains("TopicTest");
  }

  @Test
  void a_provider_is_not_asked_when_one_is_set() throws Exception {
    TestAddressing.addresses = "10.0.0.2:9876";
    at("10.0.0.1:9876").send(message("x"));
    assertThat(second.asked()).isEmpty();
  }

  @Test
  void a_provider_is_asked_again_after_10_s_and_then_every_120_s() throws Exception {
    TestAddressing.addresses = "10.0.0.1:9876";
    at(null);
    List<Long> moments = new ArrayList<>();
    int before = TestAddressing.count;
    for (int i = 0; i < 260; i++) {
      time.advance(SECOND);
      if (TestAddressing.count > before + moments.size()) {
        moments.add(millis());
      }
    }
    assertThat(moments).containsExactly(10_000L, 130_000L, 250_000L);
  }

  @Test
  void a_provider_can_push_new_addresses() throws Exception {
    TestAddressing.addresses = "10.0.0.1:9876";
    DefaultMQProducer producer = at(null);
    producer.send(message("x"));
    TestAddressing.addresses = "10.0.0.2:9876";
    TestAddressing.changed.onNameServerAddressChange("10.0.0.2:9876");
    second.topic("Other", 4, a);
    producer.send(message("Other", "x"));
    assertThat(second.asked()).contains("Other");
    TestAddressing.changed.onNameServerAddressChange("nonsense");
    producer.send(message("Other", "x"));
  }

  @Test
  void a_provider_that_throws_counts_as_one_that_does_not_know() throws Exception {
    System.setProperty("rocketmq.namesrv.domain", "127.0.0.1:1");
    TestAddressing.failing = true;
    DefaultMQProducer producer = at(null);
    time.advance(SECOND.multipliedBy(15));
    TestAddressing.failing = false;
    TestAddressing.addresses = "10.0.0.2:9876";
    time.advance(SECOND.multipliedBy(120));
    producer.send(message("x"));
    assertThat(second.asked()).contains("TopicTest");
  }

  @Test
  void a_client_that_is_closed_does_not_look_them_up_any_more() throws Exception {
    TestAddressing.addresses = "10.0.0.1:9876";
    DefaultMQProducer producer = at(null);
    producer.shutdown();
    int before = TestAddressing.count;
    time.advance(Duration.ofHours(1));
    assertThat(TestAddressing.count).isEqualTo(before);
  }
}
