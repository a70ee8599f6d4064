package interop.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import interop.apache.ApachePopConsumer;
import interop.apache.MqAdmin;
import interop.harness.Body;
import interop.harness.Eventually;
import interop.harness.Operator;
import interop.harness.ServerUnderTest;
import interop.operator.Console;
import interop.reader.Connection;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.common.message.Message;
import io.skua.server.SkuaServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.rocketmq.common.message.MessageExt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Apache's push consumer, switched to pop by Apache's mqadmin, at our server. */
class RealPopIT {
  private static final String TOPIC = "popped";
  private static final String GROUP = "apache-poppers";
  private static final int QUEUES = 4;
  private static final int MESSAGES = 50;
  private static final int POLLING_INFO = 200055;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path directory;

  @Test
  void what_was_sent_is_popped_once_and_what_failed_comes_again() throws Exception {
    ServerUnderTest server = SkuaServers.started(SkuaServer.builder().port(0).inMemory().build());
    try (server) {
      String address = server.address();
      new Console(address, address).topic(TOPIC, QUEUES, QUEUES, Operator.READ_WRITE);
      assertThat(MqAdmin.run(directory, address, List.of(popMode(address))))
          .hasEntrySatisfying("setConsumeMode", said -> assertThat(said).contains("success"));
      send(address);
      try (ApachePopConsumer consumer =
          ApachePopConsumer.start(address, GROUP, TOPIC, Body.of("message 7"))) {
        Eventually.get(
            "all messages and one of them again",
            PATIENCE,
            () -> Optional.of(consumer).filter(each -> each.messages().size() > MESSAGES));
        assertPopping(address);
        check(consumer.messages());
      }
    }
  }

  private static List<String> popMode(String address) {
    return List.of("setConsumeMode", "-b", address, "-t", TOPIC, "-g", GROUP, "-m", "POP");
  }

  private static void send(String address) throws Exception {
    try (DefaultMQProducer producer = new DefaultMQProducer("producers")) {
      producer.setNamesrvAddr(address);
      producer.start();
      for (int i = 0; i < MESSAGES; i++) {
        producer.send(new Message(TOPIC, ("message " + i).getBytes(StandardCharsets.UTF_8)));
      }
    }
  }

  /** The consumer waits in a pop, and not in a pull. */
  private static void assertPopping(String address) throws Exception {
    try (Connection connection = Connection.open(address)) {
      Map<String, String> all = Map.of("consumerGroup", GROUP, "topic", TOPIC, "queueId", "-1");
      Eventually.get(
          "a waiting pop",
          PATIENCE,
          () ->
              Optional.of(connection.call(POLLING_INFO, all))
                  .filter(answer -> answer.number("pollingNum") == 1));
    }
  }

  private static void check(List<MessageExt> received) {
    Map<String, Integer> times = new HashMap<>();
    for (MessageExt message : received) {
      String body = new String(message.getBody(), StandardCharsets.UTF_8);
      assertThat(message.getTopic()).isEqualTo(TOPIC);
      assertThat(message.getReconsumeTimes()).isEqualTo(times.getOrDefault(body, 0));
      times.merge(body, 1, Integer::sum);
    }
    assertThat(times).hasSize(MESSAGES).containsEntry("message 7", 2);
    assertThat(received).hasSize(MESSAGES + 1);
  }
}
