package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.consumer.DefaultMQPullConsumer;
import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.MQPullConsumerScheduleService;
import io.skua.client.consumer.PullResult;
import io.skua.client.consumer.PullTaskContext;
import io.skua.client.hook.ConsumeMessageContext;
import io.skua.client.hook.ConsumeMessageHook;
import io.skua.client.impl.consumer.DefaultMQPushConsumerImpl;
import io.skua.client.impl.producer.DefaultMQProducerImpl;
import io.skua.client.impl.producer.TopicPublishInfo;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendCallback;
import io.skua.client.producer.SendResult;
import io.skua.client.producer.SendStatus;
import io.skua.client.stat.ConsumerStatsManager;
import io.skua.common.message.Message;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import io.skua.remoting.protocol.route.BrokerData;
import io.skua.remoting.protocol.route.TopicRouteData;
import io.skua.wire.code.RequestCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.Test;

/** What programs reach that look behind the façades, as docs/IMPORTS.md has found them to do. */
@SuppressWarnings("deprecation")
class DoorsTest extends ConsumerScenario {
  private static final String BROKER = "broker-a";

  private final Notes notes = new Notes();

  @Test
  void a_listener_replies_with_the_producer_of_its_consumer() throws Exception {
    DefaultMQPushConsumer consumer = started("10.0.0.7", notes);
    DefaultMQPushConsumerImpl door = consumer.getDefaultMQPushConsumerImpl();
    DefaultMQProducer replies = door.getmQClientFactory().getDefaultMQProducer();
    assertThat(door.getmQClientFactory().getDefaultMQProducer()).isSameAs(replies);
    assertThat(replies.buildMQClientId()).isEqualTo(consumer.buildMQClientId());
    SendResult sent = replies.send(new Message(TOPIC, bytes("reply")));
    assertThat(sent.getSendStatus()).isEqualTo(SendStatus.SEND_OK);
    pass(1);
    assertThat(notes.bodies).containsExactly("reply");
    consumer.shutdown();
    assertThatThrownBy(() -> replies.send(new Message(TOPIC, bytes("late"))))
        .hasMessageContaining("SHUTDOWN_ALREADY");
    assertThatThrownBy(() -> door.getmQClientFactory().getDefaultMQProducer())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void hooks_of_a_consumer_can_be_registered_at_the_door() {
    List<String> heard = new ArrayList<>();
    DefaultMQPushConsumer consumer = consumer("10.0.0.7");
    consumer
        .getDefaultMQPushConsumerImpl()
        .registerConsumeMessageHook(
            new ConsumeMessageHook() {
              @Override
              public String hookName() {
                return "heard";
              }

              @Override
              public void consumeMessageBefore(ConsumeMessageContext context) {
                heard.add("before");
              }

              @Override
              public void consumeMessageAfter(ConsumeMessageContext context) {
                heard.add("after");
              }
            });
    started(consumer, notes);
    send("1");
    pass(1);
    assertThat(heard).containsExactly("before", "after");
  }

  @Test
  void the_queues_of_a_topic_are_counted_behind_a_producer() {
    DefaultMQProducerImpl door = producer.getDefaultMQProducerImpl();
    assertThat(door.getTopicPublishInfoTable()).doesNotContainKey(TOPIC);
    assertThat(door.getMqClientFactory().updateTopicRouteInfoFromNameServer(TOPIC)).isTrue();
    TopicPublishInfo queues = door.getTopicPublishInfoTable().get(TOPIC);
    assertThat(queues.ok()).isTrue();
    assertThat(queues.getMessageQueueList()).hasSize(4).allMatch(q -> q.getTopic().equals(TOPIC));
    assertThat(door.getMqClientFactory().updateTopicRouteInfoFromNameServer("nothing")).isFalse();
  }

  @Test
  void a_route_put_in_by_hand_is_consumed_by_until_the_name_server_knows_better() throws Exception {
    DefaultMQPushConsumer consumer = consumer("10.0.0.7");
    consumer.subscribe("hidden", "*");
    started(consumer, notes);
    DefaultMQPushConsumerImpl door = consumer.getDefaultMQPushConsumerImpl();
    ConcurrentMap<String, TopicRouteData> routes = door.getmQClientFactory().getTopicRouteTable();
    assertThat(routes).containsKey(TOPIC).doesNotContainKey("hidden");
    pass(2);
    assertThat(queues(consumer, "hidden")).isEmpty();
    TopicRouteData route = new TopicRouteData();
    route.setBrokerDatas(List.of(new BrokerData(routes.get(TOPIC).getBrokerDatas().get(0))));
    assertThat(routes.put("hidden", route)).isNull();
    assertThat(routes.get("hidden")).isEqualTo(route);
    assertThat(routes.keySet()).contains(TOPIC, "hidden");
    door.updateTopicSubscribeInfo("hidden", Set.of(new MessageQueue("hidden", BROKER, 5)));
    door.updateTopicSubscribeInfo("strange", Set.of(new MessageQueue("strange", BROKER, 0)));
    assertThat(door.getmQClientFactory().doRebalance()).isTrue();
    pass(2);
    assertThat(queues(consumer, "hidden")).containsExactly(5);
    pass(60);
    assertThat(queues(consumer, "hidden")).as("refreshed").containsExactly(5);
    assertThat(queues(consumer, "strange")).as("not subscribed to").isEmpty();
    producer.createTopic("TBW102", "hidden", 2, Map.of());
    pass(60);
    assertThat(queues(consumer, "hidden")).containsExactlyInAnyOrder(0, 1);
    assertThat(routes.get("hidden").getQueueDatas()).hasSize(1);
    producer.send(new Message("hidden", bytes("found")));
    pass(2);
    assertThat(notes.bodies).containsExactly("found");
  }

  @Test
  void the_table_of_routes_is_a_map_as_far_as_the_name_server_knows_nothing() {
    DefaultMQPushConsumer consumer = started("10.0.0.7", notes);
    ConcurrentMap<String, TopicRouteData> routes =
        consumer.getDefaultMQPushConsumerImpl().getmQClientFactory().getTopicRouteTable();
    TopicRouteData one = new TopicRouteData();
    one.setOrderTopicConf("one:1");
    TopicRouteData two = new TopicRouteData();
    assertThat(routes.putIfAbsent("hidden", one)).isNull();
    assertThat(routes.putIfAbsent("hidden", two)).isEqualTo(one);
    assertThat(routes.replace("hidden", two, one)).isFalse();
    assertThat(routes.replace("hidden", two)).isEqualTo(one);
    assertThat(routes.remove("hidden", one)).isFalse();
    assertThat(routes.remove("hidden")).isEqualTo(two);
    assertThat(routes.remove(TOPIC)).isNull();
    assertThat(routes.putIfAbsent(TOPIC, one)).isNotEqualTo(one);
    assertThat(routes).containsKey(TOPIC).doesNotContainKey("hidden");
  }

  @Test
  void operators_see_what_a_program_counts_of_its_pulls() throws Exception {
    DefaultMQPullConsumer consumer = new DefaultMQPullConsumer(GROUP, registry("10.0.0.7"));
    consumer.setNamesrvAddr(ServerFixture.SERVER.toString());
    consumer.setClientIP("10.0.0.7");
    consumer.setRegisterTopics(Set.of(TOPIC));
    consumer.start();
    ConsumerStatsManager counts =
        consumer
            .getDefaultMQPullConsumerImpl()
            .getRebalanceImpl()
            .getmQClientFactory()
            .getConsumerStatsManager();
    counts.incPullTPS(GROUP, TOPIC, 20);
    counts.incPullTPS("others", TOPIC, 1);
    pass(10);
    counts.incPullTPS(GROUP, TOPIC, 10);
    counts.incPullRT(GROUP, TOPIC, 4);
    counts.incPullRT(GROUP, TOPIC, 5);
    counts.incConsumeRT(GROUP, TOPIC, 8);
    counts.incConsumeOKTPS(GROUP, TOPIC, 60);
    counts.incConsumeFailedTPS(GROUP, TOPIC, 6);
    assertThat(rates(consumer))
        .isEqualTo(
            "{\"orders\":{\"consumeFailedMsgs\":6,\"consumeFailedTPS\":0.1,\"consumeOKTPS\":1.0,"
                + "\"consumeRT\":8.0,\"pullRT\":4.5,\"pullTPS\":0.5}}");
    pass(55);
    assertThat(rates(consumer)).contains("\"pullTPS\":0.16").contains("\"pullRT\":4.5");
    pass(300);
    assertThat(rates(consumer))
        .contains("\"consumeFailedMsgs\":6", "\"pullTPS\":0.0", "\"pullRT\":0.0");
    pass(3600);
    assertThat(rates(consumer)).contains("\"consumeFailedMsgs\":0");
    consumer.shutdown();
  }

  private String rates(DefaultMQPullConsumer consumer) {
    byte[] body =
        server
            .call(
                RequestCode.GET_CONSUMER_RUNNING_INFO,
                "consumerGroup",
                GROUP,
                "clientId",
                consumer.buildMQClientId(),
                "jstackEnable",
                "false")
            .bodyBytes();
    String text = new String(body, StandardCharsets.UTF_8);
    int from = text.indexOf("\"statusTable\":") + "\"statusTable\":".length();
    return text.substring(from, text.indexOf(",\"subscriptionSet\"", from));
  }

  @Test
  void the_executor_of_asynchronous_sends_tells_how_many_are_under_way() throws Exception {
    send("1");
    pass(1);
    ThreadPoolExecutor executor =
        (ThreadPoolExecutor) producer.getDefaultMQProducerImpl().getAsyncSenderExecutor();
    assertThat(producer.getDefaultMQProducerImpl().getAsyncSenderExecutor()).isSameAs(executor);
    assertThat(executor.getQueue().size()).isZero();
    List<SendResult> sent = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      producer.send(new Message(TOPIC, bytes("under way")), noting(sent));
    }
    assertThat(executor.getQueue().size()).isEqualTo(3);
    assertThat(executor.getPoolSize()).isZero();
    pass(1);
    assertThat(sent).hasSize(3);
    assertThat(executor.getQueue().size()).isZero();
    ExecutorService mine = new ForkJoinPool(1);
    producer.setAsyncSenderExecutor(mine);
    assertThat(producer.getDefaultMQProducerImpl().getAsyncSenderExecutor()).isSameAs(mine);
    producer.shutdown();
    assertThat(executor.isTerminated()).isTrue();
    assertThat(mine.isShutdown()).as("it is the caller's").isFalse();
    mine.shutdown();
  }

  private static SendCallback noting(List<SendResult> sent) {
    return new SendCallback() {
      @Override
      public void onSuccess(SendResult result) {
        sent.add(result);
      }

      @Override
      public void onException(Throwable failure) {
        throw new AssertionError(failure);
      }
    };
  }

  private static List<Integer> queues(DefaultMQPushConsumer consumer, String topic)
      throws Exception {
    return consumer.health().stream()
        .map(health -> health.queue())
        .filter(queue -> queue.getTopic().equals(topic))
        .map(MessageQueue::getQueueId)
        .toList();
  }

  @Test
  void queues_are_pulled_by_a_schedule() throws Exception {
    sendTo(0, "1", "2");
    sendTo(3, "3");
    MQPullConsumerScheduleService service = new MQPullConsumerScheduleService(GROUP);
    DefaultMQPullConsumer consumer = new DefaultMQPullConsumer(GROUP, registry("10.0.0.7"));
    consumer.setNamesrvAddr(ServerFixture.SERVER.toString());
    consumer.setClientIP("10.0.0.7");
    service.setDefaultMQPullConsumer(consumer);
    Map<MessageQueue, Long> next = new HashMap<>();
    List<String> pulled = new ArrayList<>();
    service.registerPullTaskCallback(TOPIC, (queue, context) -> pull(queue, context, next, pulled));
    service.start();
    pass(2);
    assertThat(pulled).containsExactlyInAnyOrder("1", "2", "3");
    assertThat(next).hasSize(4);
    sendTo(1, "4");
    pass(2);
    assertThat(pulled).hasSize(4).contains("4");
    service.shutdown();
    sendTo(1, "5");
    pass(2);
    assertThat(pulled).hasSize(4);
  }

  private static void pull(
      MessageQueue queue,
      PullTaskContext context,
      Map<MessageQueue, Long> next,
      List<String> pulled) {
    try {
      PullResult result =
          context.getPullConsumer().pull(queue, "*", next.getOrDefault(queue, 0L), 1);
      next.put(queue, result.getNextBeginOffset());
      for (MessageExt message :
          result.getMsgFoundList() == null ? List.<MessageExt>of() : result.getMsgFoundList()) {
        pulled.add(text(message));
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
