package io.skua.client.consumer.rebalance;

import io.skua.common.message.MessageQueue;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives each client one run of neighbouring queues; the runs differ in length by one at most, and
 * the first clients have the longer ones. With more clients than queues the last clients get none.
 * The usual strategy. Safe for use from any thread.
 */
public class AllocateMessageQueueAveragely extends AbstractAllocateMessageQueueStrategy {
  /** Creates the strategy. */
  public AllocateMessageQueueAveragely() {}

  @Override
  public List<MessageQueue> allocate(
      String consumerGroup, String currentCID, List<MessageQueue> mqAll, List<String> cidAll) {
    if (!check(consumerGroup, currentCID, mqAll, cidAll)) {
      return new ArrayList<>();
    }
    int index = cidAll.indexOf(currentCID);
    int least = mqAll.size() / cidAll.size();
    int longer = mqAll.size() % cidAll.size(); // so many clients have one queue more
    int from = index * least + Math.min(index, longer);
    int size = index < longer ? least + 1 : least;
    return new ArrayList<>(mqAll.subList(from, from + size));
  }

  @Override
  public String getName() {
    return "AVG";
  }
}
