package io.skua.client.consumer.rebalance;

import io.skua.client.consumer.AllocateMessageQueueStrategy;
import io.skua.common.message.MessageQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Shares the queues of each machine room among the clients in the same room, by another strategy. A
 * room without clients is shared among all clients. Thread-safe as far as what it was given is.
 */
public class AllocateMachineRoomNearby extends AbstractAllocateMessageQueueStrategy {
  private final AllocateMessageQueueStrategy allocateMessageQueueStrategy;
  private final MachineRoomResolver machineRoomResolver;

  /** Knows in which machine room something is. */
  public interface MachineRoomResolver {
    /** Returns the room of a queue's broker; null or empty is an error. */
    @Nullable String brokerDeployIn(MessageQueue messageQueue);

    /** Returns the room of a client; null or empty is an error. */
    @Nullable String consumerDeployIn(String clientID);
  }

  /**
   * Creates the strategy.
   *
   * @param allocateMessageQueueStrategy shares the queues of one room
   * @param machineRoomResolver knows the rooms
   */
  public AllocateMachineRoomNearby(
      AllocateMessageQueueStrategy allocateMessageQueueStrategy,
      MachineRoomResolver machineRoomResolver) {
    this.allocateMessageQueueStrategy =
        Objects.requireNonNull(
            allocateMessageQueueStrategy, "allocateMessageQueueStrategy is null");
    this.machineRoomResolver =
        Objects.requireNonNull(machineRoomResolver, "machineRoomResolver is null");
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException when a queue or a client has no room
   */
  @Override
  public List<MessageQueue> allocate(
      String consumerGroup, String currentCID, List<MessageQueue> mqAll, List<String> cidAll) {
    List<MessageQueue> share = new ArrayList<>();
    if (!check(consumerGroup, currentCID, mqAll, cidAll)) {
      return share;
    }
    Map<String, List<MessageQueue>> queues = new TreeMap<>();
    for (MessageQueue queue : mqAll) {
      add(queues, machineRoomResolver.brokerDeployIn(queue), "mq ", queue);
    }
    Map<String, List<String>> clients = new TreeMap<>();
    for (String client : cidAll) {
      add(clients, machineRoomResolver.consumerDeployIn(client), "consumer id ", client);
    }
    // In the order of old: first the client's own room, then those without clients by name.
    String own = Objects.requireNonNull(machineRoomResolver.consumerDeployIn(currentCID));
    List<MessageQueue> near = queues.remove(own);
    if (near != null) {
      addShare(share, consumerGroup, currentCID, near, clients.getOrDefault(own, List.of()));
    }
    queues.forEach(
        (room, orphans) -> {
          if (!clients.containsKey(room)) {
            addShare(share, consumerGroup, currentCID, orphans, cidAll);
          }
        });
    return share;
  }

  private static <T> void add(
      Map<String, List<T>> rooms, @Nullable String room, String what, T member) {
    if (room == null || room.isEmpty()) {
      throw new IllegalArgumentException("Machine room is null for " + what + member);
    }
    rooms.computeIfAbsent(room, name -> new ArrayList<>()).add(member);
  }

  private void addShare(
      List<MessageQueue> share,
      String group,
      String client,
      List<MessageQueue> queues,
      List<String> clients) {
    List<MessageQueue> more = allocateMessageQueueStrategy.allocate(group, client, queues, clients);
    if (more != null) {
      share.addAll(more);
    }
  }

  @Override
  public String getName() {
    return "MACHINE_ROOM_NEARBY-" + allocateMessageQueueStrategy.getName();
  }
}
