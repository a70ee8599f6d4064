package io.skua.interop.scenario;

import interop.harness.Content;
import interop.harness.Eventually;
import interop.harness.QueueBounds;
import interop.harness.Report;
import interop.harness.Scenario;
import interop.harness.Sent;
import interop.harness.Target;
import io.skua.client.MQAdmin;
import io.skua.client.exception.MQClientException;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.common.message.MessageQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The list of a topic's queues, and the bounds of each, as the client tells them. */
final class QueuesAndOffsets implements Scenario {
  private static final int COUNT = 30;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @Override
  public Report run(Target target) throws Exception {
    try (Session session = Session.open(target)) {
      List<Content> contents =
          IntStream.range(0, COUNT).mapToObj(i -> Content.text("counted " + i)).toList();
      List<Sent> sent = session.sendAll(contents);
      // The broker counts a message a moment after it has answered.
      List<QueueBounds> bounds =
          Eventually.get(
              COUNT + " messages within the bounds",
              PATIENCE,
              () ->
                  Optional.of(bounds(session.producer(), target.topic()))
                      .filter(all -> count(all) >= COUNT));
      return Report.of(sent).queues(bounds);
    }
  }

  private static long count(List<QueueBounds> all) {
    return all.stream().mapToLong(queue -> queue.max() - queue.min()).sum();
  }

  private static List<QueueBounds> bounds(DefaultMQProducer producer, String topic)
      throws MQClientException {
    MQAdmin admin = producer;
    List<QueueBounds> bounds = new ArrayList<>();
    for (MessageQueue queue : producer.fetchPublishMessageQueues(topic)) {
      bounds.add(
          new QueueBounds(
              queue.getBrokerName(),
              queue.getQueueId(),
              admin.minOffset(queue),
              admin.maxOffset(queue)));
    }
    return bounds;
  }
}
