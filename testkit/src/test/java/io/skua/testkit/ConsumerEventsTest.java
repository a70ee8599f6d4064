package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.skua.client.consumer.listener.ConsumeReturnType;
import io.skua.client.exception.MQClientException;
import io.skua.client.metrics.ClientListener;
import io.skua.client.metrics.ConsumeReport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the listener of a client hears of its consumers. */
class ConsumerEventsTest extends ConsumerScenario {
  private final Events events = new Events();
  private final Notes notes = new Notes();

  private static final class Events implements ClientListener {
    final List<ConsumeReport> consumed = new ArrayList<>();
    final List<String> divided = new ArrayList<>();
    final List<String> open = new ArrayList<>();

    @Override
    public void consumed(ConsumeReport report) {
      consumed.add(report);
    }

    @Override
    public void subscriptionsDiffer(String group) {
      divided.add(group);
    }

    @Override
    public void connectionOpened(String address) {
      open.add(address);
    }
  }

  private DefaultMQPushConsumer watched(String host, String tags) throws MQClientException {
    DefaultMQPushConsumer consumer = consumer(host);
    consumer.setClientListener(events);
    consumer.registerMessageListener(notes);
    consumer.subscribe(TOPIC, tags);
    consumer.start();
    return consumer;
  }

  @Test
  void every_call_of_a_listener_is_reported() throws Exception {
    send("1");
    pass(7);
    notes.answer = ConsumeConcurrentlyStatus.RECONSUME_LATER;
    watched("10.0.0.7", "*");
    pass(1);
    notes.answer = ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
    pass(15);
    IllegalStateException broken = new IllegalStateException("broken");
    notes.before =
        () -> {
          throw broken;
        };
    send("2");
    pass(1);
    assertThat(events.open).isNotEmpty();
    assertThat(events.consumed)
        .allSatisfy(
            report -> {
              assertThat(report.group()).isEqualTo(GROUP);
              assertThat(report.topic()).isEqualTo(TOPIC);
              assertThat(report.broker()).isEqualTo("broker-a");
              assertThat(report.messages()).isEqualTo(1);
            })
        .extracting(ConsumeReport::result)
        .containsExactly(
            ConsumeReturnType.FAILED, ConsumeReturnType.SUCCESS, ConsumeReturnType.EXCEPTION);
    assertThat(events.consumed.get(0).oldestMillis()).isBetween(7_000L, 8_000L);
    assertThat(events.consumed.get(2).failure()).isSameAs(broken);
  }

  @Test
  void members_that_subscribe_differently_are_told_so_once_until_they_agree() throws Exception {
    watched("10.0.0.7", "TagA");
    pass(60);
    assertThat(events.divided).isEmpty();
    DefaultMQPushConsumer other = started(consumer("10.0.0.8"), new Notes());
    pass(120);
    assertThat(events.divided).containsExactly(GROUP);
    other.shutdown();
    pass(60);
    started(consumer("10.0.0.9"), new Notes());
    pass(60);
    assertThat(events.divided).containsExactly(GROUP, GROUP);
  }

  @Test
  void who_comes_to_a_divided_group_is_told_at_once() throws Exception {
    started(consumer("10.0.0.8"), new Notes());
    watched("10.0.0.7", "TagA");
    pass(1);
    assertThat(events.divided).containsExactly(GROUP);
  }
}
