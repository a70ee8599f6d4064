package io.skua.interop.scenario.consume;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.MessageQueueListener;
import io.skua.common.message.MessageQueue;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which queues a consumer has, as it was told itself. Thread-safe. */
final class Shares implements MessageQueueListener {
  private final Map<String, Set<Integer>> queues = new ConcurrentHashMap<>();

  /** Those of a consumer that is not started yet. */
  static Shares of(DefaultMQPushConsumer consumer) {
    Shares shares = new Shares();
    consumer.setMessageQueueListener(shares);
    return shares;
  }

  @Override
  public void messageQueueChanged(String topic, Set<MessageQueue> all, Set<MessageQueue> ours) {
    queues.put(topic, ours.stream().map(MessageQueue::getQueueId).collect(Collectors.toSet()));
  }

  /** The ids of its queues of a topic. */
  Set<Integer> of(String topic) {
    return queues.getOrDefault(topic, Set.of());
  }

  /** Waits until members have each so many queues of a topic, and no queue twice. */
  static void awaitShared(String topic, int each, Shares... members) {
    Stage.await(
        each + " queues for each of " + members.length,
        () ->
            Stream.of(members).allMatch(member -> member.of(topic).size() == each)
                && Stream.of(members)
                        .flatMap(member -> member.of(topic).stream())
                        .distinct()
                        .count()
                    == (long) each * members.length);
  }
}
