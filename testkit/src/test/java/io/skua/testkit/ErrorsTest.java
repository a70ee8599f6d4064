package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.exception.AllBrokersBusyException;
import io.skua.client.exception.AllDisksFullException;
import io.skua.client.exception.BrokerBusyException;
import io.skua.client.exception.BrokerUnreachableException;
import io.skua.client.exception.DiskFullException;
import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.exception.MessageRefusedException;
import io.skua.client.exception.MessageTooLargeException;
import io.skua.client.exception.NameServerNotSetException;
import io.skua.client.exception.NameServerRefusedException;
import io.skua.client.exception.NameServerSilentException;
import io.skua.client.exception.NameServerUnreachableException;
import io.skua.client.exception.ProducerClosedException;
import io.skua.client.exception.SendFailedException;
import io.skua.client.exception.SendTimeoutException;
import io.skua.client.exception.TopicNotFoundException;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendResult;
import io.skua.common.message.Message;
import io.skua.net.RequestHandler;
import io.skua.wire.code.RequestCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** docs/errors.md: each situation has its type, its text and its time. */
class ErrorsTest extends ClientScenario {
  private static final String DISK_OF_APACHE =
      "service not available now. It may be caused by one of the following reasons: the broker's disk is full"
          + " [CL:  0.96 CQ:  0.96 INDEX:  0.96], messages are put to the slave, message store has been shut down, etc.";

  private DefaultMQProducer at(String nameServers) throws MQClientException {
    DefaultMQProducer producer = producer("group");
    producer.setNamesrvAddr(nameServers);
    producer.start();
    return producer;
  }

  private void both(RequestHandler answer) {
    a.always(RequestCode.SEND_MESSAGE_V2, answer);
    b.always(RequestCode.SEND_MESSAGE_V2, answer);
  }

  private Throwable causeOf(CompletableFuture<?> send) throws Exception {
    try {
      time.await(send, Duration.ofMinutes(1));
    } catch (ExecutionException e) {
      return e.getCause();
    }
    throw new AssertionError("the send succeeded");
  }

  @Test
  void a_name_server_that_refuses_is_named_at_once() throws Exception {
    DefaultMQProducer producer = at("10.0.0.77:9876");
    Failure failure = failureOf(() -> producer.send(message("x")));
    assertThat(failure.thrown())
        .isExactlyInstanceOf(NameServerRefusedException.class)
        .hasMessageContaining("10.0.0.77:9876")
        .hasMessageContaining("Start a name server there, or correct the address");
    assertThat(failure.millis()).isLessThan(3_300);
  }

  @Test
  void a_name_server_that_says_nothing_costs_its_own_time_and_no_more() throws Exception {
    names.always(RequestCode.GET_ROUTE_BY_TOPIC, (request, exchange) -> {});
    DefaultMQProducer producer = started("group");
    producer.setSendMsgTimeout(10_000);
    Failure failure = failureOf(() -> producer.send(message("x")));
    assertThat(failure.thrown())
        .isExactlyInstanceOf(NameServerSilentException.class)
        .hasMessageContaining(NAMES.toString())
        .hasMessageContaining("took the connection and said nothing");
    assertThat(failure.millis()).isBetween(3_000L, 3_300L);
  }

  @Test
  void several_name_servers_that_fail_in_several_ways_are_all_told() throws Exception {
    names.always(RequestCode.GET_ROUTE_BY_TOPIC, (request, exchange) -> {});
    DefaultMQProducer producer = at(NAMES + ";10.0.0.77:9876");
    producer.setSendMsgTimeout(10_000);
    assertThat(failureOf(() -> producer.send(message("x"))).thrown())
        .isExactlyInstanceOf(NameServerUnreachableException.class)
        .hasMessageContaining(NAMES.toString())
        .hasMessageContaining("10.0.0.77:9876");
  }

  @Test
  void without_name_server_the_remedies_are_told() throws Exception {
    DefaultMQProducer producer = producer("group");
    producer.setNamesrvAddr(null);
    TestAddressing.addresses = null;
    producer.start();
    assertThat(failureOf(() -> producer.send(message("x"))).thrown())
        .isExactlyInstanceOf(NameServerNotSetException.class)
        .hasMessageContaining("No name server address, please set it")
        .hasMessageContaining("setNamesrvAddr");
  }

  @Test
  void a_topic_that_nobody_makes_is_not_found() throws Exception {
    DefaultMQProducer producer = started("group");
    assertThat(failureOf(() -> producer.send(message("Nowhere", "x"))).thrown())
        .isExactlyInstanceOf(TopicNotFoundException.class)
        .hasMessageContaining("No route info of this topic: Nowhere")
        .hasMessageContaining("Create the topic");
  }

  @Test
  void an_advertised_address_that_leads_nowhere_is_named_with_both_remedies() throws Exception {
    FakeBroker lost = broker("broker-lost", "10.0.1.9");
    names.topic("Lost", 4, lost);
    lost.stop();
    DefaultMQProducer producer = started("group");
    Failure failure = failureOf(() -> producer.send(message("Lost", "x")));
    assertThat(failure.thrown())
        .isExactlyInstanceOf(BrokerUnreachableException.class)
        .hasMessageContaining("broker-lost listens at 10.0.1.9:10911")
        .hasMessageContaining("--advertise (brokerIP1 of an Apache broker)")
        .hasMessageContaining("make that address reachable");
    assertThat(failure.millis()).isLessThan(3_300);
  }

  @Test
  void busy_brokers_are_tried_again_later_and_later_within_the_time() throws Exception {
    both(FakePeer.refusal(2, "[PC_SYNCHRONIZED]broker busy, start flow control for a while"));
    DefaultMQProducer producer = started("group");
    producer.setRetryTimesWhenSendFailed(4);
    Failure failure = failureOf(() -> producer.send(message("x")));
    assertThat(failure.thrown())
        .isExactlyInstanceOf(AllBrokersBusyException.class)
        .isInstanceOf(SendFailedException.class)
        .hasCauseExactlyInstanceOf(BrokerBusyException.class)
        .hasMessageContaining("Send [5] times");
    assertThat(failure.millis()).isBetween(150L, 320L);
  }

  @Test
  void a_busy_broker_takes_an_asynchronous_send_in_the_end() throws Exception {
    a.next(RequestCode.SEND_MESSAGE_V2, FakePeer.refusal(2, "busy"));
    b.next(RequestCode.SEND_MESSAGE_V2, FakePeer.refusal(2, "busy"));
    DefaultMQProducer producer = started("group");
    SendResult sent = time.await(producer.sendAsync(message("x")), SECOND);
    assertThat(sent.getSendStatus()).hasToString("SEND_OK");
  }

  @Test
  void a_busy_broker_keeps_the_known_type_for_an_asynchronous_send() throws Exception {
    both(FakePeer.refusal(2, "busy"));
    DefaultMQProducer producer = started("group");
    assertThat(causeOf(producer.sendAsync(message("x"))))
        .isExactlyInstanceOf(BrokerBusyException.class)
        .isInstanceOf(MQBrokerException.class);
  }

  @Test
  void a_pause_never_outlives_the_time_of_the_send() throws Exception {
    both(FakePeer.refusal(2, "busy"));
    DefaultMQProducer producer = started("group");
    producer.setRetryTimesWhenSendFailed(1_000_000);
    Failure failure = failureOf(() -> producer.send(message("x"), 500));
    assertThat(failure.thrown()).isExactlyInstanceOf(AllBrokersBusyException.class);
    assertThat(failure.millis()).isLessThanOrEqualTo(500);
  }

  @Test
  void a_pause_ends_when_the_producer_is_closed() throws Exception {
    both(FakePeer.refusal(2, "busy"));
    DefaultMQProducer producer = started("group");
    producer.setRetryTimesWhenSendAsyncFailed(100);
    CompletableFuture<SendResult> send = producer.sendAsync(message("x"));
    time.advance(Duration.ofMillis(300));
    assertThat(send).isNotDone();
    producer.shutdown();
    assertThat(causeOf(send)).isExactlyInstanceOf(ProducerClosedException.class);
  }

  @Test
  void a_full_disk_is_told_from_other_reasons() throws Exception {
    both(FakePeer.refusal(14, DISK_OF_APACHE));
    DefaultMQProducer producer = started("group");
    assertThat(failureOf(() -> producer.send(message("x"))).thrown())
        .isExactlyInstanceOf(AllDisksFullException.class)
        .hasCauseExactlyInstanceOf(DiskFullException.class)
        .hasMessageContaining("0.96");
    both(FakePeer.refusal(14, DISK_OF_APACHE.replace("0.96", "0.41")));
    assertThat(failureOf(() -> producer.send(message("x"))).thrown())
        .isExactlyInstanceOf(SendFailedException.class);
  }

  @Test
  void a_message_that_is_too_large_tells_both_limits() throws Exception {
    DefaultMQProducer producer = started("group");
    producer.setMaxMessageSize(100);
    assertThat(failureOf(() -> producer.send(new Message("TopicTest", new byte[101]))).thrown())
        .isExactlyInstanceOf(MessageTooLargeException.class)
        .hasMessageContaining("the message body size over max value, MAX: 100. It has 101 bytes")
        .hasMessageContaining("4194304");
    both(FakePeer.refusal(13, "the message is illegal, maybe msg body ... limit 50B"));
    assertThat(failureOf(() -> producer.send(new Message("TopicTest", new byte[99]))).thrown())
        .isExactlyInstanceOf(MessageRefusedException.class)
        .hasMessageContaining("limit 50B");
    assertThat(a.sends().size() + b.sends().size()).as("never retried").isEqualTo(1);
  }

  @Test
  void a_producer_that_is_closed_ends_what_it_sends() throws Exception {
    both((request, exchange) -> {});
    DefaultMQProducer producer = started("group");
    CompletableFuture<SendResult> send = producer.sendAsync(message("x"));
    time.advance(Duration.ofMillis(100));
    producer.shutdown();
    assertThat(causeOf(send))
        .isExactlyInstanceOf(ProducerClosedException.class)
        .hasMessageContaining("it was shut down while the message was being sent");
  }

  @Test
  void a_time_out_says_in_which_phase_the_time_went() throws Exception {
    both((request, exchange) -> {});
    DefaultMQProducer producer = started("group");
    Failure failure = failureOf(() -> producer.send(message("x"), 1_000));
    assertThat(failure.thrown())
        .isExactlyInstanceOf(SendTimeoutException.class)
        .hasMessageContaining("the last phase was RESPONSE");
    assertThat(failure.millis()).isBetween(1_000L, 1_100L);
  }
}
