package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.exception.BrokerConnectException;
import io.skua.client.exception.BrokerRefusedException;
import io.skua.client.exception.BrokerResponseTimeoutException;
import io.skua.client.exception.BrokerUnreachableException;
import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.exception.SendAttempt;
import io.skua.client.exception.SendFailedException;
import io.skua.client.exception.SendFailure;
import io.skua.client.exception.SendTimeoutException;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendStatus;
import io.skua.common.message.MessageQueue;
import io.skua.net.RequestHandler;
import io.skua.remoting.exception.RemotingConnectException;
import io.skua.remoting.exception.RemotingException;
import io.skua.remoting.exception.RemotingTimeoutException;
import io.skua.remoting.exception.RemotingTooMuchRequestException;
import io.skua.wire.code.RequestCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Protocol 6.10 and 6.11, 6.24, traps 29, 30, 32, 35: retries, deadlines and what is thrown. */
class SendRetryTest extends ClientScenario {
  private static final MessageQueue QUEUE = new MessageQueue("TopicTest", "broker-b", 3);

  private void both(RequestHandler answer) {
    a.always(RequestCode.SEND_MESSAGE_V2, answer);
    b.always(RequestCode.SEND_MESSAGE_V2, answer);
  }

  private DefaultMQProducer warm() throws Exception {
    DefaultMQProducer producer = started("group");
    time.await(producer.warmUp("TopicTest"), SECOND);
    return producer;
  }

  private Throwable causeOf(CompletableFuture<?> send) {
    try {
      time.await(send, Duration.ofMinutes(1));
      throw new AssertionError("the send succeeded");
    } catch (Exception e) {
      return e.getCause();
    }
  }

  // --- synchronous retries

  @ParameterizedTest
  @ValueSource(ints = {17, 14, 1, 16, 204, 205})
  void a_refusal_that_another_broker_may_not_share_is_tried_there_at_once(int code)
      throws Exception {
    DefaultMQProducer producer = warm();
    both(FakePeer.refusal(code, "no"));
    Failure failure = failureOf(() -> producer.send(message("x")));
    assertThat(failure.thrown())
        .isInstanceOfSatisfying(
            SendFailedException.class,
            e -> {
              assertThat(e.getResponseCode()).isEqualTo(code);
              assertThat(e.getAttempts())
                  .hasSize(3)
                  .allMatch(attempt -> attempt.phase() == SendAttempt.Phase.REFUSED);
            })
        .hasMessageContaining("Send [3] times, still failed, cost [")
        .hasMessageContaining("Topic: TopicTest, BrokersSent: [broker-")
        .hasCauseInstanceOf(MQBrokerException.class);
    assertThat(failure.millis()).isLessThan(20);
  }

  @Test
  void attempts_alternate_between_brokers_and_keep_the_id_of_the_message() throws Exception {
    DefaultMQProducer producer = warm();
    both(FakePeer.refusal(2, "busy"));
    Failure failure = failureOf(() -> producer.send(message("x")));
    List<SendAttempt> attempts = ((SendFailure) failure.thrown()).getAttempts();
    assertThat(attempts.get(1).brokerName()).isNotEqualTo(attempts.get(0).brokerName());
    assertThat(attempts.get(2).brokerName()).isEqualTo(attempts.get(0).brokerName());
    assertThat(a.sends()).allMatch(sent -> sent.uniqueKey().equals(b.sends().get(0).uniqueKey()));
  }

  @Test
  void a_single_broker_is_tried_on_other_queues() throws Exception {
    names.topic("TopicTest", 4, a);
    DefaultMQProducer producer = warm();
    both(FakePeer.refusal(2, "busy"));
    failureOf(() -> producer.send(message("x")));
    assertThat(a.sends())
        .extracting(sent -> sent.header().queueId())
        .hasSize(3)
        .doesNotHaveDuplicates();
  }

  @Test
  void a_refusal_that_all_brokers_would_share_is_thrown_unchanged() throws Exception {
    DefaultMQProducer producer = warm();
    both(FakePeer.refusal(13, "illegal"));
    assertThatThrownBy(() -> producer.send(message("x")))
        .isInstanceOfSatisfying(
            BrokerRefusedException.class,
            e -> {
              assertThat(e.getResponseCode()).isEqualTo(13);
              assertThat(e.getErrorMessage()).isEqualTo("illegal");
              assertThat(e.getAttempts()).hasSize(1);
            })
        .hasMessageContaining("CODE: 13  DESC: illegal BROKER: 10.0.1.");
    assertThat(sends()).isEqualTo(1);
  }

  @Test
  void a_refusal_that_all_brokers_would_share_is_thrown_unchanged_after_a_retry_too()
      throws Exception {
    DefaultMQProducer producer = warm();
    both(FakePeer.refusal(13, "illegal"));
    a.next(RequestCode.SEND_MESSAGE_V2, FakePeer.refusal(2, "busy"));
    b.next(RequestCode.SEND_MESSAGE_V2, FakePeer.refusal(2, "busy"));
    assertThatThrownBy(() -> producer.send(message("x")))
        .isInstanceOfSatisfying(
            BrokerRefusedException.class, e -> assertThat(e.getAttempts()).hasSize(3))
        .hasMessageContaining("CODE: 13  DESC: illegal");
  }

  @Test
  void more_codes_can_be_added_and_the_number_of_retries_set() throws Exception {
    DefaultMQProducer producer = warm();
    producer.addRetryResponseCode(13);
    producer.setRetryTimesWhenSendFailed(5);
    both(FakePeer.refusal(13, "illegal"));
    failureOf(() -> producer.send(message("x")));
    assertThat(sends()).isEqualTo(6);
    producer.setRetryTimesWhenSendFailed(0);
    failureOf(() -> producer.send(message("x")));
    assertThat(sends()).isEqualTo(7);
  }

  @Test
  void a_very_large_number_of_retries_is_allowed() throws Exception {
    DefaultMQProducer producer = warm();
    producer.setRetryTimesWhenSendFailed(Integer.MAX_VALUE);
    both(FakePeer.refusal(1, "no"));
    Failure failure = failureOf(() -> producer.send(message("x"), 200));
    assertThat(((SendFailure) failure.thrown()).getAttempts()).hasSizeBetween(90, 110);
    assertThat(failure.millis()).isBetween(200L, 203L);
  }

  @Test
  void a_retry_that_succeeds_is_a_success() throws Exception {
    DefaultMQProducer producer = warm();
    a.stop();
    for (int i = 0; i < 8; i++) {
      assertThat(producer.send(message("x")).getMessageQueue().getBrokerName())
          .isEqualTo("broker-b");
    }
  }

  @Test
  void a_message_that_is_not_stored_safely_is_returned_as_it_is() throws Exception {
    DefaultMQProducer producer = warm();
    a.always(RequestCode.SEND_MESSAGE_V2, a.stored(10));
    b.always(RequestCode.SEND_MESSAGE_V2, b.stored(10));
    assertThat(producer.send(message("x")).getSendStatus())
        .isEqualTo(SendStatus.FLUSH_DISK_TIMEOUT);
    assertThat(sends()).isEqualTo(1);
  }

  @Test
  void a_message_that_is_not_stored_safely_goes_to_another_broker_when_asked_for()
      throws Exception {
    DefaultMQProducer producer = warm();
    producer.setRetryAnotherBrokerWhenNotStoreOK(true);
    a.always(RequestCode.SEND_MESSAGE_V2, a.stored(11));
    b.always(RequestCode.SEND_MESSAGE_V2, b.stored(11));
    assertThat(producer.send(message("x")).getSendStatus())
        .isEqualTo(SendStatus.SLAVE_NOT_AVAILABLE);
    assertThat(sends()).isEqualTo(3);
    a.always(RequestCode.SEND_MESSAGE_V2, FakePeer.refusal(13, "no"));
    b.always(RequestCode.SEND_MESSAGE_V2, FakePeer.refusal(13, "no"));
    a.next(RequestCode.SEND_MESSAGE_V2, a.stored(12));
    b.next(RequestCode.SEND_MESSAGE_V2, b.stored(12));
    assertThat(producer.send(message("x")).getSendStatus())
        .isEqualTo(SendStatus.FLUSH_SLAVE_TIMEOUT);
  }

  // --- deadlines

  @Test
  void a_silent_broker_does_not_hold_a_send_beyond_its_time() throws Exception {
    DefaultMQProducer producer = warm();
    both(FakePeer.silence());
    Failure failure = failureOf(() -> producer.send(message("x"), 700));
    assertThat(failure.thrown())
        .isInstanceOf(SendTimeoutException.class)
        .isInstanceOf(RemotingTooMuchRequestException.class)
        .hasMessageContaining("sendDefaultImpl call timeout")
        .hasMessageContaining("the last phase was RESPONSE");
    assertThat(failure.millis()).isEqualTo(700);
    assertThat(sends()).isEqualTo(1);
  }

  @Test
  void a_limit_for_each_attempt_leaves_time_for_others() throws Exception {
    DefaultMQProducer producer = warm();
    producer.setSendMsgMaxTimeoutPerRequest(300);
    a.always(RequestCode.SEND_MESSAGE_V2, FakePeer.silence());
    for (int i = 0; i < 4; i++) {
      long start = millis();
      assertThat(producer.send(message("x"), 3000).getMessageQueue().getBrokerName())
          .isEqualTo("broker-b");
      assertThat(millis() - start).isIn(2L, 302L);
    }
  }

  @Test
  void a_limit_for_each_attempt_does_not_stretch_the_whole() throws Exception {
    DefaultMQProducer producer = warm();
    producer.setSendMsgMaxTimeoutPerRequest(300);
    both(FakePeer.silence());
    Failure failure = failureOf(() -> producer.send(message("x"), 500));
    assertThat(failure.millis()).isEqualTo(500);
    assertThat(sends()).isEqualTo(2);
  }

  @Test
  void a_broker_that_cannot_be_connected_in_time_is_told_as_such() throws Exception {
    DefaultMQProducer producer = started("group");
    time.await(producer.sendAsync(message("x"), QUEUE), SECOND);
    network.silence(a.address());
    a.stop();
    Failure failure =
        failureOf(
            () -> producer.send(message("x"), new MessageQueue("TopicTest", "broker-a", 0), 500));
    assertThat(failure.millis()).isEqualTo(500);
    assertThat(((SendFailure) failure.thrown()).getAttempts())
        .singleElement()
        .satisfies(attempt -> assertThat(attempt.phase()).isEqualTo(SendAttempt.Phase.CONNECT));
  }

  // --- unreachable brokers

  @Test
  void brokers_that_cannot_be_reached_are_told_with_address_and_remedy() throws Exception {
    DefaultMQProducer producer = started("group");
    a.stop();
    b.stop();
    assertThatThrownBy(() -> producer.send(message("x")))
        .isInstanceOfSatisfying(
            BrokerUnreachableException.class,
            e -> {
              assertThat(e.getResponseCode()).isEqualTo(10001);
              assertThat(e.getAttempts())
                  .hasSize(3)
                  .allMatch(attempt -> attempt.phase() == SendAttempt.Phase.CONNECT);
            })
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("Send [3] times, still failed")
        .hasMessageContaining("connect to 10.0.1.1:10911 failed: Connection refused")
        .hasMessageContaining("connect to 10.0.1.2:10911 failed: Connection refused")
        .hasMessageContaining("brokerIP1");
  }

  @Test
  void a_chosen_broker_that_cannot_be_reached_is_told_with_address_and_remedy() throws Exception {
    DefaultMQProducer producer = started("group");
    b.stop();
    assertThatThrownBy(() -> producer.send(message("x"), QUEUE))
        .isInstanceOf(BrokerConnectException.class)
        .isInstanceOf(RemotingConnectException.class)
        .hasMessageContaining("connect to 10.0.1.2:10911 failed: Connection refused")
        .hasMessageContaining("brokerIP1");
    assertThatThrownBy(() -> producer.sendOneway(message("x"), QUEUE))
        .isInstanceOf(RemotingException.class);
  }

  @Test
  void a_chosen_broker_that_is_silent_is_told() throws Exception {
    DefaultMQProducer producer = warm();
    both(FakePeer.silence());
    Failure failure = failureOf(() -> producer.send(message("x"), QUEUE, 400));
    assertThat(failure.thrown())
        .isInstanceOf(BrokerResponseTimeoutException.class)
        .isInstanceOf(RemotingTimeoutException.class)
        .hasMessageContaining("wait response on the channel timeout");
    assertThat(failure.millis()).isEqualTo(400);
  }

  @Test
  void a_chosen_broker_that_nobody_knows_is_named() throws Exception {
    DefaultMQProducer producer = started("group");
    MessageQueue unknown = new MessageQueue("TopicTest", "broker-z", 0);
    assertThatThrownBy(() -> producer.send(message("x"), unknown))
        .isInstanceOfSatisfying(
            MQClientException.class, e -> assertThat(e.getResponseCode()).isEqualTo(10003))
        .hasMessageContaining("The broker[broker-z] not exist");
    assertThat(names.asked()).containsExactly("TopicTest");
  }

  @Test
  void a_chosen_queue_is_tried_once_when_sent_synchronously() throws Exception {
    DefaultMQProducer producer = warm();
    both(FakePeer.refusal(2, "busy"));
    assertThatThrownBy(() -> producer.send(message("x"), QUEUE))
        .isInstanceOf(BrokerRefusedException.class);
    assertThat(sends()).isEqualTo(1);
  }

  @Test
  void a_connection_that_breaks_is_an_attempt_that_failed() throws Exception {
    DefaultMQProducer producer = warm();
    a.next(RequestCode.SEND_MESSAGE_V2, (request, exchange) -> network.reset(a.address()));
    b.next(RequestCode.SEND_MESSAGE_V2, (request, exchange) -> network.reset(b.address()));
    assertThat(producer.send(message("x")).getSendStatus()).isEqualTo(SendStatus.SEND_OK);
    assertThat(sends()).isIn(2, 3);
  }

  // --- asynchronous retries

  @Test
  void an_asynchronous_send_is_not_tried_again_after_a_refusal() throws Exception {
    DefaultMQProducer producer = warm();
    both(FakePeer.refusal(1, "no"));
    assertThat(causeOf(producer.sendAsync(message("x"))))
        .isInstanceOf(BrokerRefusedException.class)
        .hasMessageContaining("CODE: 1  DESC: no");
    assertThat(sends()).isEqualTo(1);
  }

  @Test
  void an_asynchronous_send_is_tried_on_another_broker_after_a_failure_of_the_transport()
      throws Exception {
    DefaultMQProducer producer = warm();
    a.stop();
    for (int i = 0; i < 8; i++) {
      assertThat(time.await(producer.sendAsync(message("x")), SECOND).getMessageQueue())
          .matches(queue -> queue.getBrokerName().equals("broker-b"));
    }
  }

  @Test
  void an_asynchronous_send_to_a_chosen_queue_stays_there() throws Exception {
    DefaultMQProducer producer = warm();
    b.stop();
    Throwable thrown = causeOf(producer.sendAsync(message("x"), QUEUE));
    assertThat(thrown).isInstanceOf(BrokerConnectException.class);
    assertThat(((SendFailure) thrown).getAttempts())
        .hasSize(3)
        .allMatch(attempt -> attempt.brokerName().equals("broker-b") && attempt.queueId() == 3);
    assertThat(a.sends()).isEmpty();
  }

  @Test
  void an_asynchronous_send_ends_by_its_time() throws Exception {
    DefaultMQProducer producer = warm();
    producer.setSendMsgTimeout(600);
    both(FakePeer.silence());
    long start = millis();
    assertThat(causeOf(producer.sendAsync(message("x")))).isInstanceOf(RemotingException.class);
    assertThat(millis() - start).isEqualTo(600);
  }

  @Test
  void no_time_at_all_is_a_time_out() throws Exception {
    DefaultMQProducer producer = warm();
    assertThatThrownBy(() -> producer.send(message("x"), 0))
        .isInstanceOf(SendTimeoutException.class);
    assertThatThrownBy(() -> producer.send(message("x"), -5))
        .isInstanceOf(SendTimeoutException.class);
    assertThat(sends()).isZero();
  }

  @Test
  void a_dead_broker_and_endless_retries_do_not_overflow_the_stack() throws Exception {
    DefaultMQProducer producer = started("endless");
    producer.setRetryTimesWhenSendFailed(Integer.MAX_VALUE);
    producer.setRetryTimesWhenSendAsyncFailed(Integer.MAX_VALUE);
    time.await(producer.warmUp("TopicTest"), SECOND);
    a.stop();
    b.stop();
    Failure sync = failureOf(() -> producer.send(message("x")));
    assertThat(sync.thrown()).isInstanceOf(SendTimeoutException.class);
    assertThat(sync.millis()).isEqualTo(3000);
    assertThat(((SendTimeoutException) sync.thrown()).getAttempts()).hasSizeBetween(17, 100);
    Failure async =
        failureOf(() -> time.await(producer.sendAsync(message("x")), SECOND.multipliedBy(4)));
    assertThat(async.millis()).isEqualTo(3000);
  }
}
