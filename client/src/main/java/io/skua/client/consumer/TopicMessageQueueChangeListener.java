package io.skua.client.consumer;

import io.skua.common.message.MessageQueue;
import java.util.Set;

/** Hears that a topic has other queues than before. Must be thread-safe. */
public interface TopicMessageQueueChangeListener {
  /**
   * The queues of a topic have changed. Called on a callback thread.
   *
   * @param topic as the servers know it
   * @param messageQueues all queues that can be read now, as the application knows them
   */
  void onChanged(String topic, Set<MessageQueue> messageQueues);
}
