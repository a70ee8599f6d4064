package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.DrainReport;
import io.skua.client.consumer.QueueHealth;
import io.skua.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.skua.client.exception.MQClientException;
import io.skua.client.hook.ConsumeMessageContext;
import io.skua.client.hook.ConsumeMessageHook;
import io.skua.common.ServiceState;
import io.skua.common.message.Message;
import io.skua.common.message.MessageQueue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PushConsumerTest extends ConsumerScenario {
  private final Notes notes = new Notes();

  @Test
  void messages_of_before_and_after_the_start_arrive_once() {
    send("1", "2", "3");
    started("10.0.0.7", notes);
    pass(1);
    assertThat(notes.bodies).containsExactlyInAnyOrder("1", "2", "3");
    send("4", "5");
    pass(1);
    assertThat(notes.bodies).containsExactlyInAnyOrder("1", "2", "3", "4", "5");
  }

  @Test
  void a_second_run_goes_on_where_the_first_one_ended() {
    send("1", "2", "3");
    DefaultMQPushConsumer first = started("10.0.0.7", notes);
    pass(1);
    first.shutdown();
    send("4");
    Notes later = new Notes();
    started("10.0.0.7", later);
    pass(2);
    assertThat(later.bodies).containsExactly("4");
  }

  @Test
  void two_members_share_the_queues_and_one_takes_over_from_the_other() throws Exception {
    Notes others = new Notes();
    DefaultMQPushConsumer one = started("10.0.0.7", notes);
    DefaultMQPushConsumer two = started("10.0.0.8", others);
    pass(3);
    Set<MessageQueue> all = new HashSet<>(queues(one));
    all.addAll(queues(two));
    assertThat(queues(one)).hasSize(2);
    assertThat(queues(two)).hasSize(2);
    assertThat(all).hasSize(4);
    send("1", "2", "3", "4", "5", "6", "7", "8");
    pass(1);
    two.shutdown();
    pass(3);
    assertThat(queues(one)).hasSize(4);
    send("9", "10", "11", "12");
    pass(1);
    List<String> received = new ArrayList<>(notes.bodies);
    received.addAll(others.bodies);
    assertThat(received)
        .containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12");
  }

  private static List<MessageQueue> queues(DefaultMQPushConsumer consumer)
      throws MQClientException {
    return consumer.health().stream()
        .map(QueueHealth::queue)
        .filter(queue -> queue.getTopic().equals(TOPIC))
        .toList();
  }

  @Test
  void the_filter_of_tags_is_applied_and_what_it_leaves_out_is_committed() throws Exception {
    DefaultMQPushConsumer consumer = consumer("10.0.0.7");
    consumer.registerMessageListener(notes);
    send(new Message(TOPIC, "TagB", bytes("other")));
    consumer.subscribe(TOPIC, "TagA || TagC");
    consumer.start();
    send(new Message(TOPIC, "TagA", bytes("mine")));
    pass(20);
    assertThat(notes.bodies).containsExactly("mine");
    long committed = consumer.health().stream().mapToLong(QueueHealth::committedOffset).sum();
    assertThat(committed).isGreaterThanOrEqualTo(1);
  }

  @Test
  void a_topic_subscribed_to_later_is_consumed_with_short_heartbeats_too() throws Exception {
    producer.createTopic("TBW102", "returns", 1, Map.of());
    DefaultMQPushConsumer consumer = consumer("10.0.0.7");
    consumer.setUseHeartbeatV2(true);
    started(consumer, notes);
    pass(60);
    consumer.subscribe("returns", "TagA");
    send(new Message("returns", "TagA", bytes("wanted")));
    send(new Message("returns", "TagB", bytes("unwanted")));
    pass(5);
    assertThat(notes.bodies).containsExactly("wanted");
    pass(60);
    send(new Message("returns", "TagA", bytes("also wanted")));
    send("1");
    pass(1);
    assertThat(notes.bodies).containsExactlyInAnyOrder("wanted", "also wanted", "1");
  }

  @Test
  void tags_of_equal_hash_are_told_apart_by_the_client() throws Exception {
    DefaultMQPushConsumer consumer = consumer("10.0.0.7");
    consumer.registerMessageListener(notes);
    send(new Message(TOPIC, "AaAa", bytes("mine")), new Message(TOPIC, "BBBB", bytes("not")));
    consumer.subscribe(TOPIC, "AaAa");
    consumer.start();
    pass(2);
    assertThat(notes.bodies).containsExactly("mine");
  }

  private void send(Message first, Message second) {
    send(first);
    send(second);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void a_drain_finishes_what_is_in_hand_and_reports_what_is_left() throws Exception {
    send("1", "2", "3");
    DefaultMQPushConsumer consumer = started("10.0.0.7", notes);
    pass(1);
    DrainReport report = consumer.drain(Duration.ofSeconds(5));
    assertThat(report.complete()).isTrue();
    assertThat(consumer.getServiceState()).isEqualTo(ServiceState.SHUTDOWN_ALREADY);
    send("4");
    Notes later = new Notes();
    started("10.0.0.8", later);
    pass(2);
    assertThat(later.bodies).containsExactly("4");
  }

  @Test
  void a_suspended_consumer_pulls_no_more_until_it_is_resumed() {
    send("1");
    DefaultMQPushConsumer consumer = started("10.0.0.7", notes);
    pass(1);
    consumer.suspend();
    assertThat(consumer.isPause()).isTrue();
    pass(20); // the pulls that wait at the broker end
    notes.bodies.clear();
    send("2", "3", "4", "5");
    pass(5);
    assertThat(notes.bodies).isEmpty();
    consumer.resume();
    pass(1);
    assertThat(notes.bodies).containsExactlyInAnyOrder("2", "3", "4", "5");
  }

  @Test
  void hooks_hear_of_every_call() {
    List<String> heard = new ArrayList<>();
    DefaultMQPushConsumer consumer = consumer("10.0.0.7");
    consumer.registerConsumeMessageHook(
        new ConsumeMessageHook() {
          @Override
          public String hookName() {
            return "notes";
          }

          @Override
          public void consumeMessageBefore(ConsumeMessageContext context) {
            heard.add("before " + context.isSuccess());
          }

          @Override
          public void consumeMessageAfter(ConsumeMessageContext context) {
            heard.add("after " + context.isSuccess() + context.getProps());
          }
        });
    send("1");
    started(consumer, notes);
    pass(1);
    assertThat(heard).containsExactly("before false", "after true{ConsumeContextType=SUCCESS}");
  }

  @Test
  void a_message_that_failed_comes_again_after_its_delay_with_its_own_topic() {
    notes.answer = ConsumeConcurrentlyStatus.RECONSUME_LATER;
    send("1");
    started("10.0.0.7", notes);
    pass(2);
    assertThat(notes.bodies).containsExactly("1");
    notes.answer = ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
    pass(60);
    assertThat(notes.bodies).containsExactly("1", "1");
    assertThat(notes.messages.get(1).getReconsumeTimes()).isEqualTo(1);
    assertThat(notes.messages.get(1).getTopic()).isEqualTo(TOPIC);
    assertThat(notes.messages.get(1).getMsgId()).isEqualTo(notes.messages.get(0).getMsgId());
  }

  @Test
  void what_fails_after_its_queue_has_gone_elsewhere_is_not_given_back_too() {
    sendTo(3, "1");
    started(
        "10.0.0.7",
        (messages, context) -> {
          started("10.0.0.8", notes);
          pass(3); // the other member gets the queue, and consumes the message
          assertThat(notes.bodies).containsExactly("1");
          return ConsumeConcurrentlyStatus.RECONSUME_LATER;
        });
    pass(60);
    assertThat(notes.bodies).containsExactly("1");
  }

  @Test
  void a_wrong_setting_is_named() {
    DefaultMQPushConsumer consumer = consumer("10.0.0.7");
    consumer.registerMessageListener(notes);
    consumer.setPullBatchSize(0);
    assertThatThrownBy(consumer::start)
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("pullBatchSize Out of range [1, 1024]: it is 0");
  }

  @Test
  void a_setting_that_is_null_is_named() {
    DefaultMQPushConsumer consumer = consumer("10.0.0.7");
    consumer.registerMessageListener(notes);
    consumer.setAllocateMessageQueueStrategy(null);
    assertThatThrownBy(consumer::start)
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("allocateMessageQueueStrategy is null");
  }
}
