package io.skua.client.consumer.rebalance;

import io.skua.common.message.MessageQueue;
import java.util.ArrayList;
import java.util.List;

/**
 * Deals the queues out to the clients one by one, round and round, so that each client has queues
 * of many brokers. Safe for use from any thread.
 */
public class AllocateMessageQueueAveragelyByCircle extends AbstractAllocateMessageQueueStrategy {
  /** Creates the strategy. */
  public AllocateMessageQueueAveragelyByCircle() {}

  @Override
  public List<MessageQueue> allocate(
      String consumerGroup, String currentCID, List<MessageQueue> mqAll, List<String> cidAll) {
    List<MessageQueue> share = new ArrayList<>();
    if (check(consumerGroup, currentCID, mqAll, cidAll)) {
      for (int i = cidAll.indexOf(currentCID); i < mqAll.size(); i += cidAll.size()) {
        share.add(mqAll.get(i));
      }
    }
    return share;
  }

  @Override
  public String getName() {
    return "AVG_BY_CIRCLE";
  }
}
