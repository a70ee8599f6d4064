package io.skua.client.consumer;

import io.skua.client.internal.consume.rebalance.QueueChanges;
import io.skua.common.message.MessageQueue;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells the application's listener that queues have come or gone. */
final class QueueNews implements QueueChanges {
  private final Supplier<@Nullable MessageQueueListener> current;

  QueueNews(Supplier<@Nullable MessageQueueListener> current) {
    this.current = current;
  }

  @Override
  public void changed(String topic, Set<MessageQueue> all, Set<MessageQueue> ours) {
    MessageQueueListener listener = current.get();
    if (listener != null) {
      listener.messageQueueChanged(topic, all, ours);
    }
  }
}
