package io.skua.client.consumer.rebalance;

import io.skua.common.message.MessageQueue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives the client exactly the queues that were set, whoever else is in the group. Whoever uses it
 * must see to it that no two clients have the same queue. Safe for use from any thread.
 */
public class AllocateMessageQueueByConfig extends AbstractAllocateMessageQueueStrategy {
  private volatile @Nullable List<MessageQueue> messageQueueList;

  /** Creates the strategy without queues. */
  public AllocateMessageQueueByConfig() {}

  /** Returns the list that was set, without a look at the arguments. */
  @Override
  public @Nullable List<MessageQueue> allocate(
      String consumerGroup, String currentCID, List<MessageQueue> mqAll, List<String> cidAll) {
    return messageQueueList;
  }

  @Override
  public String getName() {
    return "CONFIG";
  }

  /** Returns the queues, or null if none have been set. */
  public @Nullable List<MessageQueue> getMessageQueueList() {
    return messageQueueList;
  }

  /** Sets the queues; the list is not copied. */
  public void setMessageQueueList(@Nullable List<MessageQueue> messageQueueList) {
    this.messageQueueList = messageQueueList;
  }
}
