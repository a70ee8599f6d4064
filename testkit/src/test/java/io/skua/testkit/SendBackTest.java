package io.skua.testkit;

import static io.skua.testkit.ServerFixture.message;
import static io.skua.testkit.ServerFixture.properties;
import static io.skua.testkit.ServerFixture.pull;
import static io.skua.testkit.ServerFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.skua.wire.body.LockQueues;
import io.skua.wire.body.QueueName;
import io.skua.wire.body.SubscriptionGroup;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.Fields;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.MessageRecord;
import io.skua.wire.message.OffsetMessageId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Protocol B 6.2: messages that could not be consumed come again, and die at last. */
class SendBackTest {
  private static final String GROUP = "consumers";
  private static final String RETRY = "%RETRY%consumers";
  private static final String DEAD = "%DLQ%consumers";

  private final ServerFixture server = new ServerFixture().start();

  private MessageRecord sent() {
    String properties = properties("UNIQ_KEY", "KEY1", "TAGS", "TagB", "KEYS", "key3", "a", "b");
    server.call(message("orders", "hello3", "i", properties));
    return records("orders").get(0);
  }

  private List<MessageRecord> records(String topic) {
    Frame answer = server.call(pull(topic, 0));
    byte[] body = answer.bodyBytes();
    return MessageRecord.parseAll(body, 0, body.length);
  }

  private MessageRecord last(String topic) {
    List<MessageRecord> records = records(topic);
    return records.get(records.size() - 1);
  }

  private Frame back(MessageRecord message, String... changes) {
    Map<String, String> fields =
        ServerFixture.map(
            "bname",
            "broker-a",
            "delayLevel",
            "0",
            "group",
            GROUP,
            "maxReconsumeTimes",
            "16",
            "offset",
            Long.toString(message.logOffset()),
            "originMsgId",
            "KEY1",
            "originTopic",
            "orders",
            "unitMode",
            "false");
    fields.putAll(ServerFixture.map(changes));
    return server.call(
        Frame.request(RequestCode.CONSUMER_SEND_MESSAGE_BACK).withFields(Fields.of(fields)));
  }

  private static Map<String, String> propertiesOf(MessageRecord message) {
    return MessageProperties.parse(message.properties());
  }

  private static String id(MessageRecord message) {
    return new OffsetMessageId(message.storeHost(), message.logOffset()).text();
  }

  @Test
  void a_message_comes_again_after_ten_seconds_with_what_it_was() {
    MessageRecord first = sent();
    Frame answer = back(first);
    assertThat(answer.code()).isZero();
    assertThat(answer.remark()).isNull();
    server.time.advance(Duration.ofMillis(9_900));
    assertThat(records(RETRY)).isEmpty();
    server.time.advance(Duration.ofMillis(200));
    MessageRecord again = last(RETRY);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.reconsumeTimes()).isEqualTo(1);
    assertThat(again.bornTimestamp()).isEqualTo(first.bornTimestamp());
    assertThat(again.bornHost()).isEqualTo(first.bornHost());
    // Golden sample retry-message-record.
    Map<String, String> expected = new HashMap<>(propertiesOf(first));
    expected.putAll(
        Map.of(
            "ORIGIN_MESSAGE_ID",
            id(first),
            "RETRY_TOPIC",
            "orders",
            "DELAY",
            "3",
            "WAIT",
            "false",
            "REAL_TOPIC",
            RETRY,
            "REAL_QID",
            "0"));
    assertThat(propertiesOf(again)).isEqualTo(expected);
  }

  @Test
  void each_attempt_comes_later_and_keeps_where_the_message_is_from() {
    MessageRecord message = sent();
    String origin = id(message);
    long[] delays = {10, 30, 60, 120};
    for (int i = 0; i < delays.length; i++) {
      long before = server.time.clock().wallMillis();
      // What the consumer calls the topic stays the first one.
      assertThat(back(message).code()).isZero();
      server.time.advance(Duration.ofSeconds(delays[i]).plusMillis(100));
      message = last(RETRY);
      assertThat(message.queueOffset()).isEqualTo(i);
      assertThat(message.reconsumeTimes()).isEqualTo(i + 1);
      assertThat(message.storeTimestamp() - before).isBetween(delays[i] * 1000, delays[i] * 1001);
      assertThat(propertiesOf(message))
          .containsEntry("RETRY_TOPIC", "orders")
          .containsEntry("ORIGIN_MESSAGE_ID", origin);
    }
  }

  @Test
  void the_consumer_says_how_late() {
    MessageRecord first = sent();
    back(first, "delayLevel", "1");
    server.time.advance(Duration.ofMillis(1_100));
    assertThat(propertiesOf(last(RETRY))).containsEntry("DELAY", "1");
  }

  @Test
  void a_message_without_attempts_left_is_a_dead_letter_that_can_be_read() {
    MessageRecord first = sent();
    assertThat(back(first, "maxReconsumeTimes", "0").code()).isZero();
    MessageRecord dead = last(DEAD);
    assertThat(dead.reconsumeTimes()).isEqualTo(1);
    // Golden sample dlq-record.
    Map<String, String> expected = new HashMap<>(propertiesOf(first));
    expected.putAll(
        Map.of(
            "ORIGIN_MESSAGE_ID",
            id(first),
            "RETRY_TOPIC",
            "orders",
            "DELAY",
            "0",
            "WAIT",
            "false"));
    assertThat(propertiesOf(dead)).isEqualTo(expected);
    assertThat(server.route(DEAD).queues().get(0).perm()).isEqualTo(6);
    assertThat(server.route(DEAD).queues().get(0).readQueueNums()).isEqualTo(1);
  }

  @Test
  void the_consumer_may_declare_a_message_dead() {
    back(sent(), "delayLevel", "-1");
    assertThat(records(DEAD)).hasSize(1);
    assertThat(records(RETRY)).isEmpty();
  }

  @Test
  void the_setting_of_the_group_counts_when_the_client_says_nothing() {
    update("\"retryMaxTimes\":16", "\"retryMaxTimes\":0");
    MessageRecord first = sent();
    server.call(
        RequestCode.CONSUMER_SEND_MESSAGE_BACK,
        "group",
        GROUP,
        "offset",
        Long.toString(first.logOffset()),
        "delayLevel",
        "0");
    assertThat(records(DEAD)).hasSize(1);
  }

  @Test
  void a_group_without_retry_queues_wants_no_second_attempt() {
    update("\"retryQueueNums\":1", "\"retryQueueNums\":0");
    assertThat(back(sent()).code()).isZero();
    server.time.advance(Duration.ofMinutes(1));
    assertThat(server.call(pull(RETRY, 0)).code()).isEqualTo(17);
  }

  private void update(String from, String to) {
    String group = new String(SubscriptionGroup.of(GROUP).write(), StandardCharsets.UTF_8);
    assertThat(group).contains(from);
    server.call(
        Frame.request(
            RequestCode.UPDATE_SUBSCRIPTION_GROUP,
            Fields.NONE,
            ServerFixture.bytes(group.replace(from, to))));
  }

  @Test
  void what_is_not_there_or_is_of_another_topic_is_not_taken() {
    MessageRecord first = sent();
    Frame nowhere = back(first, "offset", "7");
    assertThat(nowhere.code()).isEqualTo(1);
    assertThat(nowhere.remark()).isEqualTo("look message by offset failed, 7");
    assertThat(back(first, "originTopic", "another").code()).isEqualTo(1);
    assertThat(back(first, "offset", "-1").code()).isEqualTo(1);
    Frame group = back(first, "group", "a b");
    assertThat(group.code()).isEqualTo(26);
    assertThat(group.remark()).startsWith("subscription group not exist, a b ");
  }

  // --- by a send to the retry topic, as clients do when request 36 fails

  private Frame resend(int times, int most) {
    String properties =
        properties(
            "UNIQ_KEY",
            "KEY1",
            "RETRY_TOPIC",
            "orders",
            "ORIGIN_MESSAGE_ID",
            "ID",
            "DELAY",
            Integer.toString(3 + times));
    return server.call(
        message(
            RETRY,
            "again",
            "i",
            properties,
            "j",
            Integer.toString(times),
            "l",
            Integer.toString(most)));
  }

  @Test
  void what_is_sent_to_the_retry_topic_waits_as_well() {
    assertThat(resend(1, 3).code()).isZero();
    server.time.advance(Duration.ofSeconds(31));
    MessageRecord again = last(RETRY);
    assertThat(again.reconsumeTimes()).isEqualTo(1);
    assertThat(propertiesOf(again))
        .containsEntry("DELAY", "4")
        .containsEntry("RETRY_TOPIC", "orders");
  }

  @Test
  void what_is_sent_to_the_retry_topic_too_often_is_dead() {
    assertThat(resend(3, 3).code()).isZero();
    assertThat(resend(4, 3).code()).isZero();
    MessageRecord dead = records(DEAD).get(0);
    assertThat(dead.reconsumeTimes()).isEqualTo(4);
    assertThat(propertiesOf(dead)).containsEntry("DELAY", "-1");
    assertThat(records(DEAD)).hasSize(1);
  }

  @Test
  void what_a_group_in_order_sends_to_its_retry_topic_is_dead_at_once() {
    TreeSet<QueueName> queues = new TreeSet<>();
    queues.add(new QueueName("orders", "broker-a", 0));
    server.call(
        Frame.request(
            RequestCode.LOCK_QUEUES,
            Fields.NONE,
            new LockQueues(GROUP, "c", false, queues).write()));
    resend(1, 3);
    assertThat(records(DEAD)).hasSize(1);
    server.time.advance(Duration.ofSeconds(61));
    resend(1, 3);
    assertThat(records(DEAD)).hasSize(1);
  }

  @Test
  void dead_letters_survive_a_restart() {
    back(sent(), "delayLevel", "-1");
    server.server.close();
    server.server = server.builder().build();
    server.start();
    server.time.advance(Duration.ofSeconds(2));
    assertThat(records(DEAD)).hasSize(1);
  }

  @Test
  void a_request_that_is_none_is_refused() {
    Frame answer =
        server.call(request(RequestCode.CONSUMER_SEND_MESSAGE_BACK, "group", GROUP, "offset", "x"));
    assertThat(answer.code()).isEqualTo(1);
  }
}
