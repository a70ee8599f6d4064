package io.skua.interop.scenario.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.consumer.DefaultLitePullConsumer;
import io.skua.client.exception.MQClientException;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** A consumer that runs and is polled, and what polls returned. For one thread. */
final class Polls {
  private static final int SOON_MILLIS = 50;

  private final DefaultLitePullConsumer consumer;
  private final Inbox inbox = new Inbox();

  private Polls(DefaultLitePullConsumer consumer) {
    this.consumer = consumer;
  }

  /** Starts a consumer. */
  static Polls start(DefaultLitePullConsumer consumer) throws MQClientException {
    consumer.start();
    return new Polls(consumer);
  }

  /** Subscribes a consumer to all messages of the topic, and starts it. */
  static Polls all(Stage stage, DefaultLitePullConsumer consumer) throws MQClientException {
    consumer.subscribe(stage.topic(), "*");
    return start(consumer);
  }

  DefaultLitePullConsumer consumer() {
    return consumer;
  }

  /** What has been returned. */
  Inbox inbox() {
    return inbox;
  }

  /** Polls once. */
  void poll() {
    List<MessageExt> messages = consumer.poll(SOON_MILLIS);
    if (!messages.isEmpty()) {
      inbox.take(messages);
    }
  }

  /** Polls until there are so many messages in all. */
  List<Inbox.Delivery> await(int count) {
    Stage.await(
        count + " messages",
        () -> {
          poll();
          return inbox.deliveries().size() >= count;
        });
    return inbox.deliveries();
  }

  /** Polls until a message with a text has come. */
  void await(String text) {
    Stage.await(
        text,
        () -> {
          poll();
          return inbox.texts().contains(text);
        });
  }

  /** Polls until exactly these texts have come, in any order. */
  void awaitExactly(String... expected) {
    await(expected.length);
    assertThat(inbox.texts()).containsExactlyInAnyOrder(expected);
  }

  /** Polls until exactly these texts have come, in this order. */
  void awaitInOrder(String... expected) {
    await(expected.length);
    assertThat(inbox.texts()).containsExactly(expected);
  }

  /** Waits until it reads so many queues, and returns them in order. */
  List<MessageQueue> awaitQueues(int count) throws MQClientException {
    Stage.await(count + " queues", () -> consumer.assignment().size() == count);
    return inOrder(consumer.assignment());
  }

  /** The queues of a topic, in order. */
  List<MessageQueue> queues(String topic) throws MQClientException {
    return inOrder(consumer.fetchMessageQueues(topic));
  }

  private static List<MessageQueue> inOrder(Collection<MessageQueue> queues) {
    return queues.stream().sorted(Comparator.comparing(MessageQueue::getQueueId)).toList();
  }
}
