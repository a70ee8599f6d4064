package interop.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.consumer.AllocateMessageQueueStrategy;
import io.skua.client.consumer.rebalance.AllocateMachineRoomNearby;
import io.skua.client.consumer.rebalance.AllocateMessageQueueAveragely;
import io.skua.client.consumer.rebalance.AllocateMessageQueueAveragelyByCircle;
import io.skua.client.consumer.rebalance.AllocateMessageQueueByConfig;
import io.skua.client.consumer.rebalance.AllocateMessageQueueByMachineRoom;
import io.skua.client.consumer.rebalance.AllocateMessageQueueConsistentHash;
import io.skua.common.message.MessageQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Our sharing of queues against Apache's: in a mixed group a difference loses queues. */
class AllocationTest {
  private static final int ROUNDS = 3000;
  private static final Set<String> ROOMS = Set.of("r1", "r2");

  private final Random random = new Random(23);

  private record Group(List<MessageQueue> queues, List<String> clients) {
    List<org.apache.rocketmq.common.message.MessageQueue> theirs() {
      return queues.stream()
          .map(
              queue ->
                  new org.apache.rocketmq.common.message.MessageQueue(
                      queue.getTopic(), queue.getBrokerName(), queue.getQueueId()))
          .toList();
    }
  }

  private Group group(String... rooms) {
    TreeSet<MessageQueue> queues = new TreeSet<>();
    int brokers = 1 + random.nextInt(4);
    for (int broker = 0; broker < brokers; broker++) {
      int count = 1 + random.nextInt(random.nextInt(10) == 0 ? 300 : 12);
      for (int i = 0; i < count; i++) {
        queues.add(new MessageQueue("Tópico", rooms[random.nextInt(rooms.length)] + broker, i));
      }
    }
    List<String> clients = new ArrayList<>();
    int count = 1 + random.nextInt(random.nextInt(10) == 0 ? 60 : 9);
    for (int i = 0; i < count; i++) {
      clients.add("r" + random.nextInt(4) + "-10.0.0." + i + "@" + random.nextInt());
    }
    if (random.nextInt(4) == 0) {
      clients.add(clients.get(0)); // A client with two connections.
    }
    clients.sort(null);
    return new Group(List.copyOf(queues), clients);
  }

  private void compare(
      AllocateMessageQueueStrategy ours,
      org.apache.rocketmq.client.consumer.AllocateMessageQueueStrategy theirs,
      Group group) {
    assertThat(ours.getName()).isEqualTo(theirs.getName());
    List<String> asking = new ArrayList<>(new TreeSet<>(group.clients()));
    asking.add("stranger");
    for (String client : asking) {
      assertThat(ours.allocate("G", client, group.queues(), group.clients()))
          .as("%s of %s", client, group)
          .extracting(MessageQueue::toString)
          .isEqualTo(
              theirs.allocate("G", client, group.theirs(), group.clients()).stream()
                  .map(Object::toString)
                  .toList());
    }
  }

  @Test
  void averagely() {
    for (int i = 0; i < ROUNDS; i++) {
      compare(
          new AllocateMessageQueueAveragely(),
          new org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueAveragely(),
          group("broker-"));
    }
  }

  @Test
  void by_circle() {
    for (int i = 0; i < ROUNDS; i++) {
      compare(
          new AllocateMessageQueueAveragelyByCircle(),
          new org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueAveragelyByCircle(),
          group("broker-"));
    }
  }

  @Test
  void by_machine_room() {
    AllocateMessageQueueByMachineRoom ours = new AllocateMessageQueueByMachineRoom();
    org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueByMachineRoom theirs =
        new org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueByMachineRoom();
    ours.setConsumeridcs(ROOMS);
    theirs.setConsumeridcs(ROOMS);
    for (int i = 0; i < ROUNDS; i++) {
      compare(ours, theirs, group("r1@", "r2@", "r3@", "r1", "r1@b@", "@r1", "r2@@"));
    }
  }

  @Test
  void consistent_hash() {
    for (int i = 0; i < ROUNDS / 10; i++) {
      int places = random.nextInt(12);
      compare(
          new AllocateMessageQueueConsistentHash(places),
          new org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueConsistentHash(
              places),
          group("broker-"));
    }
    compare(
        new AllocateMessageQueueConsistentHash(),
        new org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueConsistentHash(),
        group("broker-"));
  }

  @Test
  void consistent_hash_with_a_function_of_the_user() {
    for (int i = 0; i < ROUNDS / 10; i++) {
      int modulus = 1 + random.nextInt(1000); // Many places fall together.
      compare(
          new AllocateMessageQueueConsistentHash(10, key -> key.hashCode() % modulus),
          new org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueConsistentHash(
              10, key -> key.hashCode() % modulus),
          group("broker-"));
    }
  }

  @Test
  void nearby() {
    for (int i = 0; i < ROUNDS; i++) {
      compare(
          new AllocateMachineRoomNearby(new AllocateMessageQueueAveragely(), new OurRooms()),
          new org.apache.rocketmq.client.consumer.rebalance.AllocateMachineRoomNearby(
              new org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueAveragely(),
              new TheirRooms()),
          group("r0-", "r1-", "r2-", "r3-"));
    }
  }

  private static final class OurRooms implements AllocateMachineRoomNearby.MachineRoomResolver {
    @Override
    public String brokerDeployIn(MessageQueue queue) {
      return queue.getBrokerName().substring(0, 2);
    }

    @Override
    public String consumerDeployIn(String client) {
      return client.substring(0, 2);
    }
  }

  private static final class TheirRooms
      implements org.apache.rocketmq.client.consumer.rebalance.AllocateMachineRoomNearby
          .MachineRoomResolver {
    @Override
    public String brokerDeployIn(org.apache.rocketmq.common.message.MessageQueue queue) {
      return queue.getBrokerName().substring(0, 2);
    }

    @Override
    public String consumerDeployIn(String client) {
      return client.substring(0, 2);
    }
  }

  @Test
  void by_config() {
    AllocateMessageQueueByConfig ours = new AllocateMessageQueueByConfig();
    org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueByConfig theirs =
        new org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueByConfig();
    Group group = group("broker-");
    ours.setMessageQueueList(group.queues());
    theirs.setMessageQueueList(group.theirs());
    compare(ours, theirs, group);
  }
}
