package io.skua.interop.scenario.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.consumer.AllocateMessageQueueStrategy;
import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.rebalance.AllocateMachineRoomNearby;
import io.skua.client.consumer.rebalance.AllocateMessageQueueAveragely;
import io.skua.client.consumer.rebalance.AllocateMessageQueueAveragelyByCircle;
import io.skua.client.consumer.rebalance.AllocateMessageQueueByConfig;
import io.skua.client.consumer.rebalance.AllocateMessageQueueByMachineRoom;
import io.skua.client.consumer.rebalance.AllocateMessageQueueConsistentHash;
import io.skua.common.message.MessageQueue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Two members that share four queues by each of the strategies (protocol B 3.3). */
final class Strategies {
  private static final int QUEUES = 4;
  private static final Set<Integer> ALL = Set.of(0, 1, 2, 3);

  private Strategies() {}

  static List<Case> cases() {
    return List.of(
        shared(
            "averagely",
            member -> new AllocateMessageQueueAveragely(),
            List.of(Set.of(0, 1), Set.of(2, 3))),
        shared(
            "by-circle",
            member -> new AllocateMessageQueueAveragelyByCircle(),
            List.of(Set.of(0, 2), Set.of(1, 3))),
        shared("by-machine-room", member -> new InOneRoom(), List.of(Set.of(0, 1), Set.of(2, 3))),
        shared(
            "machine-room-nearby",
            member ->
                new AllocateMachineRoomNearby(new AllocateMessageQueueAveragely(), new Near()),
            List.of(ALL, Set.of())),
        Case.of("strategy-by-config", Strategies::byConfig),
        Case.of("strategy-consistent-hash", Strategies::consistentHash),
        Case.of("strategy-that-throws-at-first", Strategies::throwing),
        Case.of("strategy-of-the-application", Strategies::own));
  }

  /** The room strategy knows the room by a broker's name, of which the cluster's has none. */
  private static final class InOneRoom implements AllocateMessageQueueStrategy {
    private final AllocateMessageQueueByMachineRoom strategy =
        new AllocateMessageQueueByMachineRoom();

    InOneRoom() {
      strategy.setConsumeridcs(Set.of("room"));
    }

    @Override
    public List<MessageQueue> allocate(
        String group, String id, List<MessageQueue> queues, List<String> ids) {
      List<MessageQueue> renamed = new ArrayList<>();
      for (MessageQueue queue : queues) {
        renamed.add(
            new MessageQueue(
                queue.getTopic(), "room@" + queue.getBrokerName(), queue.getQueueId()));
      }
      List<MessageQueue> ours = strategy.allocate(group, id, renamed, ids);
      List<MessageQueue> named = new ArrayList<>();
      for (MessageQueue queue : ours == null ? List.<MessageQueue>of() : ours) {
        named.add(queues.get(renamed.indexOf(queue)));
      }
      return named;
    }

    @Override
    public String getName() {
      return strategy.getName();
    }
  }

  /** The first member is where the broker is. */
  private static final class Near implements AllocateMachineRoomNearby.MachineRoomResolver {
    @Override
    public String brokerDeployIn(MessageQueue queue) {
      return "near";
    }

    @Override
    public String consumerDeployIn(String clientId) {
      return clientId.contains("member-0") ? "near" : "far";
    }
  }

  private static DefaultMQPushConsumer member(
      Stage stage, int number, AllocateMessageQueueStrategy strategy) {
    DefaultMQPushConsumer consumer = stage.consumer();
    // Sorted by their ids; the rest keeps them apart from those of other scenarios.
    consumer.setInstanceName("member-" + number + "-" + consumer.getInstanceName());
    consumer.setAllocateMessageQueueStrategy(strategy);
    return consumer;
  }

  /** What each of two members has to have. */
  @FunctionalInterface
  private interface Expected {
    /** By the members' client ids. */
    List<Set<Integer>> of(List<String> ids);
  }

  private static void run(
      Stage stage, IntFunction<AllocateMessageQueueStrategy> strategies, Expected expected)
      throws Exception {
    stage.createTopic(QUEUES);
    DefaultMQPushConsumer one = member(stage, 0, strategies.apply(0));
    DefaultMQPushConsumer two = member(stage, 1, strategies.apply(1));
    List<Shares> told = List.of(Shares.of(one), Shares.of(two));
    List<Inbox> inboxes = List.of(stage.consumeAll(one), stage.consumeAll(two));
    stage.awaitMembers(2);
    List<Set<Integer>> shares =
        expected.of(stage.operator().members(stage.group()).stream().sorted().toList());
    Stage.await(
        "shares " + shares,
        () -> shares.equals(told.stream().map(each -> each.of(stage.topic())).toList()));
    for (int member = 0; member < 2; member++) {
      Inbox inbox = inboxes.get(member);
      for (int queue : shares.get(member)) {
        stage.sendTo(queue, "to " + queue);
        inbox.await("to " + queue);
      }
    }
  }

  private static Case shared(
      String name, IntFunction<AllocateMessageQueueStrategy> strategy, List<Set<Integer>> shares) {
    return Case.of("strategy-" + name, stage -> run(stage, strategy, ids -> shares));
  }

  /** The retry topic's share is that list as well, so that what members are told tells little. */
  private static void byConfig(Stage stage) throws Exception {
    stage.createTopic(QUEUES);
    List<MessageQueue> queues = stage.sender().fetchPublishMessageQueues(stage.topic());
    List<Inbox> inboxes = new ArrayList<>();
    for (int member = 0; member < 2; member++) {
      AllocateMessageQueueByConfig strategy = new AllocateMessageQueueByConfig();
      int ours = 3 * member;
      strategy.setMessageQueueList(
          queues.stream().filter(queue -> queue.getQueueId() == ours).toList());
      inboxes.add(stage.consumeAll(member(stage, member, strategy)));
    }
    stage.sendTo(0, "to the first");
    stage.sendTo(3, "to the second");
    inboxes.get(0).awaitExactly("to the first");
    inboxes.get(1).awaitExactly("to the second");
  }

  /** Which of them gets which queue is a matter of their ids. */
  private static void consistentHash(Stage stage) throws Exception {
    stage.createTopic(QUEUES);
    List<MessageQueue> queues = stage.sender().fetchPublishMessageQueues(stage.topic());
    AllocateMessageQueueStrategy strategy = new AllocateMessageQueueConsistentHash();
    run(
        stage,
        member -> new AllocateMessageQueueConsistentHash(),
        ids ->
            ids.stream()
                .map(id -> strategy.allocate(stage.group(), id, queues, ids))
                .map(
                    ours -> ours.stream().map(MessageQueue::getQueueId).collect(Collectors.toSet()))
                .toList());
  }

  /** A strategy that is called by nobody but the test's client. */
  private abstract static class Own implements AllocateMessageQueueStrategy {
    @Override
    public String getName() {
      return "OWN";
    }
  }

  private static void throwing(Stage stage) throws Exception {
    stage.createTopic(1);
    stage.send("m");
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.setAllocateMessageQueueStrategy(
        new Own() {
          private final AtomicInteger calls = new AtomicInteger();

          @Override
          public List<MessageQueue> allocate(
              String group, String id, List<MessageQueue> queues, List<String> ids) {
            if (calls.incrementAndGet() < 3) {
              throw new IllegalStateException("as the scenario wants it");
            }
            return queues;
          }
        });
    stage.consumeAll(consumer).awaitExactly("m");
  }

  private static void own(Stage stage) throws Exception {
    stage.createTopic(QUEUES);
    DefaultMQPushConsumer consumer = stage.consumer();
    List<Set<Integer>> asked = new CopyOnWriteArrayList<>();
    consumer.setAllocateMessageQueueStrategy(
        new Own() {
          @Override
          public List<MessageQueue> allocate(
              String group, String id, List<MessageQueue> queues, List<String> ids) {
            assertThat(group).isEqualTo(stage.group());
            assertThat(ids).contains(id);
            if (queues.get(0).getTopic().equals(stage.topic())) {
              asked.add(new HashSet<>(queues.stream().map(MessageQueue::getQueueId).toList()));
              return queues.stream().filter(queue -> queue.getQueueId() == 2).toList();
            }
            return queues;
          }
        });
    Shares shares = Shares.of(consumer);
    Inbox inbox = stage.consumeAll(consumer);
    Stage.await("the queue", () -> shares.of(stage.topic()).equals(Set.of(2)));
    stage.sendTo(1, "to nobody");
    stage.sendTo(2, "to it");
    inbox.awaitExactly("to it");
    assertThat(asked).allMatch(ALL::equals);
  }
}
