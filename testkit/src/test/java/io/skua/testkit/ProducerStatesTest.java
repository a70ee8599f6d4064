package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.exception.MQClientException;
import io.skua.client.internal.instance.ClientRegistry;
import io.skua.client.internal.producer.ProducerMember;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.common.ServiceState;
import io.skua.runtime.VirtualTime;
import org.junit.jupiter.api.Test;

/** Protocol 6.1, trap 60. */
class ProducerStatesTest extends ClientScenario {
  private static final String SEE =
      "\nSee https://rocketmq.apache.org/docs/bestPractice/06FAQ for further details.";

  private final ProducerMember member = new ProducerMember(registry);

  private void start() throws MQClientException {
    member.start("group", "TBW102", () -> settings("one"));
  }

  @Test
  void a_producer_goes_from_created_over_running_to_shut_down() throws Exception {
    assertThat(member.state()).isEqualTo(ServiceState.CREATE_JUST);
    start();
    assertThat(member.state()).isEqualTo(ServiceState.RUNNING);
    assertThat(member.stop()).isTrue();
    assertThat(member.state()).isEqualTo(ServiceState.SHUTDOWN_ALREADY);
  }

  @Test
  void the_state_is_failed_while_the_start_runs() throws Exception {
    ServiceState[] seen = new ServiceState[1];
    member.start(
        "group",
        "TBW102",
        () -> {
          seen[0] = member.state();
          return settings("one");
        });
    assertThat(seen[0]).isEqualTo(ServiceState.START_FAILED);
  }

  @Test
  void a_start_that_fails_leaves_start_failed_and_nothing_running() {
    assertThatThrownBy(
            () ->
                member.start(
                    "group",
                    "TBW102",
                    () -> {
                      throw new MQClientException("no", null);
                    }))
        .hasMessageContaining("no");
    assertThat(member.state()).isEqualTo(ServiceState.START_FAILED);
    assertThat(registry.size()).isZero();
    assertThat(member.stop()).isFalse();
  }

  @Test
  void a_network_that_cannot_be_opened_leaves_start_failed_and_no_entry() {
    ClientRegistry broken =
        new ClientRegistry(
            new VirtualTime(),
            name -> {
              throw new IllegalStateException("no selector could be opened");
            });
    ProducerMember failing = new ProducerMember(broken);
    assertThatThrownBy(() -> failing.start("group", "TBW102", () -> settings("one")))
        .hasMessage("no selector could be opened");
    assertThat(failing.state()).isEqualTo(ServiceState.START_FAILED);
    assertThat(broken.size()).isZero();
  }

  @Test
  void a_group_conflict_restores_created_and_tells_to_choose_another_name() throws Exception {
    start();
    ProducerMember second = new ProducerMember(registry);
    assertThatThrownBy(() -> second.start("group", "TBW102", () -> settings("one")))
        .isInstanceOf(MQClientException.class)
        .hasMessage(
            "The producer group[group] has been created before, specify another name please."
                + SEE);
    assertThat(second.state()).isEqualTo(ServiceState.CREATE_JUST);
    assertThat(member.state()).isEqualTo(ServiceState.RUNNING);
    assertThat(registry.size()).isEqualTo(1);
    second.start("another", "TBW102", () -> settings("one"));
    assertThat(second.state()).isEqualTo(ServiceState.RUNNING);
  }

  @Test
  void one_group_may_be_there_under_two_client_ids() throws Exception {
    started("group");
    assertThatCode(() -> started("group")).doesNotThrowAnyException();
  }

  @Test
  void a_second_start_names_the_state() throws Exception {
    DefaultMQProducer producer = started("group");
    assertThatThrownBy(producer::start)
        .isInstanceOf(MQClientException.class)
        .hasMessage("The producer service state not OK, maybe started once, RUNNING" + SEE);
    producer.shutdown();
    assertThatThrownBy(producer::start)
        .hasMessage(
            "The producer service state not OK, maybe started once, SHUTDOWN_ALREADY" + SEE);
  }

  @Test
  void a_start_after_a_failed_start_names_the_state() {
    DefaultMQProducer producer = producer("DEFAULT_PRODUCER");
    assertThatThrownBy(producer::start)
        .hasMessageStartingWith(
            "producerGroup can not equal DEFAULT_PRODUCER, please specify another one.");
    producer.setProducerGroup("group");
    assertThatThrownBy(producer::start)
        .hasMessageStartingWith(
            "The producer service state not OK, maybe started once, START_FAILED");
  }

  @Test
  void a_send_in_a_wrong_state_names_the_state() throws Exception {
    DefaultMQProducer producer = producer("group");
    String text = "The producer service state not OK, ";
    assertThatThrownBy(() -> producer.send(message("x")))
        .isInstanceOf(MQClientException.class)
        .hasMessage(text + "CREATE_JUST" + SEE);
    assertThatThrownBy(() -> producer.sendOneway(message("x"))).hasMessageStartingWith(text);
    assertThatThrownBy(() -> producer.sendAsync(message("x")).get())
        .hasCauseInstanceOf(MQClientException.class)
        .hasMessageContaining(text + "CREATE_JUST");
    assertThatThrownBy(() -> producer.warmUp("TopicTest")).hasMessageStartingWith(text);
    assertThatThrownBy(() -> producer.fetchPublishMessageQueues("TopicTest"))
        .hasMessageStartingWith(text);
    producer.start();
    producer.shutdown();
    assertThatThrownBy(() -> producer.send(message("x")))
        .hasMessage(text + "SHUTDOWN_ALREADY" + SEE);
  }

  @Test
  void groups_are_checked_by_the_start() {
    assertThatThrownBy(() -> producer(" ").start())
        .hasMessageStartingWith("the specified group is blank");
    assertThatThrownBy(() -> producer("x".repeat(256)).start())
        .hasMessageStartingWith("the specified group is longer than group max length 255.");
    assertThatThrownBy(() -> producer("a b").start())
        .hasMessageStartingWith(
            "the specified group[a b] contains illegal characters, allowing only"
                + " ^[%|a-zA-Z0-9_-]+$");
    assertThat(registry.size()).isZero();
  }

  @Test
  void a_shutdown_is_harmless_in_every_state_and_as_often_as_you_like() throws Exception {
    DefaultMQProducer producer = producer("group");
    producer.shutdown();
    producer.start();
    producer.shutdown();
    producer.shutdown();
    producer.close();
    DefaultMQProducer failed = producer("DEFAULT_PRODUCER");
    assertThatThrownBy(failed::start).isInstanceOf(MQClientException.class);
    failed.shutdown();
    assertThat(registry.size()).isZero();
  }

  @Test
  void the_start_asks_nobody() throws Exception {
    started("group");
    assertThat(names.received()).isEmpty();
    assertThat(network.connections()).isZero();
  }

  @Test
  void a_wrong_setting_is_told_by_the_start() {
    DefaultMQProducer producer = producer("group");
    producer.setNamesrvAddr("no-port");
    assertThatThrownBy(producer::start)
        .hasMessageContaining("'no-port' is not of the form host:port");
    assertThat(registry.size()).isZero();
  }
}
