package interop.skua;

import static org.assertj.core.api.Assertions.assertThat;

import interop.harness.Eventually;
import interop.harness.Operator;
import interop.operator.Console;
import interop.reader.Reader;
import interop.reader.Route;
import interop.reader.Stored;
import io.skua.server.SkuaServer;
import io.skua.store.StoreSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.ConsumeOrderlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.consumer.listener.MessageListenerOrderly;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.protocol.body.CMResult;
import org.apache.rocketmq.tools.admin.DefaultMQAdminExt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Groups of Apache's push consumers at a Skua server: they share the queues, take over from each
 * other, keep the order, give messages back until these are dead, and do what operators ask.
 */
@SuppressWarnings("deprecation") // Nothing else says which queues a consumer of Apache's has.
class RealGroupsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int QUEUES = 4;
  private static final int LEVELS = 18;
  private static final long LEVEL_MILLIS = 300;

  private final List<DefaultMQPushConsumer> consumers = new ArrayList<>();
  private SkuaServer server;
  private DefaultMQProducer producer;
  private String address;

  /** What one consumer has got. */
  private record Received(DefaultMQPushConsumer consumer, Queue<MessageExt> messages) {
    Set<Integer> queues(String topic) {
      Set<Integer> ids = new HashSet<>();
      for (MessageQueue queue :
          consumer
              .getDefaultMQPushConsumerImpl()
              .getRebalanceImpl()
              .getProcessQueueTable()
              .keySet()) {
        if (queue.getTopic().equals(topic)) {
          ids.add(queue.getQueueId());
        }
      }
      return ids;
    }

    List<String> bodies() {
      return messages.stream().map(RealGroupsIT::body).toList();
    }
  }

  private static String body(MessageExt message) {
    return new String(message.getBody(), StandardCharsets.UTF_8);
  }

  @BeforeEach
  void start() throws Exception {
    StoreSettings usual = StoreSettings.defaults();
    StoreSettings quick =
        new StoreSettings(
            usual.flush(),
            usual.maxMessageBytes(),
            usual.logFileBytes(),
            usual.queueFileEntries(),
            usual.flushEvery(),
            usual.checkpointEvery(),
            usual.cleanEvery(),
            usual.retention(),
            usual.maxLogBytes(),
            usual.minFreeBytes(),
            Collections.nCopies(LEVELS, LEVEL_MILLIS),
            usual.index());
    server = SkuaServer.builder().port(0).inMemory().store(quick).start();
    address = server.address().toString();
    producer = new DefaultMQProducer("producers");
    producer.setNamesrvAddr(address);
    producer.setMqClientApiTimeout(Eventually.CALL_MILLIS);
    producer.setSendMsgTimeout(Eventually.CALL_MILLIS);
    producer.start();
  }

  @AfterEach
  void end() {
    consumers.forEach(DefaultMQPushConsumer::shutdown);
    producer.shutdown();
    server.close();
  }

  private void topic(String name) throws Exception {
    new Console(address, address).topic(name, QUEUES, QUEUES, Operator.READ_WRITE);
  }

  private DefaultMQPushConsumer consumer(String group, String topic) throws Exception {
    DefaultMQPushConsumer consumer = new DefaultMQPushConsumer(group);
    consumer.setNamesrvAddr(address);
    consumer.setMqClientApiTimeout(Eventually.CALL_MILLIS);
    consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
    consumer.setPersistConsumerOffsetInterval(100);
    consumer.subscribe(topic, "*");
    consumers.add(consumer);
    return consumer;
  }

  private Received concurrent(String group, String topic) throws Exception {
    Received received = new Received(consumer(group, topic), new ConcurrentLinkedQueue<>());
    received.consumer.registerMessageListener(
        (MessageListenerConcurrently)
            (messages, context) -> {
              received.messages.addAll(messages);
              return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
            });
    received.consumer.start();
    return received;
  }

  /** One whose listener asks for a moment at the first sight of every tenth message. */
  private Received orderly(String group, String topic) throws Exception {
    Received received = new Received(consumer(group, topic), new ConcurrentLinkedQueue<>());
    received.consumer.setSuspendCurrentQueueTimeMillis(20);
    Set<String> seen = ConcurrentHashMap.newKeySet();
    received.consumer.registerMessageListener(
        (MessageListenerOrderly)
            (messages, context) -> {
              MessageExt message = messages.get(0);
              if (message.getQueueOffset() % 10 == 0 && seen.add(message.getMsgId())) {
                return ConsumeOrderlyStatus.SUSPEND_CURRENT_QUEUE_A_MOMENT;
              }
              received.messages.add(message);
              return ConsumeOrderlyStatus.SUCCESS;
            });
    received.consumer.start();
    return received;
  }

  private List<String> send(String topic, String prefix, int count) throws Exception {
    List<String> bodies = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String body = prefix + i;
      producer.send(
          new Message(topic, "T", "key-" + body, body.getBytes(StandardCharsets.UTF_8)),
          (queues, message, arg) -> queues.get((Integer) arg % queues.size()),
          i);
      bodies.add(body);
    }
    return bodies;
  }

  /** Waits until the members have shared out all queues of a topic. */
  private static void shared(String topic, Received... members) {
    Eventually.get(
        "the queues of " + topic + " shared by " + members.length,
        PATIENCE,
        () -> {
          List<Integer> all =
              Stream.of(members).map(member -> member.queues(topic)).flatMap(Set::stream).toList();
          boolean fair =
              Stream.of(members)
                  .allMatch(member -> member.queues(topic).size() == QUEUES / members.length);
          return fair && new HashSet<>(all).size() == QUEUES && all.size() == QUEUES
              ? Optional.of(all)
              : Optional.empty();
        });
  }

  private static void arrived(int count, Received... members) {
    Eventually.get(
        count + " messages",
        PATIENCE,
        () ->
            Optional.of(Stream.of(members).mapToInt(member -> member.messages.size()).sum())
                .filter(sum -> sum >= count));
  }

  private static List<String> all(Received... members) {
    return Stream.of(members).map(Received::bodies).flatMap(Collection::stream).toList();
  }

  /** Waits until the server has the commits of a group for all messages of a topic. */
  private void committed(String group, String topic) {
    Eventually.get(
        "the commits of " + group,
        PATIENCE,
        () -> {
          DefaultMQAdminExt admin = admin();
          try {
            return admin.examineConsumeStats(group, topic).computeTotalDiff() == 0
                ? Optional.of(true)
                : Optional.empty();
          } finally {
            admin.shutdown();
          }
        });
  }

  private DefaultMQAdminExt admin() throws Exception {
    DefaultMQAdminExt admin = new DefaultMQAdminExt(Eventually.CALL_MILLIS);
    admin.setNamesrvAddr(address);
    admin.start();
    return admin;
  }

  @Test
  void two_members_share_the_queues_and_one_takes_over_from_the_other() throws Exception {
    topic("shared");
    Received first = concurrent("sharing", "shared");
    Received second = concurrent("sharing", "shared");
    shared("shared", first, second);
    List<String> sent = send("shared", "a", 200);
    arrived(200, first, second);
    assertThat(all(first, second)).containsExactlyInAnyOrderElementsOf(sent);
    assertThat(first.messages).hasSize(100);
    committed("sharing", "shared");
    second.consumer.shutdown();
    shared("shared", first);
    sent.addAll(send("shared", "b", 100));
    arrived(300, first, second);
    assertThat(all(first, second)).containsExactlyInAnyOrderElementsOf(sent);
  }

  @Test
  void messages_that_are_given_back_come_again_until_they_are_dead() throws Exception {
    topic("failing");
    Queue<MessageExt> attempts = new ConcurrentLinkedQueue<>();
    DefaultMQPushConsumer consumer = consumer("giving-back", "failing");
    consumer.setMaxReconsumeTimes(2);
    consumer.registerMessageListener(
        (MessageListenerConcurrently)
            (messages, context) -> {
              attempts.addAll(messages);
              return ConsumeConcurrentlyStatus.RECONSUME_LATER;
            });
    consumer.start();
    send("failing", "m", 3);
    List<Stored> dead = dead("giving-back", 3);
    assertThat(attempts).hasSize(9);
    Map<String, List<Integer>> times = new HashMap<>();
    for (MessageExt message : attempts) {
      assertThat(message.getTopic()).isEqualTo("failing");
      times
          .computeIfAbsent(body(message), id -> new ArrayList<>())
          .add(message.getReconsumeTimes());
    }
    assertThat(times.values()).hasSize(3).allMatch(each -> each.equals(List.of(0, 1, 2)));
    for (Stored message : dead) {
      assertThat(message.properties())
          .containsEntry("RETRY_TOPIC", "failing")
          .containsEntry("TAGS", "T")
          .containsKey("ORIGIN_MESSAGE_ID");
    }
    committed("giving-back", "failing");
  }

  private List<Stored> dead(String group, int count) {
    return Eventually.get(
        "dead letters of " + group,
        PATIENCE,
        () -> {
          List<Stored> messages = new ArrayList<>();
          for (Route.Queue queue : Route.of(address, "%DLQ%" + group).queues()) {
            messages.addAll(Reader.read(queue, 0).messages());
          }
          return Optional.of(messages).filter(some -> some.size() >= count);
        });
  }

  @Test
  void members_that_consume_in_order_keep_it_and_do_not_share_a_queue() throws Exception {
    topic("ordered");
    Received first = orderly("in-order", "ordered");
    Received second = orderly("in-order", "ordered");
    shared("ordered", first, second);
    List<String> sent = send("ordered", "a", 200);
    arrived(200, first, second);
    committed("in-order", "ordered");
    second.consumer.shutdown();
    shared("ordered", first);
    sent.addAll(send("ordered", "b", 100));
    arrived(300, first, second);
    assertThat(all(first, second)).containsExactlyInAnyOrderElementsOf(sent);
    for (Received member : List.of(first, second)) {
      Map<Integer, Long> last = new HashMap<>();
      for (MessageExt message : member.messages) {
        Long before = last.put(message.getQueueId(), message.getQueueOffset());
        assertThat(before == null || before < message.getQueueOffset()).isTrue();
      }
    }
  }

  @Test
  void what_cannot_be_consumed_in_order_is_dead_after_its_attempts() throws Exception {
    topic("stuck");
    Queue<Integer> attempts = new ConcurrentLinkedQueue<>();
    DefaultMQPushConsumer consumer = consumer("stuck-group", "stuck");
    consumer.setMaxReconsumeTimes(2);
    consumer.setSuspendCurrentQueueTimeMillis(20);
    consumer.registerMessageListener(
        (MessageListenerOrderly)
            (messages, context) -> {
              attempts.add(messages.get(0).getReconsumeTimes());
              return ConsumeOrderlyStatus.SUSPEND_CURRENT_QUEUE_A_MOMENT;
            });
    consumer.start();
    send("stuck", "m", 1);
    assertThat(dead("stuck-group", 1).get(0).properties()).containsEntry("RETRY_TOPIC", "stuck");
    assertThat(attempts).containsExactly(0, 1, 2);
  }

  @Test
  void operators_ask_clients_and_move_groups() throws Exception {
    topic("moved");
    Received member = concurrent("moving", "moved");
    List<String> sent = send("moved", "m", 20);
    arrived(20, member);
    committed("moving", "moved");
    MessageExt one = member.messages.peek();
    DefaultMQAdminExt admin = admin();
    try {
      String client =
          member.consumer.getDefaultMQPushConsumerImpl().getmQClientFactory().getClientId();
      assertThat(admin.getConsumerRunningInfo("moving", client, true).getMqTable()).isNotEmpty();
      assertThat(
              admin
                  .consumeMessageDirectly(
                      "moving",
                      client,
                      "moved",
                      ((org.apache.rocketmq.common.message.MessageClientExt) one).getOffsetMsgId())
                  .getConsumeResult())
          .isEqualTo(CMResult.CR_SUCCESS);
      assertThat(admin.getConsumeStatus("moved", "moving", client).get(client)).hasSize(QUEUES);
      assertThat(member.messages).hasSize(21);
      assertThat(admin.resetOffsetByTimestamp("moved", "moving", 0, true)).hasSize(QUEUES);
    } finally {
      admin.shutdown();
    }
    arrived(41, member);
    List<String> expected = new ArrayList<>(sent);
    expected.addAll(sent);
    expected.add(body(one));
    assertThat(member.bodies()).containsExactlyInAnyOrderElementsOf(expected);
    committed("moving", "moved");
  }
}
