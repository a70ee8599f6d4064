package io.skua.mock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.consumer.MessageSelector;
import io.skua.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.skua.client.consumer.listener.ConsumeOrderlyStatus;
import io.skua.client.consumer.listener.MessageListenerConcurrently;
import io.skua.client.consumer.listener.MessageListenerOrderly;
import io.skua.client.exception.MQClientException;
import io.skua.common.message.Message;
import io.skua.common.message.MessageExt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MockConsumerTest {
  private final MockConsumer consumer = new MockConsumer();
  private final List<String> seen = new ArrayList<>();

  private static Message message(String tags, String body) {
    return new Message("Orders", tags, body.getBytes(UTF_8));
  }

  private void start(String expression) throws MQClientException {
    consumer.subscribe("Orders", expression);
    consumer.registerMessageListener(
        (MessageListenerConcurrently)
            (messages, context) -> {
              String body = new String(messages.get(0).getBody(), UTF_8);
              seen.add(body + messages.get(0).getReconsumeTimes());
              if (body.equals("throws")) {
                throw new IllegalArgumentException(body);
              }
              return body.equals("later") && messages.get(0).getReconsumeTimes() == 0
                  ? ConsumeConcurrentlyStatus.RECONSUME_LATER
                  : ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
            });
    consumer.start();
  }

  @Test
  void a_message_reaches_the_listener_with_an_id() throws Exception {
    start("*");
    assertThat(consumer.deliver(message("", "book"))).isTrue();
    assertThat(seen).containsExactly("book0");
    assertThat(consumer.consumed()).singleElement().extracting(MessageExt::getMsgId).isNotNull();
  }

  @Test
  void what_fails_is_kept_and_comes_again() throws Exception {
    start("*");
    assertThat(consumer.deliver(message("", "later"))).isFalse();
    assertThat(consumer.deliver(message("", "throws"))).isFalse();
    assertThat(consumer.failed()).hasSize(2);
    assertThat(consumer.lastFailure()).hasMessage("throws");
    assertThat(consumer.redeliver()).isEqualTo(1);
    assertThat(seen).containsExactly("later0", "throws0", "later1", "throws1");
    assertThat(consumer.failed()).hasSize(1);
    assertThat(consumer.consumed()).hasSize(1);
  }

  @Test
  void tags_that_are_not_subscribed_do_not_come() throws Exception {
    start("A || B");
    assertThat(consumer.deliver(message("B", "b"))).isTrue();
    assertThat(consumer.deliver(message("C", "c"))).isFalse();
    assertThat(consumer.deliver(new Message("Orders", new byte[1]))).isFalse();
    assertThat(seen).containsExactly("b0");
    assertThat(consumer.failed()).isEmpty();
  }

  @Test
  void an_orderly_listener_is_called_too() throws Exception {
    consumer.subscribe("Orders", MessageSelector.bySql("price > 3"));
    consumer.registerMessageListener(
        (MessageListenerOrderly) (messages, context) -> ConsumeOrderlyStatus.SUCCESS);
    consumer.start();
    assertThat(consumer.deliver(message("", "book"))).isTrue();
  }

  @Test
  void what_could_not_come_to_a_real_one_is_an_error_of_the_test() throws Exception {
    assertThatThrownBy(consumer::start).hasMessageContaining("messageListener is null");
    assertThatThrownBy(() -> consumer.deliver(message("", "x")))
        .isInstanceOf(IllegalStateException.class);
    start("*");
    assertThatThrownBy(() -> consumer.deliver(new Message("Other", new byte[1])))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("subscribed to [Orders]");
    assertThat(consumer.drain(Duration.ZERO).complete()).isTrue();
    assertThat(consumer.closed()).isTrue();
    assertThatThrownBy(() -> consumer.deliver(message("", "x")))
        .isInstanceOf(IllegalStateException.class);
  }
}
