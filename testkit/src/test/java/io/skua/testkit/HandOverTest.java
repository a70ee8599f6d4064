package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.DrainReport;
import io.skua.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.skua.client.consumer.listener.ConsumeOrderlyStatus;
import io.skua.client.consumer.listener.MessageListenerConcurrently;
import io.skua.client.consumer.listener.MessageListenerOrderly;
import io.skua.client.exception.MQClientException;
import io.skua.client.internal.instance.ClientRegistry;
import io.skua.common.message.MessageExt;
import io.skua.wire.code.RequestCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A queue goes from one member of a group to another, and nothing comes twice. */
class HandOverTest extends ConsumerScenario {
  private final List<String> consumed = new ArrayList<>();

  /** A member whose listener takes its time. */
  private final class Member {
    final VirtualProcess process;
    final DefaultMQPushConsumer consumer;
    final List<String> own = new ArrayList<>();
    private final Duration stay;

    Member(String host, Duration stay) {
      this.process = new VirtualProcess(server.time, server.network, host);
      this.consumer = consumer(host, new ClientRegistry(process, all -> process.net()));
      this.stay = stay;
      consumer.setConsumeThreadMin(1);
      consumer.setConsumeThreadMax(1);
    }

    Member concurrently() {
      consumer.registerMessageListener(
          (MessageListenerConcurrently)
              (messages, context) -> {
                consume(messages);
                return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
              });
      return start();
    }

    Member inOrder() {
      consumer.registerMessageListener(
          (MessageListenerOrderly)
              (messages, context) -> {
                consume(messages);
                return ConsumeOrderlyStatus.SUCCESS;
              });
      return start();
    }

    private void consume(List<MessageExt> messages) {
      messages.forEach(message -> own.add(text(message)));
      consumed.addAll(own.subList(own.size() - messages.size(), own.size()));
      process.sleep(stay);
    }

    private Member start() {
      try {
        consumer.subscribe(TOPIC, "*");
        consumer.start();
      } catch (MQClientException e) {
        throw new AssertionError(e);
      }
      return this;
    }
  }

  private static String[] numbers(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toArray(String[]::new);
  }

  @Test
  void a_queue_rests_until_a_member_that_has_just_rebalanced_has_heard() {
    new Member("10.0.1.1", Duration.ZERO).concurrently();
    new Member("10.0.1.2", Duration.ZERO).concurrently();
    List<String> sent = new ArrayList<>();
    // Within a second after the round of the second member, the third and the fourth one come.
    for (int i = 0; i < 200; i++) {
      if (i == 20 || i == 60) {
        new Member("10.0.2." + i, Duration.ZERO).concurrently();
      }
      sent.add("message " + i);
      send("message " + i);
      server.time.advance(Duration.ofMillis(5));
    }
    pass(5);
    assertThat(consumed).containsExactlyInAnyOrderElementsOf(sent);
  }

  @Test
  void a_member_that_drains_gives_queues_to_who_joins() {
    send(numbers(100));
    Member leaving = new Member("10.0.1.1", Duration.ofMillis(50)).concurrently();
    server.time.advance(Duration.ofMillis(500));
    List<DrainReport> reports = drain(leaving);
    server.time.advance(Duration.ofMillis(500));
    new Member("10.0.1.2", Duration.ZERO).concurrently();
    pass(30);
    assertThat(reports).hasSize(1);
    assertThat(consumed).containsExactlyInAnyOrder(numbers(100));
  }

  private static List<DrainReport> drain(Member leaving) {
    List<DrainReport> reports = new ArrayList<>();
    leaving.process.start(
        () -> {
          try {
            reports.add(leaving.consumer.drain(Duration.ofSeconds(30)));
          } catch (MQClientException e) {
            throw new AssertionError(e);
          }
        });
    return reports;
  }

  @Test
  void a_listener_in_order_keeps_its_queue_until_it_has_finished() {
    sendTo(3, "a", "b");
    new Member("10.0.1.1", Duration.ofSeconds(3)).inOrder();
    server.time.advance(Duration.ofMillis(500));
    assertThat(consumed).containsExactly("a");
    new Member("10.0.1.2", Duration.ZERO).inOrder();
    pass(2);
    assertThat(consumed).containsExactly("a");
    pass(10);
    assertThat(consumed).containsExactly("a", "b");
  }

  @Test
  void a_drain_waits_for_queues_that_are_on_their_way_to_another_member() throws Exception {
    sendTo(3, "a");
    Member leaving = new Member("10.0.1.1", Duration.ofSeconds(5)).inOrder();
    server.time.advance(Duration.ofMillis(500));
    new Member("10.0.1.2", Duration.ZERO).inOrder();
    pass(2);
    assertThat(leaving.consumer.health()).noneMatch(each -> each.messagesInHand() > 0);
    List<DrainReport> reports = drain(leaving);
    pass(1);
    assertThat(reports).isEmpty();
    pass(10);
    assertThat(reports).hasSize(1).allMatch(DrainReport::complete);
    assertThat(consumed).containsExactly("a");
  }

  @Test
  void a_member_that_was_cut_off_does_not_move_its_group_back() {
    Member cutOff = new Member("10.0.1.1", Duration.ofSeconds(3)).concurrently();
    Member other = new Member("10.0.1.2", Duration.ZERO).concurrently();
    pass(5);
    sendTo(0, "a");
    pass(1);
    cutOff.process.isolate(true);
    pass(5);
    sendTo(0, "b", "c");
    pass(10);
    assertThat(cutOff.own).containsExactly("a");
    assertThat(other.own).containsExactly("a", "b", "c");
    assertThat(committed()).isEqualTo(3);
    cutOff.process.isolate(false);
    for (int i = 0; i < 100; i++) {
      server.time.advance(Duration.ofMillis(100));
      assertThat(committed()).isEqualTo(3);
    }
    sendTo(0, "d");
    pass(10);
    assertThat(consumed).containsExactly("a", "a", "b", "c", "d");
    assertThat(committed()).isEqualTo(4);
  }

  @Test
  void queues_that_come_together_with_that_of_the_retry_topic_are_pulled_at_once() {
    Member first = new Member("10.0.1.1", Duration.ZERO).concurrently();
    Member second = new Member("10.0.1.2", Duration.ZERO).concurrently();
    pass(5);
    sendTo(0, "a");
    pass(1);
    assertThat(first.own).containsExactly("a");
    first.process.kill();
    sendTo(0, "b");
    server.time.advance(Duration.ofMillis(500));
    assertThat(second.own).contains("b");
  }

  private long committed() {
    return server
        .call(
            RequestCode.QUERY_CONSUMER_OFFSET,
            "consumerGroup",
            GROUP,
            "topic",
            TOPIC,
            "queueId",
            "0")
        .fields()
        .int64("offset");
  }
}
