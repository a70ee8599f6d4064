package io.skua.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.skua.client.consumer.listener.ConsumeOrderlyStatus;
import io.skua.client.consumer.listener.MessageListenerConcurrently;
import io.skua.common.ServiceState;
import io.skua.common.consumer.ConsumeFromWhere;
import io.skua.common.message.Message;
import io.skua.common.message.MessageExt;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ConsumersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<String> seen = new CopyOnWriteArrayList<>();

  private static Message message(String body) {
    return new Message("Orders", "placed", body.getBytes(UTF_8));
  }

  private ConsumeConcurrentlyStatus see(List<MessageExt> messages) {
    messages.forEach(message -> seen.add(new String(message.getBody(), UTF_8)));
    return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
  }

  /** Fails on a message until it has been tried so often. */
  private ConsumeConcurrentlyStatus see(List<MessageExt> messages, int failures) {
    seen.add("try " + messages.get(0).getReconsumeTimes());
    return messages.get(0).getReconsumeTimes() < failures
        ? ConsumeConcurrentlyStatus.RECONSUME_LATER
        : ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
  }

  @Test
  void three_lines_test_a_consumer() throws Exception {
    try (EmbeddedSkua skua = EmbeddedSkua.start()) {
      skua.consumer("billing", "Orders", (messages, context) -> see(messages));
      skua.producer("orders").send(message("book"));
      assertThat(skua.awaitConsumed("billing", "Orders", 1, PATIENCE)).hasSize(1);
      assertThat(seen).containsExactly("book");
    }
  }

  @Test
  void what_is_there_already_comes_too_in_order_if_so_wanted() throws Exception {
    try (EmbeddedSkua skua = EmbeddedSkua.builder().topic("Orders", 1).start()) {
      for (int i = 0; i < 20; i++) {
        skua.producer("orders" + i).send(message("order " + i));
      }
      skua.orderlyConsumer(
          "billing",
          "Orders",
          (messages, context) -> {
            see(messages);
            return ConsumeOrderlyStatus.SUCCESS;
          });
      skua.awaitConsumed("billing", "Orders", 20, PATIENCE);
      assertThat(seen).hasSize(20).startsWith("order 0", "order 1").endsWith("order 19");
    }
  }

  @Test
  void a_delayed_message_is_consumed_when_time_is_moved() throws Exception {
    try (EmbeddedSkua skua = EmbeddedSkua.start()) {
      skua.consumer("billing", "Orders", (messages, context) -> see(messages));
      Message reminder = message("reminder");
      reminder.setDelayTimeLevel(18); // two hours
      skua.producer("orders").send(reminder);
      skua.producer("orders2").send(message("now"));
      skua.awaitConsumed("billing", "Orders", 1, PATIENCE);
      assertThat(seen).containsExactly("now");
      skua.advance(Duration.ofHours(2));
      skua.awaitConsumed("billing", "Orders", 2, PATIENCE);
      assertThat(seen).containsExactly("now", "reminder");
    }
  }

  @Test
  void a_message_that_fails_comes_again_when_time_is_moved_and_ends_as_a_dead_letter()
      throws Exception {
    try (EmbeddedSkua skua = EmbeddedSkua.start()) {
      DefaultMQPushConsumer consumer = new DefaultMQPushConsumer("billing");
      consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
      consumer.setMaxReconsumeTimes(1);
      consumer.subscribe("Orders", "*");
      consumer.registerMessageListener(
          (MessageListenerConcurrently) (messages, context) -> see(messages, 2));
      skua.createTopic("Orders", 1);
      skua.connect(consumer);
      skua.producer("orders").send(message("book"));
      skua.awaitMessages("SCHEDULE_TOPIC_XXXX", 1, PATIENCE);
      assertThat(seen).containsExactly("try 0");
      skua.advance(Duration.ofSeconds(10));
      List<MessageExt> dead = skua.awaitMessages("%DLQ%billing", 1, PATIENCE);
      assertThat(seen).containsExactly("try 0", "try 1");
      assertThat(new String(dead.get(0).getBody(), UTF_8)).isEqualTo("book");
    }
  }

  @Test
  void a_message_that_fails_twice_is_consumed_at_the_third_try() throws Exception {
    try (EmbeddedSkua skua = EmbeddedSkua.start()) {
      skua.consumer("billing", "Orders", (messages, context) -> see(messages, 2));
      skua.producer("orders").send(message("book"));
      skua.awaitMessages("SCHEDULE_TOPIC_XXXX", 1, PATIENCE);
      skua.advance(Duration.ofSeconds(10));
      skua.awaitMessages("SCHEDULE_TOPIC_XXXX", 2, PATIENCE);
      skua.advance(Duration.ofSeconds(30));
      List<MessageExt> consumed = skua.awaitConsumed("billing", "Orders", 1, PATIENCE);
      assertThat(consumed).singleElement().extracting(MessageExt::getReconsumeTimes).isEqualTo(2);
      assertThat(seen).containsExactly("try 0", "try 1", "try 2");
    }
  }

  @Test
  void who_waits_in_vain_hears_what_was_consumed_and_what_failed() throws Exception {
    try (EmbeddedSkua skua = EmbeddedSkua.start()) {
      skua.consumer("billing", "Orders", (messages, context) -> see(messages, 1));
      skua.producer("orders").send(message("book"));
      skua.awaitMessages("SCHEDULE_TOPIC_XXXX", 1, PATIENCE);
      assertThatThrownBy(() -> skua.awaitConsumed("billing", "Orders", 1, Duration.ofMillis(50)))
          .isInstanceOf(AssertionError.class)
          .hasMessageStartingWith(
              "group billing has consumed 0 of 1 messages of topic Orders after 50 ms")
          .hasMessageContaining("tags placed")
          .hasMessageContaining("RECONSUME_LATER");
      assertThatThrownBy(() -> skua.awaitConsumed("other", "Orders", 1, PATIENCE))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("other");
    }
  }

  @Test
  void a_consumer_is_closed_with_the_server() throws Exception {
    DefaultMQPushConsumer consumer;
    try (EmbeddedSkua skua = EmbeddedSkua.start()) {
      consumer = skua.consumer("billing", "Orders", (messages, context) -> see(messages));
      assertThatThrownBy(
              () -> skua.consumer("no group", "Orders", (messages, context) -> see(messages)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("no group");
    }
    assertThat(consumer.getServiceState()).isEqualTo(ServiceState.SHUTDOWN_ALREADY);
  }
}
