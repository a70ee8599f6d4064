package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.consumer.DefaultLitePullConsumer;
import io.skua.client.exception.MQClientException;
import io.skua.client.hook.ConsumeMessageContext;
import io.skua.client.hook.ConsumeMessageHook;
import io.skua.common.consumer.ConsumeFromWhere;
import io.skua.common.message.Message;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LitePullConsumerTest extends ConsumerScenario {
  private DefaultLitePullConsumer poller(String host) {
    DefaultLitePullConsumer consumer = new DefaultLitePullConsumer(GROUP, registry(host));
    consumer.setNamesrvAddr(ServerFixture.SERVER.toString());
    consumer.setClientIP(host);
    consumer.setInstanceName("test");
    consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
    return consumer;
  }

  private DefaultLitePullConsumer subscribed(String host) throws MQClientException {
    return subscribed(poller(host));
  }

  private static DefaultLitePullConsumer subscribed(DefaultLitePullConsumer consumer)
      throws MQClientException {
    consumer.subscribe(TOPIC, "*");
    consumer.start();
    return consumer;
  }

  private DefaultLitePullConsumer assigned(DefaultLitePullConsumer consumer, int... ids)
      throws MQClientException {
    consumer.assign(queues(ids));
    consumer.start();
    return consumer;
  }

  private List<MessageQueue> queues(int... ids) {
    List<MessageQueue> queues = new ArrayList<>();
    for (int id : ids) {
      queues.add(queue(id));
    }
    return queues;
  }

  private MessageQueue queue(int id) {
    try {
      return producer.fetchPublishMessageQueues(TOPIC).get(id);
    } catch (MQClientException e) {
      throw new AssertionError(e);
    }
  }

  /** Polls until a poll brings nothing for a time. */
  private static List<String> drained(DefaultLitePullConsumer consumer) {
    List<String> bodies = new ArrayList<>();
    for (List<MessageExt> some = consumer.poll(3000); !some.isEmpty(); ) {
      some.forEach(message -> bodies.add(text(message)));
      some = consumer.poll(3000);
    }
    return bodies;
  }

  private static List<String> one(DefaultLitePullConsumer consumer) {
    return consumer.poll(3000).stream().map(ConsumerScenario::text).toList();
  }

  private long now() {
    return server.time.clock().wallMillis();
  }

  @Test
  void messages_of_before_and_after_the_start_are_polled_once() throws Exception {
    send("1", "2", "3");
    DefaultLitePullConsumer consumer = subscribed("10.0.0.7");
    assertThat(drained(consumer)).containsExactlyInAnyOrder("1", "2", "3");
    send("4", "5");
    assertThat(drained(consumer)).containsExactlyInAnyOrder("4", "5");
  }

  @Test
  void a_poll_that_finds_nothing_ends_on_time() throws Exception {
    DefaultLitePullConsumer consumer = subscribed("10.0.0.7");
    long before = now();
    assertThat(consumer.poll(700)).isEmpty();
    assertThat(now() - before).isEqualTo(700);
    assertThat(consumer.poll(0)).isEmpty();
    assertThat(now() - before).isEqualTo(700);
    assertThat(consumer.poll()).isEmpty();
    assertThat(now() - before).isEqualTo(5700);
  }

  @Test
  void a_message_ends_a_poll_that_waits() throws Exception {
    DefaultLitePullConsumer consumer = subscribed("10.0.0.7");
    pass(3);
    server.client.call(
        ServerFixture.SERVER,
        ServerFixture.message(TOPIC, "late"),
        Duration.ofSeconds(3),
        answer -> answer.code());
    long before = now();
    assertThat(consumer.poll(Long.MAX_VALUE)).hasSize(1);
    assertThat(now() - before).isLessThan(1000);
  }

  @Test
  void two_members_share_the_queues_and_one_takes_over_from_the_other() throws Exception {
    DefaultLitePullConsumer one = subscribed("10.0.0.7");
    DefaultLitePullConsumer two = subscribed("10.0.0.8");
    pass(3);
    assertThat(one.assignment()).hasSize(2).doesNotContainAnyElementsOf(two.assignment());
    assertThat(two.assignment()).hasSize(2);
    send("1", "2", "3", "4");
    List<String> received = new ArrayList<>(drained(one));
    received.addAll(drained(two));
    two.close();
    pass(3);
    assertThat(one.assignment()).hasSize(4);
    send("5", "6", "7", "8");
    received.addAll(drained(one));
    assertThat(received).containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6", "7", "8");
  }

  @Test
  void queues_of_a_topic_that_is_unsubscribed_are_not_assigned_from_then_on() throws Exception {
    producer.createTopic("TBW102", "returns", 1, Map.of());
    DefaultLitePullConsumer consumer = subscribed("10.0.0.7");
    consumer.subscribe("returns", "*");
    pass(3);
    assertThat(consumer.assignment()).hasSize(5);
    consumer.unsubscribe(TOPIC);
    assertThat(consumer.assignment()).extracting(MessageQueue::getTopic).containsOnly("returns");
  }

  @Test
  void a_listener_hears_of_its_topic() throws Exception {
    Set<MessageQueue> heard = new HashSet<>();
    DefaultLitePullConsumer consumer = poller("10.0.0.7");
    consumer.subscribe(TOPIC, "*", (topic, all, ours) -> heard.addAll(ours));
    consumer.start();
    pass(2);
    assertThat(heard).isEqualTo(consumer.assignment()).hasSize(4);
  }

  @Test
  void a_restart_goes_on_behind_what_was_polled_before_a_close() throws Exception {
    sendTo(0, "1", "2", "3");
    DefaultLitePullConsumer first = poller("10.0.0.7");
    first.setPullBatchSize(2);
    subscribed(first);
    assertThat(one(first)).containsExactly("1", "2");
    first.close();
    assertThat(drained(subscribed("10.0.0.7"))).containsExactly("3");
  }

  @Test
  void what_the_last_poll_returned_is_not_committed_before_the_next() throws Exception {
    sendTo(0, "1", "2");
    DefaultLitePullConsumer consumer = poller("10.0.0.7");
    consumer.setPullBatchSize(1);
    consumer.setAutoCommitIntervalMillis(1000);
    assigned(consumer, 0);
    assertThat(one(consumer)).containsExactly("1");
    pass(10);
    assertThat(one(consumer)).containsExactly("2");
    assertThat(consumer.committed(queue(0))).isEqualTo(1);
  }

  @Test
  void without_automatic_commits_only_commits_count() throws Exception {
    sendTo(0, "1", "2", "3");
    DefaultLitePullConsumer first = poller("10.0.0.7");
    first.setAutoCommit(false);
    first.setPullBatchSize(1);
    subscribed(first);
    one(first);
    one(first);
    first.commitSync();
    assertThat(first.committed(queue(0))).isEqualTo(2);
    one(first);
    pass(20);
    first.close();
    assertThat(drained(subscribed("10.0.0.7"))).containsExactly("3");
  }

  @Test
  void offsets_of_the_applications_can_be_committed() throws Exception {
    sendTo(0, "1", "2", "3");
    DefaultLitePullConsumer first = poller("10.0.0.7");
    first.setAutoCommit(false);
    subscribed(first);
    drained(first);
    MessageQueue elsewhere = new MessageQueue("elsewhere", "broker-a", 0);
    first.commit(Map.of(queue(0), 1L, queue(1), -1L, elsewhere, 5L), false);
    assertThat(first.committed(queue(0))).isEqualTo(1);
    first.commitSync(Map.of(queue(0), 2L), true);
    assertThat(first.committed(queue(0))).isEqualTo(2);
    first.commit(Set.of(queue(0)), true);
    assertThat(first.committed(queue(0))).isEqualTo(3);
    first.commit(Map.of(queue(0), 1L), true);
    first.close();
    assertThat(drained(subscribed("10.0.0.7"))).containsExactly("2", "3");
  }

  @Test
  void a_seek_goes_back_and_forth() throws Exception {
    sendTo(0, "1", "2", "3");
    DefaultLitePullConsumer consumer = assigned(poller("10.0.0.7"), 0);
    assertThat(drained(consumer)).containsExactly("1", "2", "3");
    consumer.seek(queue(0), 1);
    assertThat(drained(consumer)).containsExactly("2", "3");
    consumer.seekToBegin(queue(0));
    sendTo(0, "4");
    consumer.seekToEnd(queue(0));
    assertThat(drained(consumer)).isEmpty();
    consumer.seekToBegin(queue(0));
    assertThat(drained(consumer)).containsExactly("1", "2", "3", "4");
  }

  @Test
  void a_seek_forgets_what_was_pulled_before() throws Exception {
    sendTo(0, "1", "2", "3");
    DefaultLitePullConsumer consumer = assigned(poller("10.0.0.7"), 0);
    pass(2);
    consumer.seek(queue(0), 2);
    assertThat(drained(consumer)).containsExactly("3");
  }

  @Test
  void a_wrong_seek_is_explained() throws Exception {
    sendTo(0, "1", "2");
    DefaultLitePullConsumer consumer = assigned(poller("10.0.0.7"), 0);
    pass(1);
    assertThatThrownBy(() -> consumer.seek(queue(0), 3))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining(
            "Seek offset illegal, seek offset = 3, min offset = 0, max offset = 2");
    assertThatThrownBy(() -> consumer.seek(queue(1), 0))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("The message queue is not in assigned list, message queue: ");
    assertThatThrownBy(() -> subscribed("10.0.0.8").seek(queue(0), 0))
        .hasMessageContaining("not in assigned list, may be rebalancing, message queue: ");
  }

  @Test
  void a_queue_that_is_paused_brings_nothing_until_it_is_resumed() throws Exception {
    DefaultLitePullConsumer consumer = assigned(poller("10.0.0.7"), 0, 1);
    pass(2);
    consumer.pause(queues(0));
    sendTo(0, "resting");
    sendTo(1, "awake");
    assertThat(drained(consumer)).containsExactly("awake");
    consumer.resume(queues(0));
    assertThat(drained(consumer)).containsExactly("resting");
  }

  @Test
  void no_more_is_pulled_than_a_queue_may_have_in_hand() throws Exception {
    sendTo(0, "1", "2", "3", "4", "5", "6", "7", "8", "9");
    DefaultLitePullConsumer consumer = poller("10.0.0.7");
    consumer.setPullBatchSize(2);
    consumer.setPullThresholdForQueue(3);
    assigned(consumer, 0);
    pass(5);
    consumer.updateNameServerAddress("10.0.0.1:1");
    server.server.close();
    assertThat(drained(consumer)).containsExactly("1", "2", "3", "4");
  }

  @Test
  void assigned_queues_are_read_whoever_else_reads_them() throws Exception {
    sendTo(0, "1");
    sendTo(1, "2");
    DefaultLitePullConsumer one = assigned(poller("10.0.0.7"), 0, 1);
    DefaultLitePullConsumer two = assigned(poller("10.0.0.8"), 1);
    assertThat(drained(one)).containsExactlyInAnyOrder("1", "2");
    assertThat(drained(two)).containsExactly("2");
    one.assign(queues(2));
    sendTo(2, "3");
    sendTo(0, "4");
    assertThat(drained(one)).containsExactly("3");
    one.assign(queues(0, 2));
    assertThat(drained(one)).containsExactly("4");
    assertThat(one.assignment()).containsExactlyInAnyOrderElementsOf(queues(0, 2));
  }

  @Test
  void a_round_that_was_planned_before_queues_are_assigned_adds_none() throws Exception {
    DefaultLitePullConsumer consumer = poller("10.0.0.7");
    consumer.start();
    consumer.assign(queues(0, 2));
    pass(30);
    assertThat(consumer.assignment()).containsExactlyInAnyOrderElementsOf(queues(0, 2));
    consumer.assign(queues(1));
    pass(30);
    assertThat(consumer.assignment()).containsExactlyElementsOf(queues(1));
  }

  @Test
  void whoever_assigns_cannot_subscribe_as_well() throws Exception {
    DefaultLitePullConsumer consumer = assigned(poller("10.0.0.7"), 0);
    assertThatThrownBy(() -> consumer.subscribe(TOPIC, "*"))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("subscribe exception")
        .hasRootCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_filter_applies_to_assigned_queues() throws Exception {
    DefaultLitePullConsumer consumer = poller("10.0.0.7");
    consumer.setSubExpressionForAssign(TOPIC, "TagB");
    assigned(consumer, 0, 1, 2, 3);
    send(new Message(TOPIC, "TagA", "other".getBytes(StandardCharsets.UTF_8)));
    send(new Message(TOPIC, "TagB", "mine".getBytes(StandardCharsets.UTF_8)));
    assertThat(drained(consumer)).containsExactly("mine");
  }

  @Test
  void a_topic_that_gets_more_queues_is_told() throws Exception {
    DefaultLitePullConsumer consumer = subscribed("10.0.0.7");
    List<Set<MessageQueue>> heard = new ArrayList<>();
    consumer.registerTopicMessageQueueChangeListener(TOPIC, (topic, queues) -> heard.add(queues));
    pass(45);
    assertThat(heard).isEmpty();
    producer.createTopic("TBW102", TOPIC, 6, Map.of());
    pass(45);
    assertThat(heard).hasSize(1);
    assertThat(heard.get(0)).hasSize(6).isEqualTo(consumer.fetchMessageQueues(TOPIC));
  }

  @Test
  void offsets_are_found_by_time() throws Exception {
    sendTo(0, "1");
    pass(10);
    long between = now();
    pass(10);
    sendTo(0, "2");
    DefaultLitePullConsumer consumer = subscribed("10.0.0.7");
    assertThat(consumer.offsetForTimestamp(queue(0), between)).isEqualTo(1);
    assertThat(consumer.committed(queue(1))).isEqualTo(-1);
  }

  @Test
  void names_with_a_namespace_are_its_own() throws Exception {
    producer.createTopic("TBW102", "red%" + TOPIC, 1, Map.of());
    producer.send(new Message("red%" + TOPIC, "hello".getBytes(StandardCharsets.UTF_8)));
    DefaultLitePullConsumer consumer = poller("10.0.0.7");
    consumer.setNamespace("red");
    subscribed(consumer);
    List<MessageExt> polled = consumer.poll(3000);
    assertThat(polled).extracting(MessageExt::getTopic).containsExactly(TOPIC);
    assertThat(consumer.assignment()).extracting(MessageQueue::getTopic).containsOnly(TOPIC);
    assertThat(consumer.getConsumerGroup()).isEqualTo("red%" + GROUP);
  }

  @Test
  void hooks_hear_of_what_is_polled() throws Exception {
    List<String> heard = new ArrayList<>();
    DefaultLitePullConsumer consumer = poller("10.0.0.7");
    consumer.registerConsumeMessageHook(
        new ConsumeMessageHook() {
          @Override
          public String hookName() {
            return "notes";
          }

          @Override
          public void consumeMessageBefore(ConsumeMessageContext context) {
            heard.add("before " + context.getMsgList().size());
          }

          @Override
          public void consumeMessageAfter(ConsumeMessageContext context) {
            heard.add("after " + context.getStatus() + context.isSuccess());
          }
        });
    sendTo(0, "1");
    drained(subscribed(consumer));
    assertThat(heard).containsExactly("before 1", "after CONSUME_SUCCESStrue");
  }

  @Test
  void wrong_use_is_answered_with_the_known_words() throws Exception {
    DefaultLitePullConsumer consumer = poller("10.0.0.7");
    String notRunning = "The consumer not running, please start it first.";
    assertThatThrownBy(consumer::poll)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(notRunning);
    assertThatThrownBy(() -> consumer.committed(queue(0))).hasMessage(notRunning);
    assertThatThrownBy(() -> consumer.assign(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Message queues can not be null or empty.");
    assertThatThrownBy(() -> consumer.subscribe("", "*"))
        .isInstanceOf(MQClientException.class)
        .hasRootCauseMessage("Topic can not be null or empty.");
    assertThatThrownBy(() -> consumer.setSubExpressionForAssign(TOPIC, " "))
        .hasMessage("subExpression can not be null or empty.");
    consumer.subscribe(TOPIC);
    assertThatThrownBy(() -> consumer.assign(queues(0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Subscribe and assign are mutually exclusive.");
    consumer.start();
    assertThatThrownBy(() -> consumer.poll(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Timeout must not be negative");
    assertThatThrownBy(() -> consumer.setSubExpressionForAssign(TOPIC, "*"))
        .hasMessage("setAssignTag only can be called before start.");
    assertThatThrownBy(consumer::start)
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("The PullConsumer service state not OK, maybe started once, RUNNING");
    assertThatThrownBy(() -> consumer.registerTopicMessageQueueChangeListener(TOPIC, null))
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("Topic or listener is null");
    consumer.close();
    consumer.close();
    assertThat(consumer.isRunning()).isFalse();
    assertThatThrownBy(consumer::poll).hasMessage(notRunning);
  }

  @Test
  void wrong_settings_are_answered_with_the_known_words() {
    DefaultLitePullConsumer consumer = poller("10.0.0.7");
    consumer.setConsumerTimeoutMillisWhenSuspend(19_999);
    assertThatThrownBy(consumer::start)
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("Long polling mode, the consumer consumerTimeoutMillisWhenSuspend");
    DefaultLitePullConsumer unnamed = new DefaultLitePullConsumer("DEFAULT_CONSUMER");
    assertThatThrownBy(unnamed::start)
        .hasMessageContaining("consumerGroup can not equal DEFAULT_CONSUMER");
    consumer.setAutoCommitIntervalMillis(999);
    assertThat(consumer.getAutoCommitIntervalMillis()).isEqualTo(5000);
  }
}
