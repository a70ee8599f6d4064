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
import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.skua.client.consumer.listener.MessageListenerConcurrently;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.common.consumer.ConsumeFromWhere;
import io.skua.common.message.Message;
import io.skua.server.SkuaServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.rocketmq.common.message.MessageExt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Push consumers, switched to pop by Apache's mqadmin: Apache's at our server, ours at Apache's.
 */
class RealPopIT {
  private static final String TOPIC = "popped";
  private static final String GROUP = "apache-poppers";
  private static final int QUEUES = 4;
  private static final int MESSAGES = 50;
  private static final int POLLING_INFO = 200055;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path directory;

  @Test
  void what_was_sent_is_popped_once_and_what_failed_comes_again() throws Exception {
    ServerUnderTest server = SkuaServers.started(SkuaServer.builder().port(0).inMemory().build());
    try (server) {
      String address = server.address();
      new Console(address, address).topic(TOPIC, QUEUES, QUEUES, Operator.READ_WRITE);
      setMode(address, address, "POP");
      send(address, 0);
      try (ApachePopConsumer consumer =
          ApachePopConsumer.start(address, GROUP, TOPIC, Body.of("message 7"))) {
        Eventually.get(
            "all messages and one of them again",
            PATIENCE,
            () -> Optional.of(consumer).filter(each -> each.messages().size() > MESSAGES));
        assertPopping(address);
        check(consumer.messages().stream().map(RealPopIT::received).toList());
      }
    }
  }

  /** What matters here of a message, whoever's it is. */
  private record Received(String topic, String body, int reconsumeTimes) {}

  private static Received received(MessageExt message) {
    return new Received(
        message.getTopic(),
        new String(message.getBody(), StandardCharsets.UTF_8),
        message.getReconsumeTimes());
  }

  private static Received received(io.skua.common.message.MessageExt message) {
    return new Received(
        message.getTopic(),
        new String(message.getBody(), StandardCharsets.UTF_8),
        message.getReconsumeTimes());
  }

  /**
   * What failed comes after 10 s, and by then all that is not confirmed would have come as well. A
   * change to pull is found out by asking, and goes on where the pops have ended.
   */
  @Test
  void our_consumer_pops_from_apaches_broker_and_then_pulls() throws Exception {
    try (Cluster cluster =
        Cluster.start(new Cell.Servers(Kind.APACHE, Kind.APACHE), directory.resolve("cluster"))) {
      String names = cluster.nameServer().address();
      String broker = cluster.broker().address();
      new Console(names, broker).topic(TOPIC, QUEUES, QUEUES, Operator.READ_WRITE);
      setMode(names, broker, "POP");
      send(names, 0);
      Queue<Received> received = new ConcurrentLinkedQueue<>();
      try (DefaultMQPushConsumer consumer = consumer(names, received)) {
        consumer.start();
        await(received, MESSAGES + 1);
        assertPopping(broker);
        check(List.copyOf(received));
        received.clear();
        setMode(names, broker, "PULL");
        Eventually.get(
            "a pull", PATIENCE, () -> Optional.of(queues(consumer)).filter(many -> many == QUEUES));
        send(names, MESSAGES);
        await(received, MESSAGES);
        assertThat(received).doesNotHaveDuplicates().hasSize(MESSAGES);
      }
    }
  }

  private void setMode(String names, String broker, String mode) throws Exception {
    List<String> command =
        List.of("setConsumeMode", "-b", broker, "-t", TOPIC, "-g", GROUP, "-m", mode);
    assertThat(MqAdmin.run(directory, names, List.of(command)))
        .hasEntrySatisfying(command.get(0), said -> assertThat(said).contains("success"));
  }

  private static DefaultMQPushConsumer consumer(String names, Queue<Received> received)
      throws Exception {
    DefaultMQPushConsumer consumer = new DefaultMQPushConsumer(GROUP);
    consumer.setNamesrvAddr(names);
    consumer.setMqClientApiTimeout(Eventually.CALL_MILLIS);
    consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
    consumer.setClientRebalance(false);
    consumer.setPopInvisibleTime(5000);
    consumer.subscribe(TOPIC, "*");
    Set<String> failed = ConcurrentHashMap.newKeySet();
    consumer.registerMessageListener(
        (MessageListenerConcurrently)
            (messages, context) -> {
              Received one = received(messages.get(0));
              received.add(one);
              return one.body().equals("message 7") && failed.add(one.body())
                  ? ConsumeConcurrentlyStatus.RECONSUME_LATER
                  : ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
            });
    return consumer;
  }

  private static void await(Queue<Received> received, int count) {
    Eventually.get(
        count + " messages",
        PATIENCE,
        () -> Optional.of(received).filter(some -> some.size() >= count));
  }

  private static long queues(DefaultMQPushConsumer consumer) throws Exception {
    return consumer.health().stream()
        .filter(health -> health.queue().getTopic().equals(TOPIC))
        .filter(health -> health.queue().getQueueId() >= 0)
        .count();
  }

  private static void send(String address, int first) throws Exception {
    try (DefaultMQProducer producer = new DefaultMQProducer("producers")) {
      producer.setNamesrvAddr(address);
      producer.setMqClientApiTimeout(Eventually.CALL_MILLIS);
      producer.setSendMsgTimeout(Eventually.CALL_MILLIS);
      producer.start();
      for (int i = first; i < first + MESSAGES; i++) {
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

  private static void check(List<Received> received) {
    Map<String, Integer> times = new HashMap<>();
    for (Received message : received) {
      assertThat(message.topic()).isEqualTo(TOPIC);
      assertThat(message.reconsumeTimes()).isEqualTo(times.getOrDefault(message.body(), 0));
      times.merge(message.body(), 1, Integer::sum);
    }
    assertThat(times).hasSize(MESSAGES).containsEntry("message 7", 2);
    assertThat(received).hasSize(MESSAGES + 1);
  }
}
