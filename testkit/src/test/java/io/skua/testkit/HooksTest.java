package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.exception.BrokerConnectException;
import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.exception.SendAttempt;
import io.skua.client.exception.SendFailedException;
import io.skua.client.hook.CheckForbiddenContext;
import io.skua.client.hook.CheckForbiddenHook;
import io.skua.client.hook.EndTransactionContext;
import io.skua.client.hook.EndTransactionHook;
import io.skua.client.hook.SendMessageContext;
import io.skua.client.hook.SendMessageHook;
import io.skua.client.impl.CommunicationMode;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.LocalTransactionState;
import io.skua.client.producer.SendResult;
import io.skua.common.message.Message;
import io.skua.common.message.MessageQueue;
import io.skua.common.message.MessageType;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Protocol 6.23. */
class HooksTest extends ClientScenario {
  private final List<String> calls = new ArrayList<>();
  private final List<SendMessageContext> ended = new ArrayList<>();

  /**
   * Remembers its calls. Waiting is not allowed on a loop, so it also proves that it is on none.
   */
  private final class Recorder implements SendMessageHook {
    private final Consumer<SendMessageContext> before;

    Recorder(Consumer<SendMessageContext> before) {
      this.before = before;
    }

    @Override
    public String hookName() {
      return "recorder";
    }

    @Override
    public void sendMessageBefore(SendMessageContext context) {
      mayWait();
      calls.add("before");
      before.accept(context);
    }

    @Override
    public void sendMessageAfter(SendMessageContext context) {
      mayWait();
      Exception exception = context.getException();
      SendResult result = context.getSendResult();
      calls.add(
          result != null
              ? "after " + result.getSendStatus()
              : exception != null ? "after " + exception.getClass().getSimpleName() : "after");
      ended.add(context);
    }

    private void mayWait() {
      try {
        time.await(CompletableFuture.completedFuture(null), Duration.ZERO);
      } catch (Exception e) {
        calls.add("on the loop");
      }
    }
  }

  private DefaultMQProducer recorded(Consumer<SendMessageContext> before) throws Exception {
    DefaultMQProducer producer = started("group");
    producer.getDefaultMQProducerImpl().registerSendMessageHook(new Recorder(before));
    return producer;
  }

  private DefaultMQProducer recorded() throws Exception {
    return recorded(context -> {});
  }

  private static CheckForbiddenHook check(Consumer<CheckForbiddenContext> before, Exception veto) {
    return new CheckForbiddenHook() {
      @Override
      public String hookName() {
        return "check";
      }

      @Override
      public void checkForbidden(CheckForbiddenContext context) throws MQClientException {
        before.accept(context);
        if (veto instanceof MQClientException known) {
          throw known;
        }
        if (veto instanceof RuntimeException unknown) {
          throw unknown;
        }
      }
    };
  }

  @Test
  void a_synchronous_send_is_told_before_and_after() throws Exception {
    Message message = message("hello");
    SendResult result = recorded().send(message);
    assertThat(calls).containsExactly("before", "after SEND_OK");
    SendMessageContext context = ended.get(0);
    assertThat(context.getMessage()).isSameAs(message);
    assertThat(context.getProducerGroup()).isEqualTo("group");
    assertThat(context.getCommunicationMode()).isEqualTo(CommunicationMode.SYNC);
    assertThat(context.getMq()).isEqualTo(result.getMessageQueue());
    assertThat(context.getBrokerAddr()).isIn("10.0.1.1:10911", "10.0.1.2:10911");
    assertThat(context.getBornHost()).isEqualTo("10.0.0.9");
    assertThat(context.getMsgType()).isEqualTo(MessageType.Normal_Msg);
    assertThat(context.getBodyLength()).isEqualTo(5);
    assertThat(context.getSendResult()).isNotNull();
    assertThat(context.getSendResult().getMsgId()).isEqualTo(result.getMsgId());
    assertThat(context.getException()).isNull();
  }

  @Test
  void every_attempt_has_its_pair() throws Exception {
    a.always(RequestCode.SEND_MESSAGE_V2, FakePeer.refusal(ResponseCode.SYSTEM_BUSY, "busy"));
    b.next(RequestCode.SEND_MESSAGE_V2, FakePeer.refusal(ResponseCode.SYSTEM_BUSY, "busy"));
    DefaultMQProducer producer = recorded();
    producer.setRetryTimesWhenSendFailed(3);
    producer.send(message("hello"));
    assertThat(calls).startsWith("before", "after BrokerRefusedException", "before");
    assertThat(calls).endsWith("before", "after SEND_OK").hasSizeGreaterThanOrEqualTo(6);
    assertThat(ended.get(0).getException()).isInstanceOf(MQBrokerException.class);
    assertThat(sends()).isEqualTo(calls.size() / 2);
  }

  @Test
  void a_failed_send_ends_with_the_exception_of_its_last_attempt_alone() throws Exception {
    a.stop();
    b.stop();
    DefaultMQProducer producer = recorded();
    assertThatThrownBy(() -> producer.send(message("hello"))).isInstanceOf(MQClientException.class);
    assertThat(ended)
        .hasSize(3)
        .allSatisfy(
            context ->
                assertThat(context.getException()).isInstanceOf(BrokerConnectException.class));
    assertThat(calls).doesNotContain("on the loop");
  }

  @Test
  void a_time_out_is_told_as_well() throws Exception {
    a.always(RequestCode.SEND_MESSAGE_V2, FakePeer.silence());
    DefaultMQProducer producer = recorded();
    assertThatThrownBy(
        () -> producer.send(message("hello"), new MessageQueue("TopicTest", "broker-a", 0)));
    assertThat(calls).containsExactly("before", "after BrokerResponseTimeoutException");
  }

  @Test
  void an_asynchronous_send_is_told_once_with_its_result_before_its_callback() throws Exception {
    DefaultMQProducer producer = recorded();
    CompletableFuture<SendResult> sent = producer.sendAsync(message("hello"));
    CompletableFuture<Void> told = sent.thenAccept(result -> calls.add("callback"));
    time.await(told, SECOND);
    time.advance(SECOND);
    assertThat(calls).containsExactly("before", "after SEND_OK", "callback");
    assertThat(ended.get(0).getCommunicationMode()).isEqualTo(CommunicationMode.ASYNC);
  }

  @Test
  void a_retried_asynchronous_send_is_told_of_each_attempt() throws Exception {
    DefaultMQProducer producer = recorded();
    a.stop();
    for (int i = 0; i < 2; i++) {
      time.await(producer.sendAsync(message("hello")), SECOND);
    }
    assertThat(calls).contains("after BrokerConnectException").doesNotContain("on the loop");
    assertThat(calls.stream().filter("before"::equals).count()).isEqualTo(ended.size());
    assertThat(calls.stream().filter("after SEND_OK"::equals).count()).isEqualTo(2);
  }

  @Test
  void a_one_way_message_has_neither_result_nor_exception() throws Exception {
    recorded().sendOneway(message("hello"));
    assertThat(calls).containsExactly("before", "after");
    assertThat(ended.get(0).getCommunicationMode()).isEqualTo(CommunicationMode.ONEWAY);
  }

  @Test
  void a_property_that_a_hook_sets_is_sent() throws Exception {
    DefaultMQProducer producer =
        recorded(context -> context.getMessage().putUserProperty("traceparent", "00-1-2-01"));
    producer.send(message("hello"));
    time.await(producer.sendAsync(message("hello")), SECOND);
    producer.send(List.of(message("one"), message("two")));
    List<FakeBroker.Sent> all = new ArrayList<>(a.sends());
    all.addAll(b.sends());
    assertThat(all)
        .hasSize(3)
        .allSatisfy(
            each -> assertThat(each.properties()).containsEntry("traceparent", "00-1-2-01"));
  }

  @Test
  void a_body_that_a_hook_sets_is_sent_and_the_message_keeps_its_own() throws Exception {
    byte[] secret = "olleh".getBytes(StandardCharsets.UTF_8);
    a.next(RequestCode.SEND_MESSAGE_V2, FakePeer.refusal(ResponseCode.SYSTEM_BUSY, "busy"));
    b.next(RequestCode.SEND_MESSAGE_V2, FakePeer.refusal(ResponseCode.SYSTEM_BUSY, "busy"));
    List<byte[]> seen = new ArrayList<>();
    DefaultMQProducer producer =
        recorded(
            context -> {
              seen.add(context.getMessage().getBody());
              context.getMessage().setBody(secret);
            });
    Message message = message("hello");
    producer.send(message);
    List<FakeBroker.Sent> all = new ArrayList<>(a.sends());
    all.addAll(b.sends());
    assertThat(all).hasSizeGreaterThan(1);
    assertThat(all).allSatisfy(each -> assertThat(each.body()).isEqualTo(secret));
    assertThat(seen).allSatisfy(body -> assertThat(body).asString().isEqualTo("hello"));
    assertThat(message.getBody()).asString().isEqualTo("hello");
  }

  @Test
  void a_hook_sees_the_length_after_compression() throws Exception {
    recorded().send(message("a".repeat(10_000)));
    assertThat(ended.get(0).getBodyLength()).isBetween(1, 1_000);
    assertThat(ended.get(0).getMessage()).isNotNull();
    assertThat(ended.get(0).getMessage().getBody()).hasSize(10_000);
  }

  @Test
  void a_hook_that_fails_harms_nobody() throws Exception {
    DefaultMQProducer producer = started("group");
    producer
        .getDefaultMQProducerImpl()
        .registerSendMessageHook(
            new SendMessageHook() {
              @Override
              public String hookName() {
                return "broken";
              }

              @Override
              public void sendMessageBefore(SendMessageContext context) {
                throw new IllegalStateException("before");
              }

              @Override
              public void sendMessageAfter(SendMessageContext context) {
                throw new AssertionError("after");
              }
            });
    producer.getDefaultMQProducerImpl().registerSendMessageHook(new Recorder(context -> {}));
    producer.send(message("hello"));
    time.await(producer.sendAsync(message("hello")), SECOND);
    assertThat(calls).containsExactly("before", "after SEND_OK", "before", "after SEND_OK");
  }

  @Test
  void time_that_hooks_take_is_the_sends_time() throws Exception {
    DefaultMQProducer producer = recorded(context -> time.advance(Duration.ofSeconds(4)));
    assertThatThrownBy(() -> producer.send(message("hello")))
        .hasMessageContaining("sendDefaultImpl call timeout")
        .hasMessageContaining("hooks took the time that was left");
    assertThat(sends()).isZero();
    assertThat(ended).hasSize(1);
  }

  @Test
  void a_send_in_flight_is_told_of_the_shutdown() throws Exception {
    DefaultMQProducer producer = recorded();
    time.await(producer.warmUp("TopicTest"), SECOND);
    a.always(RequestCode.SEND_MESSAGE_V2, FakePeer.silence());
    b.always(RequestCode.SEND_MESSAGE_V2, FakePeer.silence());
    CompletableFuture<SendResult> sent = producer.sendAsync(message("hello"));
    time.advance(Duration.ofMillis(5));
    producer.shutdown();
    time.settle();
    assertThat(calls).containsExactly("before", "after MQClientException");
    assertThat(sent).isCompletedExceptionally();
  }

  @Test
  void a_request_is_told_as_an_asynchronous_send_and_fails_with_it() throws Exception {
    DefaultMQProducer producer = recorded();
    CompletableFuture<Message> reply = producer.requestAsync(message("hello"), 10_000);
    time.advance(SECOND);
    assertThat(reply).isNotDone();
    assertThat(calls).containsExactly("before", "after SEND_OK");
    a.stop();
    b.stop();
    CompletableFuture<Message> lost = producer.requestAsync(message("hello"), 10_000);
    time.advance(Duration.ofSeconds(5));
    assertThat(lost).isCompletedExceptionally();
    assertThat(calls).contains("after BrokerConnectException").doesNotContain("on the loop");
  }

  @Test
  void a_forbidden_broker_is_left_out_and_send_hooks_hear_nothing_of_it() throws Exception {
    DefaultMQProducer producer = recorded();
    producer
        .getDefaultMQProducerImpl()
        .registerCheckForbiddenHook(
            new CheckForbiddenHook() {
              @Override
              public String hookName() {
                return "not a";
              }

              @Override
              public void checkForbidden(CheckForbiddenContext context) throws MQClientException {
                MessageQueue queue = context.getMq();
                if (queue != null && queue.getBrokerName().equals("broker-a")) {
                  throw new MQClientException("not to a", null);
                }
              }
            });
    for (int i = 0; i < 8; i++) {
      producer.send(message("hello"));
    }
    assertThat(a.sends()).isEmpty();
    assertThat(b.sends()).hasSize(8);
    assertThat(ended).hasSize(8);
  }

  @Test
  void a_message_that_is_forbidden_everywhere_fails_as_known() throws Exception {
    DefaultMQProducer producer = started("group");
    MQClientException veto = new MQClientException(42, "not today");
    List<CheckForbiddenContext> asked = new ArrayList<>();
    producer.getDefaultMQProducerImpl().registerCheckForbiddenHook(check(asked::add, veto));
    assertThatThrownBy(() -> producer.send(message("hello")))
        .isInstanceOfSatisfying(
            SendFailedException.class,
            failed -> {
              assertThat(failed.getResponseCode()).isEqualTo(10003);
              assertThat(failed).hasCause(veto).hasMessageContaining("not today");
              assertThat(failed.getAttempts())
                  .hasSize(3)
                  .extracting(SendAttempt::phase)
                  .containsOnly(SendAttempt.Phase.FORBIDDEN);
            });
    assertThat(asked).hasSize(3);
    assertThat(asked.get(0).getGroup()).isEqualTo("group");
    assertThat(asked.get(0).getNameSrvAddr()).isEqualTo(NAMES.toString());
    asked.clear();
    MessageQueue queue = new MessageQueue("TopicTest", "broker-a", 0);
    assertThatThrownBy(() -> producer.send(message("hello"), queue)).isSameAs(veto);
    assertThatThrownBy(() -> producer.sendOneway(message("hello"))).isSameAs(veto);
    assertThatThrownBy(() -> time.await(producer.sendAsync(message("hello")), SECOND))
        .hasCause(veto);
    assertThat(asked).hasSize(3);
    assertThat(sends()).isZero();
  }

  @Test
  void a_check_that_fails_forbids() throws Exception {
    DefaultMQProducer producer = started("group");
    IllegalStateException broken = new IllegalStateException("no idea");
    producer.getDefaultMQProducerImpl().registerCheckForbiddenHook(check(context -> {}, broken));
    assertThatThrownBy(() -> producer.sendOneway(message("hello")))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("no idea")
        .hasCause(broken);
    assertThat(sends()).isZero();
  }

  @Test
  void the_end_of_a_transaction_is_told() throws Exception {
    DefaultMQProducer producer = started("group");
    List<EndTransactionContext> told = new ArrayList<>();
    producer
        .getDefaultMQProducerImpl()
        .registerEndTransactionHook(
            new EndTransactionHook() {
              @Override
              public String hookName() {
                return "end";
              }

              @Override
              public void endTransaction(EndTransactionContext context) {
                told.add(context);
                throw new IllegalStateException("harmless");
              }
            });
    Message message = message("hello");
    message.setTransactionId("T1");
    producer
        .getDefaultMQProducerImpl()
        .doExecuteEndTransactionHook(
            message, "ID1", "10.0.1.1:10911", LocalTransactionState.COMMIT_MESSAGE, true);
    EndTransactionContext context = told.get(0);
    assertThat(context.getMessage()).isSameAs(message);
    assertThat(context.getProducerGroup()).isEqualTo("group");
    assertThat(context.getMsgId()).isEqualTo("ID1");
    assertThat(context.getTransactionId()).isEqualTo("T1");
    assertThat(context.getBrokerAddr()).isEqualTo("10.0.1.1:10911");
    assertThat(context.getTransactionState()).isEqualTo(LocalTransactionState.COMMIT_MESSAGE);
    assertThat(context.isFromTransactionCheck()).isTrue();
  }
}
