package io.skua.client.consumer;

import io.skua.common.message.MessageQueue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shares the queues of a topic among the clients of a group. Every client computes its own share,
 * and nothing on the wire compares them: all must use the same strategy, which must depend on
 * nothing but its arguments. Called by one thread at a time per consumer.
 */
public interface AllocateMessageQueueStrategy {
  /**
   * Returns the queues that one client reads.
   *
   * @param consumerGroup the group
   * @param currentCID the id of the client that asks
   * @param mqAll all readable queues of a topic, sorted
   * @param cidAll the ids of all clients of the group, sorted; an id stands in it twice when its
   *     client has two connections
   * @return its share; null or empty for none
   * @throws RuntimeException when the strategy cannot decide; the client then keeps what it has and
   *     asks again soon
   */
  @Nullable List<MessageQueue> allocate(
      String consumerGroup, String currentCID, List<MessageQueue> mqAll, List<String> cidAll);

  /** Returns the name under which a broker knows the strategy (protocol B 3.3). */
  String getName();
}
