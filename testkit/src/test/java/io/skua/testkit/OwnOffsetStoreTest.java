package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.common.message.MessageQueue;
import org.junit.jupiter.api.Test;

/** A push consumer with an offset store of the application. */
class OwnOffsetStoreTest extends ConsumerScenario {
  private final MemoryOffsetStore store = new MemoryOffsetStore();
  private final Notes notes = new Notes();

  private DefaultMQPushConsumer started() {
    DefaultMQPushConsumer consumer = consumer("10.0.0.7");
    consumer.setOffsetStore(store);
    return started(consumer, notes);
  }

  @Test
  void the_push_consumer_loads_the_store_of_the_application_once_and_begins_where_it_says()
      throws Exception {
    sendTo(0, "1", "2", "3");
    MessageQueue queue = producer.fetchPublishMessageQueues(TOPIC).get(0);
    store.kept.put(queue, 2L);
    started();
    pass(30);
    assertThat(store.loads).isEqualTo(1);
    assertThat(notes.bodies).containsExactly("3");
  }

  @Test
  void the_store_of_the_application_is_told_to_keep_what_was_consumed() throws Exception {
    DefaultMQPushConsumer consumer = started();
    sendTo(0, "1", "2", "3");
    MessageQueue queue = producer.fetchPublishMessageQueues(TOPIC).get(0);
    pass(10);
    assertThat(store.kept).containsEntry(queue, 3L);
    sendTo(0, "4");
    pass(1);
    consumer.shutdown();
    assertThat(store.kept).containsEntry(queue, 4L);
  }
}
