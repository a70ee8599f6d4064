package io.skua.client.internal.consume.rebalance;

import io.skua.common.message.MessageQueue;
import java.util.Set;

/** Who hears, not on the loop, that queues have come or gone. */
public interface QueueChanges {
  /** The queues of a topic that are ours have changed. */
  void changed(String topic, Set<MessageQueue> all, Set<MessageQueue> ours);
}
