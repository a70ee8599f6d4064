package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.skua.client.consumer.listener.ConsumeOrderlyStatus;
import io.skua.client.consumer.listener.MessageListenerConcurrently;
import io.skua.client.consumer.listener.MessageListenerOrderly;
import io.skua.common.consumer.ConsumeFromWhere;
import io.skua.net.Link;
import io.skua.net.RequestHandler;
import io.skua.wire.Output;
import io.skua.wire.body.LockedQueues;
import io.skua.wire.body.QueueName;
import io.skua.wire.body.QueueOffsets;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.Fields;
import io.skua.wire.header.PullMessage;
import io.skua.wire.header.PullMessageResult;
import io.skua.wire.header.SendMessage;
import io.skua.wire.header.UpdateConsumerOffset;
import io.skua.wire.message.MessageDraft;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.MessageRecord;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a push consumer says to brokers, and what it makes of their answers. */
class PushProtocolTest extends ClientScenario {
  PushProtocolTest() {
    names.topic("one", 1, a);
  }

  private DefaultMQPushConsumer consumer() throws Exception {
    DefaultMQPushConsumer consumer = new DefaultMQPushConsumer("billing", registry);
    consumer.setNamesrvAddr(NAMES.toString());
    consumer.setClientIP("10.0.0.9");
    consumer.subscribe("one", "TagA");
    return consumer;
  }

  private DefaultMQPushConsumer started(DefaultMQPushConsumer consumer) throws Exception {
    consumer.registerMessageListener(
        (MessageListenerConcurrently)
            (messages, context) -> ConsumeConcurrentlyStatus.CONSUME_SUCCESS);
    consumer.start();
    time.advance(SECOND);
    return consumer;
  }

  private List<PullMessage> pulls() {
    return a.received(RequestCode.PULL_MESSAGE).stream()
        .map(frame -> frame.header(PullMessage.WIRE))
        .toList();
  }

  private PullMessage lastPull() {
    return pulls().get(pulls().size() - 1);
  }

  private static RequestHandler bounds(int code, long next) {
    PullMessageResult result = new PullMessageResult(0, next, 0, 1000, null, null, null, null);
    return FakePeer.answer(
        Frame.response(code, "as told").withFields(Fields.of(PullMessageResult.WIRE, result)));
  }

  @Test
  void a_pull_has_the_known_fields() throws Exception {
    started(consumer());
    assertThat(pulls()).hasSize(1);
    PullMessage pull = pulls().get(0);
    assertThat(pull.consumerGroup()).isEqualTo("billing");
    assertThat(pull.queueOffset()).isEqualTo(100);
    assertThat(pull.maxMsgNums()).isEqualTo(32);
    assertThat(pull.sysFlag()).isEqualTo(PullMessage.SUSPEND);
    assertThat(pull.suspendTimeoutMillis()).isEqualTo(15_000);
    assertThat(pull.subscription()).isNull();
    assertThat(pull.expressionType()).isEqualTo("TAG");
    assertThat(pull.maxMsgBytes()).isEqualTo(262_144);
    assertThat(pull.brokerName()).isEqualTo("broker-a");
  }

  @Test
  void a_group_without_offsets_begins_where_it_is_set_to() throws Exception {
    DefaultMQPushConsumer consumer = consumer();
    consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_TIMESTAMP);
    started(consumer);
    assertThat(lastPull().queueOffset()).isEqualTo(50);
    consumer.shutdown();
    a.forget();
    DefaultMQPushConsumer first = consumer();
    first.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
    started(first);
    assertThat(lastPull().queueOffset()).isZero();
  }

  @Test
  void an_offset_that_is_not_there_is_mended_and_committed() throws Exception {
    a.next(RequestCode.PULL_MESSAGE, bounds(ResponseCode.PULL_OFFSET_MOVED, 7));
    started(consumer());
    assertThat(pulls()).extracting(PullMessage::queueOffset).containsExactly(100L, 7L);
    assertThat(a.received(RequestCode.UPDATE_CONSUMER_OFFSET))
        .extracting(frame -> frame.header(UpdateConsumerOffset.WIRE).commitOffset())
        .containsExactly(7L);
  }

  @Test
  void what_nothing_matched_in_is_committed_by_the_next_pull() throws Exception {
    a.next(RequestCode.PULL_MESSAGE, bounds(ResponseCode.PULL_RETRY_IMMEDIATELY, 130));
    started(consumer());
    assertThat(lastPull().queueOffset()).isEqualTo(130);
    assertThat(lastPull().commitOffset()).isEqualTo(130);
    assertThat(lastPull().sysFlag()).isEqualTo(PullMessage.SUSPEND | PullMessage.COMMIT_OFFSET);
  }

  private static RequestHandler found(long offset) {
    InetSocketAddress host = new InetSocketAddress("10.0.0.2", 10911);
    String properties = MessageProperties.format(Map.of("TAGS", "TagA"));
    MessageDraft draft =
        new MessageDraft("one", 0, 0, 0, 1, host, host, 0, 0, new byte[1], 0, 1, properties);
    Output out = new Output(256);
    MessageRecord.write(draft, offset, 1000, 2, out);
    PullMessageResult result =
        new PullMessageResult(0, offset + 1, 0, 1000, null, null, null, null);
    return FakePeer.answer(
        Frame.response(ResponseCode.SUCCESS, "FOUND")
            .withFields(Fields.of(PullMessageResult.WIRE, result))
            .withBody(out.toByteArray()));
  }

  /** Apache's broker may do it after the last commit, which was sent later, and go back. */
  @Test
  void a_pull_commits_nothing_while_messages_are_in_hand() throws Exception {
    a.next(
        RequestCode.PULL_MESSAGE,
        bounds(ResponseCode.PULL_RETRY_IMMEDIATELY, 130),
        found(130),
        bounds(ResponseCode.PULL_RETRY_IMMEDIATELY, 150));
    DefaultMQPushConsumer consumer = started(consumer());
    List<PullMessage> pulls = pulls();
    assertThat(pulls).extracting(PullMessage::queueOffset).containsExactly(100L, 130L, 131L, 150L);
    assertThat(pulls.get(2).sysFlag()).isEqualTo(PullMessage.SUSPEND);
    consumer.shutdown();
  }

  /** The next member of its group began before what was committed: the broker took its time. */
  @Test
  void a_consumer_leaves_after_a_slow_broker_has_its_last_offsets() throws Exception {
    a.next(RequestCode.PULL_MESSAGE, bounds(ResponseCode.PULL_RETRY_IMMEDIATELY, 130));
    DefaultMQPushConsumer consumer = started(consumer());
    a.always(
        RequestCode.UPDATE_CONSUMER_OFFSET,
        a.later(Duration.ofMillis(2_500), FakePeer.answer(Frame.success())));
    consumer.shutdown();
    long committed = a.moments(RequestCode.UPDATE_CONSUMER_OFFSET).get(0);
    assertThat(a.moments(RequestCode.UNREGISTER_CLIENT).get(0))
        .isGreaterThanOrEqualTo(committed + 2_500);
  }

  @Test
  void a_pull_that_is_refused_or_lost_is_sent_again() throws Exception {
    a.next(
        RequestCode.PULL_MESSAGE,
        FakePeer.refusal(ResponseCode.SUBSCRIPTION_NOT_LATEST, "not latest"),
        FakePeer.silence());
    started(consumer());
    time.advance(Duration.ofSeconds(40));
    List<Long> moments = a.moments(RequestCode.PULL_MESSAGE);
    assertThat(moments).hasSize(3);
    assertThat(moments.get(1) - moments.get(0)).isBetween(1000L, 1100L);
    assertThat(moments.get(2) - moments.get(1)).isBetween(31_000L, 31_100L);
  }

  @Test
  void a_broker_resets_offsets() throws Exception {
    started(consumer());
    QueueOffsets offsets =
        new QueueOffsets(new TreeMap<>(Map.of(new QueueName("one", "broker-a", 0), 42L)));
    a.received()
        .get(0)
        .link()
        .oneWay(
            ServerFixture.request(
                    RequestCode.RESET_CONSUMER_CLIENT_OFFSET,
                    "topic",
                    "one",
                    "group",
                    "billing",
                    "timestamp",
                    "0",
                    "isForce",
                    "true")
                .withBody(offsets.write()));
    time.advance(SECOND);
    assertThat(lastPull().queueOffset()).isEqualTo(42);
  }

  @Test
  void a_queue_is_pulled_in_order_only_while_the_broker_has_locked_it() throws Exception {
    a.always(
        RequestCode.LOCK_QUEUES,
        FakePeer.answer(Frame.success().withBody(new LockedQueues(new TreeSet<>()).write())));
    DefaultMQPushConsumer consumer = consumer();
    consumer.registerMessageListener(
        (MessageListenerOrderly) (messages, context) -> ConsumeOrderlyStatus.SUCCESS);
    consumer.start();
    time.advance(Duration.ofSeconds(5));
    assertThat(pulls()).isEmpty();
    a.asUsual(RequestCode.LOCK_QUEUES);
    time.advance(Duration.ofSeconds(2));
    assertThat(pulls()).hasSize(1);
    consumer.shutdown();
    assertThat(a.received(RequestCode.UNLOCK_QUEUES)).hasSize(1);
  }

  /**
   * A broker had made the retry topic, with its one queue, and its name server did not know yet:
   * the broker refused a message that was for a queue of a topic still to be made. Each refusal was
   * one more attempt of the listener.
   */
  @Test
  void a_retry_topic_without_a_route_counts_as_having_one_queue() throws Exception {
    names.topic("TBW102", 8, a);
    a.next(RequestCode.PULL_MESSAGE, found(100));
    DefaultMQPushConsumer consumer = consumer();
    consumer.setMaxReconsumeTimes(0);
    consumer.registerMessageListener(
        (MessageListenerOrderly)
            (messages, context) -> ConsumeOrderlyStatus.SUSPEND_CURRENT_QUEUE_A_MOMENT);
    consumer.start();
    time.advance(SECOND);
    assertThat(a.sends()).hasSize(1);
    SendMessage header = a.sends().get(0).header();
    assertThat(header.topic()).isEqualTo("%RETRY%billing");
    assertThat(header.queueId()).isZero();
    assertThat(header.defaultTopicQueueNums()).isEqualTo(1);
    consumer.shutdown();
  }

  @Test
  void routes_are_asked_for_at_once_when_a_broker_has_gone() throws Exception {
    started(consumer());
    names.forget();
    a.stop();
    time.advance(Duration.ofMillis(100));
    assertThat(names.asked()).contains("one");
  }

  private static int questions(FakeBroker broker) {
    return broker.received(RequestCode.GET_CONSUMER_LIST_BY_GROUP).size();
  }

  private void passesWithoutAsking(FakeBroker avoided) {
    FakeBroker other = avoided == a ? b : a;
    int before = questions(avoided);
    int beforeOther = questions(other);
    time.advance(Duration.ofMinutes(3));
    assertThat(questions(avoided)).isEqualTo(before);
    assertThat(questions(other)).isGreaterThan(beforeOther + 8);
  }

  /** What it says would give each member every queue, and every message would come twice. */
  @Test
  void a_broker_that_is_just_back_is_not_asked_who_else_consumes() throws Exception {
    names.topic("one", 1, a, b);
    started(consumer());
    for (FakeBroker restarted : List.of(a, b, a)) {
      restarted.stop();
      time.advance(SECOND);
      int beats = restarted.heartbeats().size();
      restarted.restart();
      passesWithoutAsking(restarted);
      assertThat(restarted.heartbeats()).hasSizeGreaterThan(beats);
    }
  }

  @Test
  void a_broker_that_does_not_say_who_else_consumes_is_asked_last() throws Exception {
    names.topic("one", 1, a, b);
    started(consumer());
    for (FakeBroker refusing : List.of(a, b, a)) {
      refusing.always(
          RequestCode.GET_CONSUMER_LIST_BY_GROUP,
          FakePeer.refusal(ResponseCode.SYSTEM_ERROR, "not now"));
      time.advance(Duration.ofMinutes(1));
      passesWithoutAsking(refusing);
      refusing.asUsual(RequestCode.GET_CONSUMER_LIST_BY_GROUP);
    }
  }

  @Test
  void many_notices_are_few_rounds() throws Exception {
    started(consumer());
    time.advance(Duration.ofSeconds(5));
    Link link = a.received().get(0).link();
    a.forget();
    for (int i = 0; i < 50; i++) {
      link.oneWay(
          ServerFixture.request(
              RequestCode.NOTIFY_CONSUMER_IDS_CHANGED, "consumerGroup", "billing"));
      time.advance(Duration.ofMillis(10));
    }
    time.advance(Duration.ofSeconds(3));
    assertThat(a.received(RequestCode.GET_CONSUMER_LIST_BY_GROUP)).hasSizeBetween(1, 4);
  }
}
