package io.skua.client.consumer;

import io.skua.client.internal.consume.rebalance.QueueChanges;
import io.skua.common.message.MessageQueue;
import java.util.Set;

/** Tells the application's listener that queues have come or gone. */
final class QueueNews implements QueueChanges {
  private final DefaultMQPushConsumer consumer;

  QueueNews(DefaultMQPushConsumer consumer) {
    this.consumer = consumer;
  }

  @Override
  public void changed(String topic, Set<MessageQueue> all, Set<MessageQueue> ours) {
    MessageQueueListener listener = consumer.getMessageQueueListener();
    if (listener != null) {
      listener.messageQueueChanged(topic, all, ours);
    }
  }
}
