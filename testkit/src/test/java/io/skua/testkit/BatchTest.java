package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.exception.PartlySentException;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendCallback;
import io.skua.client.producer.SendResult;
import io.skua.common.message.Message;
import io.skua.common.message.MessageQueue;
import io.skua.wire.code.RequestCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Batches (protocol 6.14) in every manner, and collections of any size. */
class BatchTest extends ClientScenario {
  private static final MessageQueue QUEUE = new MessageQueue("TopicTest", "broker-a", 1);
  private final List<Object> heard = new ArrayList<>();

  private final SendCallback callback =
      new SendCallback() {
        @Override
        public void onSuccess(SendResult sendResult) {
          heard.add(sendResult);
        }

        @Override
        public void onException(Throwable e) {
          heard.add(e);
        }
      };

  private static List<Message> messages(int count, int bytes) {
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      messages.add(message(Integer.toString(i) + "-".repeat(bytes)));
    }
    return messages;
  }

  @Test
  void a_batch_with_a_callback_is_sent_as_one() throws Exception {
    DefaultMQProducer producer = started("group");
    producer.send(messages(3, 1), callback);
    producer.send(messages(3, 1), callback, 1_000);
    producer.send(messages(3, 1), QUEUE, callback);
    producer.send(messages(3, 1), QUEUE, callback, 1_000);
    time.advance(SECOND);
    assertThat(sends()).isEqualTo(4);
    assertThat(
            a.received(RequestCode.SEND_BATCH_MESSAGE).size()
                + b.received(RequestCode.SEND_BATCH_MESSAGE).size())
        .isEqualTo(4);
    assertThat(heard).hasSize(4);
    for (Object each : heard) {
      assertThat(((SendResult) each).getMsgId().split(",")).hasSize(3);
    }
    assertThat(a.sends().stream().filter(sent -> sent.header().queueId() == 1).count())
        .isGreaterThanOrEqualTo(2);
  }

  @Test
  void a_batch_with_a_callback_has_its_time() throws Exception {
    a.always(RequestCode.SEND_BATCH_MESSAGE, FakePeer.silence());
    DefaultMQProducer producer = started("group");
    producer.send(messages(3, 1), QUEUE, callback, 700);
    time.advance(SECOND.dividedBy(2));
    assertThat(heard).isEmpty();
    time.advance(SECOND.dividedBy(2));
    assertThat(heard).hasSize(1);
  }

  @Test
  void the_callback_hears_that_a_batch_breaks_the_rules() throws Exception {
    DefaultMQProducer producer = started("group");
    Message delayed = message("x");
    delayed.setDelayTimeLevel(1);
    producer.send(List.of(message("x"), delayed), callback);
    producer.send(List.of(message("x"), message("Other", "x")), callback);
    producer.send(List.<Message>of(), callback);
    time.advance(SECOND);
    assertThat(heard).hasSize(3);
    assertThat(heard)
        .allSatisfy(
            failure ->
                assertThat((Throwable) failure)
                    .isInstanceOf(MQClientException.class)
                    .hasMessageContaining("Failed to initiate the MessageBatch"));
    assertThat(((Throwable) heard.get(0)).getCause())
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("TimeDelayLevel is not supported for batching");
    assertThat(sends()).isZero();
  }

  @Test
  void a_large_collection_is_sent_as_several_batches_below_the_limit() throws Exception {
    DefaultMQProducer producer = started("group");
    producer.setMaxMessageSize(10_000);
    producer.setNamespace("namespace");
    names.topic("namespace%TopicTest", 4, a, b);
    List<SendResult> results = producer.sendAll(messages(100, 500));
    assertThat(results).hasSizeBetween(6, 10).hasSize(sends());
    int ids = 0;
    for (SendResult result : results) {
      ids += result.getMsgId().split(",").length;
    }
    assertThat(ids).isEqualTo(100);
    assertThat(a.sends()).allMatch(sent -> sent.body().length <= 10_000);
  }

  @Test
  void what_cannot_be_in_a_batch_is_sent_alone_and_in_its_place() throws Exception {
    names.topic("Other", 4, a);
    DefaultMQProducer producer = started("group");
    producer.setMaxMessageSize(10_000);
    producer.setCompressMsgBodyOverHowmuch(100_000);
    Message delayed = message("x");
    delayed.setDelayTimeLevel(1);
    Message full = message("x".repeat(10_000));
    List<SendResult> results =
        producer.sendAll(List.of(message("x"), message("y"), delayed, full, message("Other", "z")));
    assertThat(results).hasSize(4);
    assertThat(results.get(3).getMessageQueue().getTopic()).isEqualTo("Other");
    assertThat(producer.sendAll(List.of())).isEmpty();
  }

  @Test
  void nothing_is_sent_when_one_of_the_messages_is_not_fit() throws Exception {
    DefaultMQProducer producer = started("group");
    List<Message> messages = messages(3, 1);
    messages.add(new Message("TopicTest", new byte[0]));
    assertThatThrownBy(() -> producer.sendAll(messages))
        .hasMessageContaining("the message body length is zero");
    assertThat(sends()).isZero();
  }

  @Test
  void when_a_batch_fails_the_exception_says_what_was_stored_and_what_was_not() throws Exception {
    names.topic("TopicTest", 4, a);
    DefaultMQProducer producer = started("group");
    producer.setMaxMessageSize(10_000);
    List<Message> messages = messages(100, 500);
    a.next(
        RequestCode.SEND_BATCH_MESSAGE, a.stored(0), a.stored(0), FakePeer.refusal(13, "no more"));
    assertThatThrownBy(() -> producer.sendAll(messages))
        .isInstanceOfSatisfying(
            PartlySentException.class,
            failure -> {
              assertThat(failure.getResults()).hasSize(2);
              int stored = 0;
              for (SendResult result : failure.getResults()) {
                stored += result.getMsgId().split(",").length;
              }
              assertThat(failure.getUnsent())
                  .containsExactlyElementsOf(messages.subList(stored, 100));
              assertThat(failure.getAttempts()).hasSize(1);
            })
        .hasCauseInstanceOf(MQBrokerException.class)
        .hasMessageContaining("2 batches were stored");
    a.always(RequestCode.SEND_BATCH_MESSAGE, FakePeer.refusal(13, "none"));
    assertThatThrownBy(() -> producer.sendAll(messages)).isInstanceOf(MQBrokerException.class);
  }
}
