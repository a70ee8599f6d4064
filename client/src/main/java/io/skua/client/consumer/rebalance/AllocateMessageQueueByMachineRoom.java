package io.skua.client.consumer.rebalance;

import io.skua.common.message.MessageQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shares the queues of chosen machine rooms only, about evenly. A broker tells its room by its
 * name, {@code room@name}; queues of other brokers are read by nobody. Safe for use from any
 * thread.
 */
public class AllocateMessageQueueByMachineRoom extends AbstractAllocateMessageQueueStrategy {
  private volatile @Nullable Set<String> consumeridcs;

  /** Creates the strategy without rooms. */
  public AllocateMessageQueueByMachineRoom() {}

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException when no rooms have been set
   */
  @Override
  public List<MessageQueue> allocate(
      String consumerGroup, String currentCID, List<MessageQueue> mqAll, List<String> cidAll) {
    List<MessageQueue> share = new ArrayList<>();
    if (!check(consumerGroup, currentCID, mqAll, cidAll)) {
      return share;
    }
    List<MessageQueue> eligible = inRooms(mqAll);
    int index = cidAll.indexOf(currentCID);
    int each = eligible.size() / cidAll.size();
    share.addAll(eligible.subList(index * each, (index + 1) * each));
    // What is left over goes to the first clients, one each.
    int rest = each * cidAll.size() + index;
    if (rest < eligible.size()) {
      share.add(eligible.get(rest));
    }
    return share;
  }

  private List<MessageQueue> inRooms(List<MessageQueue> queues) {
    Set<String> rooms = consumeridcs;
    if (rooms == null) {
      throw new IllegalStateException(
          "no machine rooms are set; call setConsumeridcs before the consumer starts");
    }
    List<MessageQueue> eligible = new ArrayList<>();
    for (MessageQueue queue : queues) {
      String[] parts = queue.getBrokerName().split("@", 0);
      if (parts.length == 2 && rooms.contains(parts[0])) {
        eligible.add(queue);
      }
    }
    return eligible;
  }

  @Override
  public String getName() {
    return "MACHINE_ROOM";
  }

  /** Returns the machine rooms, or null if none have been set. */
  public @Nullable Set<String> getConsumeridcs() {
    return consumeridcs;
  }

  /** Sets the machine rooms; the set is not copied. */
  public void setConsumeridcs(@Nullable Set<String> consumeridcs) {
    this.consumeridcs = consumeridcs;
  }
}
