package io.skua.client.internal.consume.rebalance;

import io.skua.common.message.MessageQueue;
import java.util.List;

/** Shares queues out among the members of a group. All members must come to the same result. */
@FunctionalInterface
public interface Allocator {
  /**
   * Returns the queues of one member. Not on the loop: it may be the application's.
   *
   * @param all the queues of a topic, sorted
   * @param clientIds the members, sorted
   */
  List<MessageQueue> allocate(
      String group, String clientId, List<MessageQueue> all, List<String> clientIds);
}
