package io.skua.client.impl.producer;

import io.skua.common.message.MessageQueue;
import java.util.List;

/** The queues of a topic that can be written. Immutable. */
public class TopicPublishInfo {
  private final List<MessageQueue> queues;

  /** Makes a copy of queues. */
  public TopicPublishInfo(List<MessageQueue> queues) {
    this.queues = List.copyOf(queues);
  }

  /** Says whether there are any. */
  public boolean ok() {
    return !queues.isEmpty();
  }

  /** Returns them; unmodifiable. */
  public List<MessageQueue> getMessageQueueList() {
    return queues;
  }
}
