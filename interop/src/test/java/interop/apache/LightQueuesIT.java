package interop.apache;

import static org.assertj.core.api.Assertions.assertThat;

import interop.harness.Eventually;
import interop.harness.Operator;
import interop.operator.Console;
import io.skua.client.consumer.DefaultMQPullConsumer;
import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.PullResult;
import io.skua.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.skua.client.consumer.listener.MessageListenerConcurrently;
import io.skua.client.impl.factory.MQClientInstance;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.common.MixAll;
import io.skua.common.consumer.ConsumeFromWhere;
import io.skua.common.message.Message;
import io.skua.common.message.MessageConst;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import io.skua.remoting.protocol.route.BrokerData;
import io.skua.remoting.protocol.route.TopicRouteData;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Light message queues of Apache's broker, consumed by our client as Apache's examples do it: with
 * a route and queues put in by hand.
 */
@SuppressWarnings("deprecation")
class LightQueuesIT {
  private static final String PARENT = "TopicLMQParent";
  private static final String PULLED = MixAll.LMQ_PREFIX + "123";
  private static final String POPPED = MixAll.LMQ_PREFIX + "456";
  private static final String BROKER = "broker-a";
  private static final int QUEUES = 4;
  private static final int MESSAGES = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path directory;

  @Test
  void they_are_pushed_pulled_and_popped() throws Exception {
    try (ApacheNameServer names = ApacheNameServer.start(directory.resolve("names"));
        ApacheBroker broker =
            ApacheBroker.start(
                directory.resolve("broker"),
                BrokerSettings.of(BROKER, names.address(), directory.resolve("store"))
                    .withTimers()
                    .with("enableLmq", "true")
                    .with("enableMultiDispatch", "true"))) {
      new Console(names.address(), broker.address())
          .topic(PARENT, QUEUES, QUEUES, Operator.READ_WRITE);
      send(names.address(), 0);
      pushed(names.address());
      pulled(names.address(), directory);
      popped(names.address(), broker.address());
    }
  }

  private static void send(String names, int first) throws Exception {
    try (DefaultMQProducer producer = new DefaultMQProducer("senders")) {
      producer.setNamesrvAddr(names);
      producer.setMqClientApiTimeout(Eventually.CALL_MILLIS);
      producer.setSendMsgTimeout(Eventually.CALL_MILLIS);
      producer.start();
      for (int i = first; i < first + MESSAGES; i++) {
        Message message = new Message(PARENT, body(i).getBytes(StandardCharsets.UTF_8));
        message.putUserProperty(
            MessageConst.PROPERTY_INNER_MULTI_DISPATCH,
            String.join(MixAll.LMQ_DISPATCH_SEPARATOR, PULLED, POPPED));
        producer.send(message);
      }
    }
  }

  private static String body(int number) {
    return "message " + number;
  }

  private static String body(MessageExt message) {
    return new String(message.getBody(), StandardCharsets.UTF_8);
  }

  private static List<String> bodies(int first) {
    return IntStream.range(first, first + MESSAGES).mapToObj(LightQueuesIT::body).toList();
  }

  /** What is stored for four queues has one order here, and is committed in it. */
  private static void pushed(String names) throws Exception {
    Queue<MessageExt> received = new ConcurrentLinkedQueue<>();
    try (DefaultMQPushConsumer consumer = consumer("pushed", names, PULLED, received)) {
      start(consumer, PULLED);
      await(received, MESSAGES);
      assertThat(received)
          .extracting(LightQueuesIT::body)
          .containsExactlyInAnyOrderElementsOf(bodies(0));
      assertThat(received)
          .extracting(MessageExt::getQueueOffset)
          .containsExactlyInAnyOrderElementsOf(LongStream.range(0, MESSAGES).boxed().toList());
      assertThat(received).extracting(MessageExt::getQueueId).containsOnly(0);
    }
    received.clear();
    send(names, MESSAGES);
    try (DefaultMQPushConsumer consumer = consumer("pushed", names, PULLED, received)) {
      start(consumer, PULLED);
      await(received, MESSAGES);
      assertThat(received)
          .extracting(LightQueuesIT::body)
          .containsExactlyInAnyOrderElementsOf(bodies(MESSAGES));
    }
  }

  private static void pulled(String names, Path directory) throws Exception {
    try (DefaultMQPullConsumer consumer = new DefaultMQPullConsumer("pulled")) {
      consumer.setNamesrvAddr(names);
      consumer.setMqClientApiTimeout(Eventually.CALL_MILLIS);
      consumer.setRegisterTopics(Set.of(PARENT));
      consumer.start();
      MQClientInstance inside =
          consumer.getDefaultMQPullConsumerImpl().getRebalanceImpl().getmQClientFactory();
      assertThat(inside.updateTopicRouteInfoFromNameServer(PARENT)).isTrue();
      MessageQueue queue = new MessageQueue(PULLED, BROKER, MixAll.LMQ_QUEUE_ID);
      assertThat(consumer.maxOffset(queue)).isEqualTo(2 * MESSAGES);
      PullResult result =
          consumer.pullBlockIfNotFound(queue, "*", consumer.minOffset(queue), MESSAGES);
      assertThat(result.getMsgFoundList())
          .extracting(LightQueuesIT::body)
          .containsExactlyElementsOf(bodies(0));
      assertThat(result.getNextBeginOffset()).isEqualTo(MESSAGES);
      inside.getConsumerStatsManager().incPullTPS("pulled", PULLED, MESSAGES);
      List<String> command =
          List.of("consumerStatus", "-g", "pulled", "-i", consumer.buildMQClientId());
      assertThat(MqAdmin.run(directory, names, List.of(command)).get("consumerStatus"))
          .containsPattern(PULLED + "\\s.*0\\.33");
    }
  }

  private void popped(String names, String broker) throws Exception {
    List<String> command =
        List.of(
            "setConsumeMode", "-b", broker, "-t", POPPED, "-g", "popped", "-m", "POP", "-q", "8");
    assertThat(MqAdmin.run(directory, names, List.of(command)))
        .hasEntrySatisfying("setConsumeMode", said -> assertThat(said).contains("success"));
    Queue<MessageExt> received = new ConcurrentLinkedQueue<>();
    try (DefaultMQPushConsumer consumer = consumer("popped", names, POPPED, received)) {
      consumer.setClientRebalance(false);
      start(consumer, POPPED);
      await(received, 2 * MESSAGES);
      assertThat(received)
          .extracting(LightQueuesIT::body)
          .containsAll(bodies(0))
          .containsAll(bodies(MESSAGES))
          .doesNotHaveDuplicates();
      assertThat(received)
          .allMatch(message -> message.getProperty(MessageConst.PROPERTY_POP_CK) != null);
    }
  }

  private static DefaultMQPushConsumer consumer(
      String group, String names, String topic, Queue<MessageExt> received) throws Exception {
    DefaultMQPushConsumer consumer = new DefaultMQPushConsumer(group);
    consumer.setNamesrvAddr(names);
    consumer.setMqClientApiTimeout(Eventually.CALL_MILLIS);
    consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
    consumer.subscribe(topic, "*");
    consumer.registerMessageListener(
        (MessageListenerConcurrently)
            (messages, context) -> {
              received.addAll(messages);
              return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
            });
    return consumer;
  }

  private static void start(DefaultMQPushConsumer consumer, String topic) throws Exception {
    consumer.start();
    MQClientInstance inside = consumer.getDefaultMQPushConsumerImpl().getmQClientFactory();
    assertThat(inside.updateTopicRouteInfoFromNameServer(PARENT)).isTrue();
    BrokerData broker = new BrokerData();
    broker.setBrokerName(BROKER);
    broker.setCluster("DefaultCluster");
    broker.setBrokerAddrs(new HashMap<>(Map.of(MixAll.MASTER_ID, "127.0.0.1:10911")));
    TopicRouteData route = new TopicRouteData();
    route.setBrokerDatas(List.of(broker));
    inside.getTopicRouteTable().put(topic, route);
    if (consumer.isClientRebalance()) {
      consumer
          .getDefaultMQPushConsumerImpl()
          .updateTopicSubscribeInfo(
              topic, Set.of(new MessageQueue(topic, BROKER, MixAll.LMQ_QUEUE_ID)));
    }
    inside.doRebalance();
  }

  private static void await(Queue<MessageExt> received, int count) {
    Eventually.get(
        count + " messages",
        PATIENCE,
        () -> Optional.of(received).filter(some -> some.size() >= count));
  }
}
