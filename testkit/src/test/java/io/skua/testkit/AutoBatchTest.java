package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.skua.client.exception.MQBrokerException;
import io.skua.client.internal.batch.Accumulator;
import io.skua.client.internal.batch.BatchSettings;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendResult;
import io.skua.client.producer.SendStatus;
import io.skua.common.message.Message;
import io.skua.common.message.MessageBatch;
import io.skua.common.message.MessageConst;
import io.skua.common.message.MessageQueue;
import io.skua.wire.code.RequestCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Protocol 6.21. */
class AutoBatchTest extends ClientScenario {
  private static final MessageQueue QUEUE = new MessageQueue("TopicTest", "broker-a", 1);

  private final BatchSettings settings = new BatchSettings();
  private final List<Message> left = new ArrayList<>();
  private final List<CompletableFuture<SendResult>> answers = new ArrayList<>();
  private final Accumulator accumulator =
      new Accumulator(
          time.loop("client"),
          settings,
          1 << 22,
          (message, queue) -> {
            left.add(message);
            CompletableFuture<SendResult> answer = new CompletableFuture<>();
            answers.add(answer);
            return answer;
          });

  private static SendResult stored(String msgId, String offsetMsgId) {
    return new SendResult(SendStatus.SEND_OK, msgId, offsetMsgId, QUEUE, 40);
  }

  private DefaultMQProducer gathering() throws Exception {
    DefaultMQProducer producer = started("group");
    producer.setAutoBatch(true);
    time.await(producer.warmUp("TopicTest"), SECOND);
    return producer;
  }

  @Test
  void what_comes_within_the_delay_leaves_together_when_it_is_over() {
    CompletableFuture<SendResult> first = accumulator.add(message("a"), null);
    time.advance(Duration.ofMillis(9));
    CompletableFuture<SendResult> second = accumulator.add(message("b"), null);
    assertThat(left).isEmpty();
    time.advance(Duration.ofMillis(1));
    assertThat(left).hasSize(1);
    answers.get(0).complete(stored("ID-A,ID-B", "OFF-A,OFF-B"));
    assertThat(first.join().getMsgId()).isEqualTo("ID-A");
    assertThat(second.join().getMsgId()).isEqualTo("ID-B");
    assertThat(second.join().getOffsetMsgId()).isEqualTo("OFF-B");
    assertThat(second.join().getQueueOffset()).isEqualTo(41);
    assertThat(accumulator.held()).isZero();
  }

  @Test
  void an_inner_batch_has_one_result_for_all() {
    CompletableFuture<SendResult> first = accumulator.add(message("a"), null);
    CompletableFuture<SendResult> second = accumulator.add(message("b"), null);
    time.advance(SECOND);
    SendResult inner = stored("INNER", "OFF");
    answers.get(0).complete(inner);
    assertThat(first.join()).isSameAs(inner);
    assertThat(second.join()).isSameAs(inner);
  }

  @Test
  void a_batch_that_is_large_enough_leaves_at_once() {
    settings.maxBytes(10);
    accumulator.add(message("0123456789"), null);
    assertThat(left).isEmpty();
    accumulator.add(message("x"), null);
    assertThat(left).hasSize(1);
    time.advance(SECOND);
    assertThat(left).hasSize(1);
  }

  @Test
  void only_what_may_go_together_does() {
    accumulator.add(message("a"), null);
    accumulator.add(message("b"), QUEUE);
    accumulator.add(message("other", "c"), null);
    Message tag = message("d");
    tag.setTags("TagB");
    accumulator.add(tag, null);
    Message unwaited = message("e");
    unwaited.setWaitStoreMsgOK(false);
    accumulator.add(unwaited, null);
    time.advance(SECOND);
    assertThat(left).hasSize(5).noneMatch(MessageBatch.class::isInstance);
  }

  @Test
  void a_batch_has_the_keys_of_all_and_their_tag() {
    Message first = message("a");
    first.setKeys("k1 k2");
    Message second = message("b");
    second.setKeys("k2 k3");
    accumulator.add(first, null);
    accumulator.add(second, null);
    time.advance(SECOND);
    assertThat(left.get(0).getKeys()).isEqualTo("k1 k2 k3");
    assertThat(left.get(0).getTags()).isEqualTo("TagA");
  }

  @Test
  void what_may_not_share_is_not_taken_and_holds_nothing() {
    for (String property :
        List.of(
            MessageConst.PROPERTY_DELAY_TIME_LEVEL,
            MessageConst.PROPERTY_TIMER_DELAY_SEC,
            MessageConst.PROPERTY_TIMER_DELAY_MS,
            MessageConst.PROPERTY_TIMER_DELIVER_MS,
            MessageConst.PROPERTY_PRODUCER_GROUP)) {
      Message message = message("x");
      message.getProperties().put(property, "1");
      assertThat(accumulator.add(message, null)).as(property).isNull();
    }
    assertThat(accumulator.add(message("%RETRY%group", "x"), null)).isNull();
    assertThat(accumulator.held()).isZero();
  }

  @Test
  void beyond_the_total_nothing_is_taken_until_something_has_ended() {
    settings.totalMaxBytes(10);
    CompletableFuture<SendResult> first = accumulator.add(message("0123456789"), null);
    assertThat(accumulator.add(message("x"), null)).isNull();
    time.advance(SECOND);
    assertThat(accumulator.held()).isEqualTo(10);
    answers.get(0).completeExceptionally(new IllegalStateException("no"));
    assertThat(first).isCompletedExceptionally();
    assertThat(accumulator.held()).isZero();
    assertThat(accumulator.add(message("x"), null)).isNotNull();
  }

  @Test
  void limits_and_texts_are_those_of_5_3_3() {
    DefaultMQProducer producer = producer("group");
    assertThat(producer.getAutoBatch()).isFalse();
    assertThat(producer.getBatchMaxDelayMs()).isEqualTo(10);
    assertThat(producer.getBatchMaxBytes()).isEqualTo(32 * 1024);
    assertThat(producer.getTotalBatchMaxBytes()).isEqualTo(32 * 1024 * 1024);
    assertThatThrownBy(() -> producer.batchMaxDelayMs(30_001))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("batchMaxDelayMs expect between 1ms and 30s, but get 30001!");
    assertThatThrownBy(() -> producer.batchMaxBytes(0))
        .hasMessage("batchMaxBytes expect between 1B and 2MB, but get 0!");
    assertThatThrownBy(() -> producer.totalBatchMaxBytes(0))
        .hasMessage("totalBatchMaxBytes must bigger then 0, but get 0!");
  }

  @Test
  void a_producer_gathers_and_every_caller_gets_its_own_result() throws Exception {
    DefaultMQProducer producer = gathering();
    CompletableFuture<SendResult> first = producer.sendAsync(message("a"));
    CompletableFuture<SendResult> second = producer.sendAsync(message("b"));
    SendResult third = producer.send(message("c"));
    assertThat(sends()).isEqualTo(1);
    assertThat(first.join().getMsgId()).isNotEqualTo(second.join().getMsgId());
    assertThat(third.getQueueOffset()).isEqualTo(first.join().getQueueOffset() + 2);
  }

  @Test
  void every_caller_of_a_batch_that_failed_hears_why() throws Exception {
    DefaultMQProducer producer = gathering();
    a.always(RequestCode.SEND_BATCH_MESSAGE, FakePeer.refusal(13, "no"));
    CompletableFuture<SendResult> first = producer.sendAsync(message("a"), QUEUE);
    Throwable second = catchThrowable(() -> producer.send(message("b"), QUEUE));
    assertThat(second).isInstanceOf(MQBrokerException.class).hasMessageContaining("no");
    assertThat(catchThrowable(() -> time.await(first, SECOND))).hasRootCause(second);
  }

  @Test
  void a_time_of_its_own_or_a_selector_goes_past_the_batches() throws Exception {
    DefaultMQProducer producer = gathering();
    producer.send(message("a"), 3000);
    producer.send(message("b"), (queues, message, arg) -> queues.get(0), null);
    producer.sendOneway(message("c"));
    time.advance(SECOND);
    assertThat(sends()).isEqualTo(3);
    assertThat(a.received(RequestCode.SEND_BATCH_MESSAGE)).isEmpty();
    assertThat(b.received(RequestCode.SEND_BATCH_MESSAGE)).isEmpty();
  }

  @Test
  void a_shutdown_sends_what_has_gathered() throws Exception {
    DefaultMQProducer producer = gathering();
    producer.batchMaxDelayMs(30_000);
    CompletableFuture<SendResult> first = producer.sendAsync(message("a"));
    CompletableFuture<SendResult> second = producer.sendAsync(message("b"));
    producer.shutdown();
    assertThat(first).isCompleted();
    assertThat(second).isCompleted();
    assertThat(catchThrowable(() -> producer.send(message("late")))).isNotNull();
  }
}
