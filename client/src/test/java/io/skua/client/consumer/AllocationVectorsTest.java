package io.skua.client.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.consumer.rebalance.AllocateMachineRoomNearby;
import io.skua.client.consumer.rebalance.AllocateMessageQueueAveragely;
import io.skua.client.consumer.rebalance.AllocateMessageQueueAveragelyByCircle;
import io.skua.client.consumer.rebalance.AllocateMessageQueueByMachineRoom;
import io.skua.client.consumer.rebalance.AllocateMessageQueueConsistentHash;
import io.skua.common.message.MessageQueue;
import io.skua.wire.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Apache's classes computed; interop compares many more with the classes themselves. */
class AllocationVectorsTest {
  private static final List<String> CLIENTS = List.of("10.0.0.1@1", "10.0.0.2@2", "10.0.0.3@3");
  private static final List<MessageQueue> QUEUES =
      Stream.of("broker-a", "broker-b")
          .flatMap(broker -> IntStream.range(0, 4).mapToObj(i -> new MessageQueue("T", broker, i)))
          .toList();
  private static final Map<String, AllocateMessageQueueStrategy> STRATEGIES =
      Stream.of(
              new AllocateMessageQueueAveragely(),
              new AllocateMessageQueueAveragelyByCircle(),
              new AllocateMessageQueueConsistentHash())
          .collect(
              HashMap::new,
              (map, strategy) -> map.put(strategy.getName(), strategy),
              HashMap::putAll);

  record Vector(String strategy, String client, List<String> queues) {}

  static List<Vector> vectors() throws IOException {
    List<Vector> vectors = new ArrayList<>();
    try (InputStream file =
        AllocationVectorsTest.class.getResourceAsStream("allocation-vectors.json")) {
      JsonReader in = new JsonReader(Objects.requireNonNull(file).readAllBytes());
      in.object();
      while (in.member()) {
        if (in.name().equals("vectors")) {
          in.array();
          while (in.element()) {
            vectors.add(vector(in));
          }
        } else {
          in.skip();
        }
      }
    }
    assertThat(vectors).hasSize(9);
    return vectors;
  }

  private static Vector vector(JsonReader in) {
    String strategy = "";
    String client = "";
    List<String> queues = new ArrayList<>();
    in.object();
    while (in.member()) {
      switch (in.name()) {
        case "strategy" -> strategy = in.textOrEmpty();
        case "clientId" -> client = in.textOrEmpty();
        default -> {
          in.array();
          while (in.element()) {
            queues.add(in.textOrEmpty());
          }
        }
      }
    }
    return new Vector(strategy, client, queues);
  }

  @MethodSource("vectors")
  @ParameterizedTest
  void each_client_gets_the_known_queues(Vector vector) {
    AllocateMessageQueueStrategy strategy = STRATEGIES.get(vector.strategy());
    assertThat(strategy.allocate("G", vector.client(), QUEUES, CLIENTS))
        .extracting(queue -> queue.getBrokerName() + ":" + queue.getQueueId())
        .isEqualTo(vector.queues());
  }

  @Test
  void arguments_that_cannot_be_are_refused() {
    AllocateMessageQueueStrategy strategy = new AllocateMessageQueueAveragely();
    assertThatThrownBy(() -> strategy.allocate("G", "", QUEUES, CLIENTS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("currentCID is empty");
    assertThatThrownBy(() -> strategy.allocate("G", "c", List.of(), CLIENTS))
        .hasMessage("mqAll is null or mqAll empty");
    assertThatThrownBy(() -> strategy.allocate("G", "c", QUEUES, List.of()))
        .hasMessage("cidAll is null or cidAll empty");
    assertThatThrownBy(() -> new AllocateMessageQueueConsistentHash(-1))
        .hasMessage("illegal virtualNodeCnt :-1");
    assertThatThrownBy(
            () ->
                new AllocateMessageQueueByMachineRoom()
                    .allocate("G", CLIENTS.get(0), QUEUES, CLIENTS))
        .hasMessageContaining("setConsumeridcs");
  }

  @Test
  void a_queue_without_a_room_is_an_error() {
    AllocateMachineRoomNearby nearby =
        new AllocateMachineRoomNearby(
            new AllocateMessageQueueAveragely(),
            new AllocateMachineRoomNearby.MachineRoomResolver() {
              @Override
              public String brokerDeployIn(MessageQueue queue) {
                return "";
              }

              @Override
              public String consumerDeployIn(String client) {
                return "r1";
              }
            });
    assertThat(nearby.getName()).isEqualTo("MACHINE_ROOM_NEARBY-AVG");
    assertThatThrownBy(() -> nearby.allocate("G", CLIENTS.get(0), QUEUES, CLIENTS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Machine room is null for mq MessageQueue [topic=T, brokerName=broker-a, queueId=0]");
  }
}
