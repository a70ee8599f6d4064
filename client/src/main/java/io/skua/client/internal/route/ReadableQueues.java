package io.skua.client.internal.route;

import io.skua.common.message.MessageQueue;
import io.skua.wire.body.QueueRoute;
import io.skua.wire.body.TopicRoute;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The queues of a topic that can be read. */
public final class ReadableQueues {
  private static final int READ = 4;

  private ReadableQueues() {}

  /** Returns them, sorted as all members of a group sort them (protocol b 15, trap 24). */
  public static List<MessageQueue> of(String topic, TopicRoute route) {
    List<MessageQueue> queues = new ArrayList<>();
    for (QueueRoute broker : route.queues()) {
      for (int id = 0; (broker.perm() & READ) != 0 && id < broker.readQueueNums(); id++) {
        queues.add(new MessageQueue(topic, broker.brokerName(), id));
      }
    }
    Collections.sort(queues);
    return queues;
  }
}
