package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.QueueHealth;
import io.skua.common.message.Message;
import io.skua.common.message.MessageQueue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A queue whose pull got lost, as by an offset store of the application that fails. */
class WatchdogTest extends ConsumerScenario {
  private static final int PATIENCE_SECONDS = 50; // 30 for a pull, 10 of grace, 5 between looks

  /** Fails when it is told to. */
  private static final class Moody extends MemoryOffsetStore {
    private boolean fails;

    @Override
    public void updateOffset(MessageQueue mq, long offset, boolean increaseOnly) {
      if (fails) {
        fails = false;
        throw new IllegalStateException("not in the mood");
      }
      super.updateOffset(mq, offset, increaseOnly);
    }
  }

  @Test
  void a_pull_that_got_lost_is_sent_again_and_health_shows_it() throws Exception {
    Notes notes = new Notes();
    Moody offsets = new Moody();
    DefaultMQPushConsumer consumer = consumer("10.0.0.7");
    consumer.setOffsetStore(offsets);
    consumer.registerMessageListener(notes);
    consumer.subscribe(TOPIC, "AaAa");
    consumer.start();
    pass(2);
    offsets.fails = true;
    MessageQueue queue = producer.fetchPublishMessageQueues(TOPIC).get(2);
    // A tag of equal hash: it is left out here, and that is noted on the loop.
    producer.send(new Message(TOPIC, "BBBB", "not mine".getBytes(StandardCharsets.UTF_8)), queue);
    pass(2);
    assertThat(offsets.fails).isFalse();
    producer.send(new Message(TOPIC, "AaAa", "mine".getBytes(StandardCharsets.UTF_8)), queue);
    pass(5);
    assertThat(notes.bodies).isEmpty();
    pass(PATIENCE_SECONDS);
    assertThat(notes.bodies).containsExactly("mine");
    List<QueueHealth> health = consumer.health();
    assertThat(health).filteredOn(each -> each.queue().equals(queue)).hasSize(1);
    for (QueueHealth each : health) {
      assertThat(each.restarts()).isEqualTo(each.queue().equals(queue) ? 1 : 0);
      assertThat(each.lastPullMillis()).isPositive();
      assertThat(each.lastCallbackMillis()).isPositive();
      assertThat(each.lastResult()).isNotEmpty();
    }
  }

  @Test
  void queues_that_have_nothing_to_do_are_not_started_again() throws Exception {
    DefaultMQPushConsumer consumer = started("10.0.0.7", new Notes());
    pass(600);
    assertThat(consumer.health()).isNotEmpty().allMatch(each -> each.restarts() == 0);
  }
}
