package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.DrainReport;
import io.skua.client.consumer.QueueHealth;
import io.skua.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.skua.client.consumer.listener.ConsumeOrderlyStatus;
import io.skua.client.consumer.listener.MessageListenerOrderly;
import io.skua.client.consumer.rebalance.AllocateMessageQueueAveragely;
import io.skua.client.exception.MQClientException;
import io.skua.common.message.Message;
import io.skua.common.message.MessageConst;
import io.skua.common.message.MessageExt;
import io.skua.remoting.RPCHook;
import io.skua.remoting.protocol.RemotingCommand;
import io.skua.wire.body.ConsumerRunningInfo;
import io.skua.wire.body.MessageRequestMode;
import io.skua.wire.body.QueueName;
import io.skua.wire.body.SetMessageRequestMode;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A push consumer whose queues a broker shares out, and has it pop (protocol B 3.5, 7.7). */
class PopConsumerTest extends ConsumerScenario {
  private static final int ANY = -1;

  private final Notes notes = new Notes();

  private void mode(MessageRequestMode mode, int share) {
    byte[] body = new SetMessageRequestMode(TOPIC, GROUP, mode, share).write();
    Frame answer = server.call(Frame.request(RequestCode.SET_MESSAGE_REQUEST_MODE).withBody(body));
    assertThat(answer.code()).isZero();
  }

  private DefaultMQPushConsumer assigned(String host) {
    DefaultMQPushConsumer consumer = consumer(host);
    consumer.setClientRebalance(false);
    return consumer;
  }

  private void popping() {
    mode(MessageRequestMode.POP, 0);
  }

  private static List<Integer> queues(DefaultMQPushConsumer consumer) {
    try {
      return consumer.health().stream()
          .map(QueueHealth::queue)
          .filter(queue -> queue.getTopic().equals(TOPIC))
          .map(queue -> queue.getQueueId())
          .sorted()
          .toList();
    } catch (MQClientException e) {
      throw new AssertionError(e);
    }
  }

  private static String[] numbers(int from, int to) {
    String[] numbers = new String[to - from];
    for (int i = from; i < to; i++) {
      numbers[i - from] = Integer.toString(i);
    }
    return numbers;
  }

  @Test
  void messages_of_all_queues_arrive_once_and_are_confirmed() {
    popping();
    send(numbers(0, 40));
    DefaultMQPushConsumer consumer = started(assigned("10.0.0.7"), notes);
    pass(2);
    assertThat(queues(consumer)).containsExactly(ANY);
    send(numbers(40, 50));
    pass(300);
    assertThat(notes.bodies).containsExactlyInAnyOrder(numbers(0, 50));
    MessageExt one = notes.messages.get(0);
    assertThat(one.getTopic()).isEqualTo(TOPIC);
    assertThat(one.getProperty(MessageConst.PROPERTY_POP_CK)).matches("(\\S+ ){7}\\S+");
    assertThat(one.getProperty(MessageConst.PROPERTY_FIRST_POP_TIME)).isNotNull();
    assertThat(inFlight()).isZero();
  }

  /** How many messages the group has not confirmed, as its committed offsets say (ADR 16). */
  private long inFlight() {
    long left = 0;
    for (int queue = 0; queue < 4; queue++) {
      left +=
          offset(RequestCode.GET_MAX_OFFSET, queue)
              - offset(RequestCode.QUERY_CONSUMER_OFFSET, queue);
    }
    return left;
  }

  private long offset(int code, int queue) {
    Frame answer =
        server.call(
            code,
            "topic",
            TOPIC,
            "consumerGroup",
            GROUP,
            "queueId",
            Integer.toString(queue),
            "committed",
            "true",
            "setZeroIfNotFound",
            "true");
    assertThat(answer.code()).isZero();
    return answer.fields().int64("offset");
  }

  /** Notes which requests go out, and can play a broker that knows no confirmation of many. */
  private static final class Requests implements RPCHook {
    final List<Integer> codes = new ArrayList<>();
    boolean tooOld;

    @Override
    public void doBeforeRequest(String remoteAddr, RemotingCommand request) {
      codes.add(request.getCode());
    }

    @Override
    public void doAfterResponse(
        String remoteAddr, RemotingCommand request, RemotingCommand response) {
      if (tooOld && request.getCode() == RequestCode.BATCH_ACK_MESSAGE) {
        response.setCode(ResponseCode.REQUEST_CODE_NOT_SUPPORTED);
      }
    }

    long count(int code) {
      return codes.stream().filter(each -> each == code).count();
    }
  }

  private DefaultMQPushConsumer hooked(Requests hook) {
    DefaultMQPushConsumer consumer =
        new DefaultMQPushConsumer(
            GROUP, hook, new AllocateMessageQueueAveragely(), registry("10.0.0.7"));
    settle(consumer, "10.0.0.7");
    consumer.setClientRebalance(false);
    return consumer;
  }

  @Test
  void what_is_consumed_at_a_time_is_confirmed_in_one_request() {
    popping();
    sendTo(0, numbers(0, 20));
    sendTo(1, numbers(20, 30));
    Requests requests = new Requests();
    started(hooked(requests), notes);
    pass(100);
    assertThat(notes.bodies).containsExactlyInAnyOrder(numbers(0, 30));
    assertThat(inFlight()).isZero();
    assertThat(requests.count(RequestCode.BATCH_ACK_MESSAGE)).isEqualTo(1);
    assertThat(requests.count(RequestCode.ACK_MESSAGE)).isZero();
    send("30");
    pass(1);
    assertThat(requests.count(RequestCode.ACK_MESSAGE)).isEqualTo(1);
  }

  @Test
  void a_broker_that_knows_no_confirmation_of_many_gets_one_for_each() {
    popping();
    Requests requests = new Requests();
    requests.tooOld = true;
    sendTo(0, numbers(0, 20));
    started(hooked(requests), notes);
    pass(100);
    assertThat(notes.bodies).containsExactlyInAnyOrder(numbers(0, 20));
    assertThat(requests.count(RequestCode.BATCH_ACK_MESSAGE)).isEqualTo(1);
    assertThat(requests.count(RequestCode.ACK_MESSAGE)).isEqualTo(20);
  }

  @Test
  void a_message_whose_confirmation_is_lost_comes_again_after_the_invisible_time() {
    popping();
    DefaultMQPushConsumer consumer = assigned("10.0.0.7");
    consumer.setPopInvisibleTime(10_000);
    notes.before = () -> server.network.silence(ServerFixture.SERVER);
    started(consumer, notes);
    send("1");
    pass(2);
    assertThat(notes.bodies).containsExactly("1");
    notes.before = () -> {};
    server.network.reset(ServerFixture.SERVER);
    server.network.restore(ServerFixture.SERVER);
    pass(6);
    assertThat(notes.bodies).containsExactly("1");
    pass(30);
    assertThat(notes.bodies).containsExactly("1", "1");
    assertThat(notes.messages.get(1).getReconsumeTimes()).isEqualTo(1);
    assertThat(notes.messages.get(1).getTopic()).isEqualTo(TOPIC);
  }

  @Test
  void what_failed_comes_again_at_the_known_levels() {
    popping();
    notes.answer = ConsumeConcurrentlyStatus.RECONSUME_LATER;
    started(assigned("10.0.0.7"), notes);
    send("1");
    pass(8);
    assertThat(notes.bodies).hasSize(1);
    pass(6);
    assertThat(notes.bodies).hasSize(2);
    pass(26);
    assertThat(notes.bodies).hasSize(2);
    pass(8);
    assertThat(notes.bodies).hasSize(3);
    notes.answer = ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
    pass(300);
    assertThat(notes.bodies).containsExactly("1", "1", "1", "1");
    assertThat(notes.messages)
        .extracting(MessageExt::getReconsumeTimes)
        .containsExactly(0, 1, 2, 3);
  }

  @Test
  void what_failed_too_often_is_a_dead_letter() {
    popping();
    notes.answer = ConsumeConcurrentlyStatus.RECONSUME_LATER;
    DefaultMQPushConsumer consumer = assigned("10.0.0.7");
    consumer.setMaxReconsumeTimes(1);
    started(consumer, notes);
    send("1");
    pass(300);
    assertThat(notes.bodies).containsExactly("1", "1");
    assertThat(inFlight()).isZero();
    assertThat(deadLetters()).isEqualTo(1);
  }

  private long deadLetters() {
    return server
        .call(RequestCode.GET_MAX_OFFSET, "topic", "%DLQ%" + GROUP, "queueId", "0")
        .fields()
        .int64("offset");
  }

  @Test
  void what_comes_beyond_the_limit_is_a_dead_letter_that_no_listener_sees() {
    popping();
    DefaultMQPushConsumer consumer = assigned("10.0.0.7");
    consumer.setPopInvisibleTime(10_000);
    consumer.setMaxReconsumeTimes(0);
    notes.before = () -> server.network.silence(ServerFixture.SERVER);
    started(consumer, notes);
    send("1");
    pass(2);
    server.network.reset(ServerFixture.SERVER);
    server.network.restore(ServerFixture.SERVER);
    pass(100);
    assertThat(notes.bodies).containsExactly("1");
    assertThat(deadLetters()).isEqualTo(1);
    assertThat(inFlight()).isZero();
  }

  @Test
  void two_members_share_the_queues() {
    popping();
    Notes others = new Notes();
    DefaultMQPushConsumer one = started(assigned("10.0.0.7"), notes);
    DefaultMQPushConsumer two = started(assigned("10.0.0.8"), others);
    pass(3);
    assertThat(queues(one)).containsExactly(ANY);
    assertThat(queues(two)).containsExactly(ANY);
    for (int i = 0; i < 20; i++) {
      send(Integer.toString(i));
      pass(1);
    }
    List<String> all = new ArrayList<>(notes.bodies);
    all.addAll(others.bodies);
    assertThat(all).containsExactlyInAnyOrder(numbers(0, 20));
    assertThat(notes.bodies).isNotEmpty();
    assertThat(others.bodies).isNotEmpty();
  }

  @Test
  void each_member_pops_its_queues_and_those_of_the_next_when_so_many_are_shared() {
    mode(MessageRequestMode.POP, 1);
    List<DefaultMQPushConsumer> members = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      members.add(started(assigned("10.0.0." + (20 + i)), notes));
    }
    pass(5);
    assertThat(members)
        .allSatisfy(member -> assertThat(queues(member)).hasSize(2).doesNotContain(ANY));
    send(numbers(0, 20));
    pass(5);
    assertThat(notes.bodies).containsExactlyInAnyOrder(numbers(0, 20));
  }

  @Test
  void an_orderly_consumer_goes_on_with_its_own_queues_in_order() throws Exception {
    popping();
    DefaultMQPushConsumer consumer = assigned("10.0.0.7");
    List<String> bodies = new ArrayList<>();
    consumer.registerMessageListener(
        (MessageListenerOrderly)
            (messages, context) -> {
              messages.forEach(message -> bodies.add(text(message)));
              return ConsumeOrderlyStatus.SUCCESS;
            });
    consumer.subscribe(TOPIC, "*");
    consumer.start();
    sendTo(0, numbers(0, 50));
    pass(5);
    assertThat(queues(consumer)).containsExactly(0, 1, 2, 3);
    assertThat(bodies).containsExactly(numbers(0, 50));
  }

  @Test
  void a_change_from_pull_to_pop_and_back_loses_and_repeats_nothing() {
    DefaultMQPushConsumer consumer = started(assigned("10.0.0.7"), notes);
    pass(2);
    assertThat(queues(consumer)).containsExactly(0, 1, 2, 3);
    int sent = 0;
    for (MessageRequestMode mode :
        List.of(
            MessageRequestMode.PULL,
            MessageRequestMode.POP,
            MessageRequestMode.PULL,
            MessageRequestMode.POP)) {
      mode(mode, 0);
      for (int second = 0; second < 50; second++) {
        send(Integer.toString(sent++));
        pass(1);
      }
      assertThat(queues(consumer))
          .hasSize(mode == MessageRequestMode.POP ? 1 : 4)
          .doesNotContain(mode == MessageRequestMode.POP ? 0 : ANY);
    }
    pass(100);
    assertThat(notes.bodies).containsExactlyInAnyOrder(numbers(0, sent));
  }

  @Test
  void what_failed_while_it_was_popped_is_not_lost_by_a_change_to_pull() {
    popping();
    notes.answer = ConsumeConcurrentlyStatus.RECONSUME_LATER;
    DefaultMQPushConsumer consumer = started(assigned("10.0.0.7"), notes);
    send("1");
    pass(2);
    notes.answer = ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
    mode(MessageRequestMode.PULL, 0);
    pass(100);
    assertThat(queues(consumer)).hasSize(4);
    assertThat(notes.bodies.get(0)).isEqualTo("1");
    assertThat(notes.bodies.size()).isGreaterThan(1);
    assertThat(notes.messages).extracting(MessageExt::getTopic).containsOnly(TOPIC);
  }

  @Test
  void after_a_drain_nothing_consumed_comes_again() throws Exception {
    popping();
    DefaultMQPushConsumer consumer = started(assigned("10.0.0.7"), notes);
    send(numbers(0, 30));
    pass(1);
    DrainReport report = consumer.drain(Duration.ofSeconds(5));
    assertThat(report.complete()).isTrue();
    Notes later = new Notes();
    started(assigned("10.0.0.8"), later);
    send("30");
    pass(200);
    assertThat(notes.bodies).containsExactlyInAnyOrder(numbers(0, 30));
    assertThat(later.bodies).containsExactly("30");
  }

  @Test
  void what_no_listener_has_had_when_the_consumer_ends_comes_soon_to_another() throws Exception {
    popping();
    DefaultMQPushConsumer consumer = assigned("10.0.0.7");
    consumer.setConsumeThreadMin(1);
    consumer.setConsumeThreadMax(1);
    consumer.setPopInvisibleTime(300_000);
    List<String> before = new ArrayList<>();
    Notes first = notes;
    first.before =
        () -> {
          if (first.bodies.isEmpty()) {
            before.add("ends");
            consumer.shutdown();
          }
        };
    send(numbers(0, 10));
    started(consumer, first);
    pass(2);
    Notes later = new Notes();
    started(assigned("10.0.0.8"), later);
    pass(10);
    List<String> all = new ArrayList<>(first.bodies);
    all.addAll(later.bodies);
    assertThat(before).containsExactly("ends");
    assertThat(first.bodies.size()).isLessThan(10);
    assertThat(all).containsOnly(numbers(0, 10)).contains(numbers(0, 10));
  }

  @Test
  void a_filter_of_tags_is_kept_and_what_the_client_leaves_out_is_confirmed() throws Exception {
    popping();
    send(message("AaAa", "mine"));
    send(message("BBBB", "of equal hash"));
    send(message("TagC", "other"));
    DefaultMQPushConsumer consumer = assigned("10.0.0.7");
    consumer.registerMessageListener(notes);
    consumer.subscribe(TOPIC, "AaAa");
    consumer.start();
    pass(100);
    assertThat(notes.bodies).containsExactly("mine");
    assertThat(inFlight()).isZero();
  }

  private static Message message(String tag, String body) {
    return new Message(TOPIC, tag, body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void operators_see_what_is_popped() {
    popping();
    DefaultMQPushConsumer consumer = started(assigned("10.0.0.7"), notes);
    pass(2);
    Frame answer =
        server.call(
            RequestCode.GET_CONSUMER_RUNNING_INFO,
            "consumerGroup",
            GROUP,
            "clientId",
            consumer.buildMQClientId(),
            "jstackEnable",
            "false");
    assertThat(answer.code()).isEqualTo(ResponseCode.SUCCESS);
    Map<QueueName, ConsumerRunningInfo.Pop> pops =
        ConsumerRunningInfo.parse(answer.bodyBytes()).pops();
    assertThat(pops).containsOnlyKeys(new QueueName(TOPIC, "broker-a", ANY));
    assertThat(pops.values()).allSatisfy(pop -> assertThat(pop.lastPop()).isPositive());
  }
}
