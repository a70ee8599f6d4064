package io.skua.client.consumer;

import io.skua.common.message.MessageQueue;
import java.util.Set;

/** Hears that queues of a topic have come or gone. Must be thread-safe. */
public interface MessageQueueListener {
  /**
   * The share of this client has changed. Called on a callback thread, after the change.
   *
   * @param topic as the servers know it
   * @param mqAll all queues of the topic that can be read
   * @param mqDivided the queues that this client reads now
   */
  void messageQueueChanged(String topic, Set<MessageQueue> mqAll, Set<MessageQueue> mqDivided);
}
