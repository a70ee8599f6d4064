package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.producer.SendCallback;
import io.skua.client.producer.SendResult;
import io.skua.common.message.Message;
import io.skua.common.message.MessageQueue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManyQueuesTest extends ConsumerScenario {
  private static final int QUEUES = 500;
  private static final int MEMBERS = 4;
  private static final Duration STEP = Duration.ofMillis(10);
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final Notes notes = new Notes();
  private final List<Throwable> failures = new ArrayList<>();

  private DefaultMQPushConsumer member(int number) throws Exception {
    DefaultMQPushConsumer consumer = consumer("10.0.1." + (number + 1));
    consumer.subscribe("many", "*");
    return started(consumer, notes);
  }

  private void sendToAll() throws Exception {
    SendCallback failing =
        new SendCallback() {
          @Override
          public void onSuccess(SendResult result) {
            // As it should be.
          }

          @Override
          public void onException(Throwable e) {
            failures.add(e);
          }
        };
    for (MessageQueue queue : producer.fetchPublishMessageQueues("many")) {
      String body = "queue " + queue.getQueueId();
      producer.send(new Message("many", body.getBytes(StandardCharsets.UTF_8)), queue, failing);
    }
  }

  @Test
  void all_of_500_queues_are_consumed_again_within_two_seconds_of_the_notice() throws Exception {
    producer.createTopic("TBW102", "many", QUEUES, Map.of());
    List<DefaultMQPushConsumer> members = new ArrayList<>();
    for (int i = 0; i < MEMBERS; i++) {
      members.add(member(i));
    }
    pass(5);
    sendToAll();
    pass(2);
    assertThat(notes.bodies).hasSize(QUEUES).doesNotHaveDuplicates();
    notes.bodies.clear();
    long before = server.time.clock().nanos();
    members.get(1).shutdown();
    sendToAll();
    while (notes.bodies.size() < QUEUES && server.time.clock().nanos() - before < LIMIT.toNanos()) {
      server.time.advance(STEP);
    }
    assertThat(failures).isEmpty();
    assertThat(notes.bodies).hasSize(QUEUES).doesNotHaveDuplicates();
  }
}
