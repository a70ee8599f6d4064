package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.exception.MQClientException;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendResult;
import io.skua.client.producer.SendStatus;
import io.skua.common.message.Message;
import io.skua.common.message.MessageAccessor;
import io.skua.common.message.MessageQueue;
import io.skua.net.Completion;
import io.skua.net.NetException;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.SendMessage;
import io.skua.wire.message.BatchBody;
import io.skua.wire.message.Compression;
import io.skua.wire.message.MessageProperties;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Protocol 6.7, 6.12 to 6.14: what a broker gets and what the caller gets back. */
class SendTest extends ClientScenario {
  private static final MessageQueue QUEUE = new MessageQueue("TopicTest", "broker-b", 3);

  @AfterEach
  void clear() {
    System.clearProperty("org.apache.rocketmq.client.sendSmartMsg");
    System.clearProperty("rocketmq.serialize.type");
  }

  private FakeBroker.Sent onlySend() {
    assertThat(sends()).isEqualTo(1);
    return a.sends().isEmpty() ? b.sends().get(0) : a.sends().get(0);
  }

  @Test
  void a_synchronous_send_returns_where_the_message_is() throws Exception {
    Message message = message("hello");
    SendResult result = started("group").send(message);
    FakeBroker.Sent sent = onlySend();
    assertThat(result.getSendStatus()).isEqualTo(SendStatus.SEND_OK);
    assertThat(result.getMsgId())
        .isEqualTo(sent.uniqueKey())
        .isEqualTo(message.getProperty("UNIQ_KEY"));
    assertThat(result.getTransactionId()).isEqualTo(sent.uniqueKey());
    assertThat(result.getOffsetMsgId()).isEqualTo("OFFSET-ID-0");
    assertThat(result.getQueueOffset()).isZero();
    assertThat(result.getRegionId()).isEqualTo("RegionOfTest");
    assertThat(result.isTraceOn()).isTrue();
    assertThat(result.getMessageQueue())
        .isEqualTo(
            new MessageQueue("TopicTest", sent.header().brokerName(), sent.header().queueId()));
  }

  @Test
  void the_header_says_what_the_producer_and_the_message_say() throws Exception {
    DefaultMQProducer producer = started("group");
    producer.setUnitMode(true);
    Message message = message("hello");
    message.setFlag(7);
    message.setKeys("k1");
    producer.send(message);
    FakeBroker.Sent sent = onlySend();
    SendMessage header = sent.header();
    assertThat(sent.code()).isEqualTo(RequestCode.SEND_MESSAGE_V2);
    assertThat(header.producerGroup()).isEqualTo("group");
    assertThat(header.topic()).isEqualTo("TopicTest");
    assertThat(header.flag()).isEqualTo(7);
    assertThat(header.sysFlag()).isZero();
    assertThat(header.bornTimestamp())
        .isBetween(time.clock().wallMillis() - 20, time.clock().wallMillis());
    assertThat(header.reconsumeTimes()).isZero();
    assertThat(header.maxReconsumeTimes()).isNull();
    assertThat(header.batch()).isFalse();
    assertThat(header.unitMode()).isTrue();
    assertThat(sent.properties())
        .containsEntry("KEYS", "k1")
        .containsEntry("TAGS", "TagA")
        .containsEntry("WAIT", "true")
        .containsKey("UNIQ_KEY");
    assertThat(sent.body()).asString().isEqualTo("hello");
  }

  @Test
  void a_queue_that_was_given_is_used() throws Exception {
    SendResult result = started("group").send(message("x"), QUEUE);
    assertThat(result.getMessageQueue()).isEqualTo(QUEUE);
    assertThat(b.sends().get(0).header().queueId()).isEqualTo(3);
    assertThat(a.sends()).isEmpty();
  }

  @Test
  void a_queue_of_another_topic_is_refused() throws Exception {
    DefaultMQProducer producer = started("group");
    MessageQueue other = new MessageQueue("Other", "broker-b", 3);
    assertThatThrownBy(() -> producer.send(message("x"), other))
        .isInstanceOf(MQClientException.class)
        .hasMessageStartingWith("message's topic not equal mq's topic");
    assertThatThrownBy(() -> producer.sendAsync(message("x"), other).get())
        .hasMessageContaining("Topic of the message does not match its target message queue");
  }

  @Test
  void a_selector_gets_all_queues_and_a_copy_of_the_message() throws Exception {
    Message message = message("x");
    SendResult result =
        started("group")
            .send(
                message,
                (queues, copy, arg) -> {
                  assertThat(queues).hasSize(8);
                  assertThat(copy).isNotSameAs(message);
                  assertThat(copy.getTopic()).isEqualTo("TopicTest");
                  return queues.get((Integer) arg);
                },
                7);
    assertThat(result.getMessageQueue()).isEqualTo(QUEUE);
  }

  @Test
  void a_selector_that_fails_or_chooses_nothing_is_told() throws Exception {
    DefaultMQProducer producer = started("group");
    assertThatThrownBy(
            () ->
                producer.send(
                    message("x"),
                    (queues, copy, arg) -> {
                      throw new IllegalStateException("mine");
                    },
                    null))
        .isInstanceOf(MQClientException.class)
        .hasMessageStartingWith("select message queue threw exception.")
        .hasRootCauseMessage("mine");
    assertThatThrownBy(() -> producer.send(message("x"), (queues, copy, arg) -> null, null))
        .isInstanceOf(MQClientException.class)
        .hasMessageStartingWith("select message queue return null.");
    assertThat(sends()).isZero();
  }

  @Test
  void an_asynchronous_send_brings_the_same_result() throws Exception {
    DefaultMQProducer producer = started("group");
    SendResult result = time.await(producer.sendAsync(message("x")), SECOND);
    assertThat(result.getMsgId()).isEqualTo(onlySend().uniqueKey());
    SendResult chosen = time.await(producer.sendAsync(message("x"), QUEUE), SECOND);
    assertThat(chosen.getMessageQueue()).isEqualTo(QUEUE);
  }

  @Test
  void a_one_way_send_is_marked_and_not_waited_for() throws Exception {
    DefaultMQProducer producer = started("group");
    producer.sendOneway(message("x"));
    time.advance(SECOND);
    assertThat(onlySend().oneWay()).isTrue();
    producer.sendOneway(message("x"), QUEUE);
    producer.sendOneway(message("x"), (queues, copy, arg) -> queues.get(7), null);
    time.advance(SECOND);
    assertThat(b.sends().stream().filter(sent -> sent.header().queueId() == 3))
        .hasSizeGreaterThan(1);
  }

  @Test
  void a_one_way_send_to_a_dead_broker_returns_at_once() throws Exception {
    DefaultMQProducer producer = started("group");
    time.await(producer.warmUp("TopicTest"), SECOND);
    network.silence(b.address());
    long start = millis();
    producer.sendOneway(message("x"), QUEUE);
    assertThat(millis()).isEqualTo(start);
  }

  @Test
  void messages_that_cannot_be_sent_are_refused_with_the_known_texts() throws Exception {
    DefaultMQProducer producer = started("group");
    assertThatThrownBy(() -> producer.send((Message) null))
        .hasMessageContaining("the message is null");
    assertThatThrownBy(() -> producer.send(new Message("TopicTest", null)))
        .isInstanceOfSatisfying(
            MQClientException.class, e -> assertThat(e.getResponseCode()).isEqualTo(13))
        .hasMessageContaining("the message body is null");
    assertThatThrownBy(() -> producer.send(message("")))
        .hasMessageContaining("the message body length is zero");
    producer.setMaxMessageSize(10);
    assertThatThrownBy(() -> producer.send(message("12345678901")))
        .hasMessageContaining("the message body size over max value, MAX: 10");
    assertThatThrownBy(() -> producer.send(message("SCHEDULE_TOPIC_XXXX", "x")))
        .hasMessageContaining("Sending message to topic[SCHEDULE_TOPIC_XXXX] is forbidden.");
    assertThat(sends()).isZero();
  }

  @Test
  void bodies_are_compressed_from_the_threshold_on_and_the_callers_stay_as_they_are()
      throws Exception {
    DefaultMQProducer producer = started("group");
    byte[] body = "ab".repeat(2048).getBytes(StandardCharsets.UTF_8);
    Message large = new Message("TopicTest", body);
    producer.send(large, QUEUE);
    FakeBroker.Sent sent = b.sends().get(0);
    assertThat(sent.header().sysFlag() & 1).isEqualTo(1);
    assertThat(sent.body()).hasSizeLessThan(200);
    assertThat(Compression.inflate(sent.body(), 0, sent.body().length, 1 << 20)).isEqualTo(body);
    assertThat(large.getBody()).isSameAs(body);
    assertThat(body).asString().isEqualTo("ab".repeat(2048));
    Message small = new Message("TopicTest", Arrays.copyOf(body, 4095));
    producer.send(small, QUEUE);
    assertThat(b.sends().get(1).header().sysFlag()).isZero();
    assertThat(b.sends().get(1).body()).hasSize(4095);
  }

  @Test
  void the_callers_body_and_topic_stay_when_the_send_fails() throws Exception {
    DefaultMQProducer producer = producer("group");
    producer.setNamespace("ns");
    producer.start();
    byte[] body = "ab".repeat(4096).getBytes(StandardCharsets.UTF_8);
    Message message = new Message("TopicTest", body);
    assertThatThrownBy(() -> producer.send(message)).isInstanceOf(MQClientException.class);
    assertThat(message.getBody()).isSameAs(body);
    assertThat(message.getTopic()).isEqualTo("TopicTest");
  }

  @Test
  void a_namespace_wraps_topic_and_group_and_the_result_is_without_it() throws Exception {
    names.topic("ns%TopicTest", 4, a);
    DefaultMQProducer producer = producer("group");
    producer.setNamespace("ns");
    producer.start();
    assertThat(producer.getProducerGroup()).isEqualTo("ns%group");
    Message message = message("x");
    SendResult result = producer.send(message);
    FakeBroker.Sent sent = onlySend();
    assertThat(sent.header().topic()).isEqualTo("ns%TopicTest");
    assertThat(sent.header().producerGroup()).isEqualTo("ns%group");
    assertThat(sent.properties()).containsEntry("INSTANCE_ID", "ns");
    assertThat(result.getMessageQueue().getTopic()).isEqualTo("TopicTest");
    assertThat(message.getTopic()).isEqualTo("TopicTest");
    assertThat(producer.fetchPublishMessageQueues("TopicTest"))
        .allMatch(queue -> queue.getTopic().equals("TopicTest"));
    producer.send(
        message("x"),
        (queues, copy, arg) -> {
          assertThat(queues).allMatch(queue -> queue.getTopic().equals("TopicTest"));
          return queues.get(0);
        },
        null);
  }

  @Test
  void the_vip_channel_is_two_ports_below_and_for_sends_only() throws Exception {
    FakeBroker vip = new FakeBroker(network, time, "broker-a", a.address().withPort(10909));
    names.topic("TopicTest", 4, a);
    DefaultMQProducer producer = producer("group");
    producer.setVipChannelEnabled(true);
    producer.start();
    producer.send(message("x"));
    time.advance(SECOND.multipliedBy(40));
    assertThat(vip.codes()).containsExactly(RequestCode.SEND_MESSAGE_V2);
    assertThat(a.codes()).containsExactly(RequestCode.HEART_BEAT);
  }

  @Test
  void the_vip_connection_survives_the_cleaning_of_connections() throws Exception {
    FakeBroker vip = new FakeBroker(network, time, "broker-a", a.address().withPort(10909));
    names.topic("TopicTest", 4, a);
    DefaultMQProducer producer = producer("group");
    producer.setVipChannelEnabled(true);
    producer.setHeartbeatBrokerInterval(1_000);
    producer.start();
    producer.send(message("x"));
    time.advance(SECOND.multipliedBy(10));
    producer.send(message("x"));
    assertThat(vip.received()).extracting(FakePeer.Received::link).hasSize(2);
    assertThat(vip.received().get(0).link()).isSameAs(vip.received().get(1).link());
  }

  @Test
  void long_field_names_are_used_when_the_property_says_so() throws Exception {
    System.setProperty("org.apache.rocketmq.client.sendSmartMsg", "false");
    DefaultMQProducer producer = started("group");
    producer.send(message("x"));
    assertThat(onlySend().code()).isEqualTo(RequestCode.SEND_MESSAGE);
    producer.send(List.of(message("x")), QUEUE);
    assertThat(b.received(RequestCode.SEND_BATCH_MESSAGE)).hasSize(1);
  }

  @Test
  void the_binary_header_form_works_and_another_one_is_refused() throws Exception {
    System.setProperty("rocketmq.serialize.type", "rocketmq");
    started("g1").send(message("x"));
    assertThat(onlySend().header().topic()).isEqualTo("TopicTest");
    System.setProperty("rocketmq.serialize.type", "xml");
    DefaultMQProducer producer = producer("g2");
    assertThatThrownBy(producer::start)
        .isInstanceOf(MQClientException.class)
        .hasMessageContaining("rocketmq.serialize.type is xml; it can be JSON or ROCKETMQ");
  }

  @Test
  void the_other_ways_of_being_stored_are_results() throws Exception {
    DefaultMQProducer producer = started("group");
    Map<Integer, SendStatus> known =
        Map.of(
            10, SendStatus.FLUSH_DISK_TIMEOUT,
            11, SendStatus.SLAVE_NOT_AVAILABLE,
            12, SendStatus.FLUSH_SLAVE_TIMEOUT);
    for (Map.Entry<Integer, SendStatus> each : known.entrySet()) {
      b.next(RequestCode.SEND_MESSAGE_V2, b.stored(each.getKey()));
      assertThat(producer.send(message("x"), QUEUE).getSendStatus()).isEqualTo(each.getValue());
    }
  }

  @Test
  void a_batch_is_one_request_and_one_result() throws Exception {
    List<Message> messages = List.of(message("one"), message("two"));
    messages.get(1).setKeys("k2");
    SendResult result = started("group").send(messages);
    FakeBroker.Sent sent = onlySend();
    String ids =
        messages.get(0).getProperty("UNIQ_KEY") + "," + messages.get(1).getProperty("UNIQ_KEY");
    assertThat(result.getMsgId()).isEqualTo(ids);
    assertThat(sent.code()).isEqualTo(RequestCode.SEND_BATCH_MESSAGE);
    assertThat(sent.header().batch()).isTrue();
    assertThat(sent.properties())
        .containsOnlyKeys("UNIQ_KEY", "WAIT")
        .containsEntry("WAIT", "true");
    assertThat(ids).doesNotContain(sent.uniqueKey());
    List<BatchBody.Entry> entries = BatchBody.split(sent.body(), 0, sent.body().length);
    assertThat(entries).hasSize(2);
    assertThat(entries.get(0).body()).asString().isEqualTo("one");
    assertThat(MessageProperties.parse(entries.get(1).properties())).containsEntry("KEYS", "k2");
  }

  @Test
  void a_batch_is_never_compressed_and_never_too_large() throws Exception {
    DefaultMQProducer producer = started("group");
    String large = "x".repeat(5000);
    producer.send(List.of(message(large), message(large)), QUEUE);
    assertThat(b.sends().get(0).header().sysFlag()).isZero();
    assertThat(b.sends().get(0).body()).hasSizeGreaterThan(10_000);
    producer.setMaxMessageSize(6_000);
    assertThatThrownBy(() -> producer.send(List.of(message(large), message(large))))
        .hasMessageContaining("the message body size over max value, MAX: 6000");
  }

  @Test
  void a_batch_that_does_not_go_together_is_refused() throws Exception {
    DefaultMQProducer producer = started("group");
    Message delayed = message("x");
    delayed.setDelayTimeLevel(1);
    String text = "Failed to initiate the MessageBatch";
    assertThatThrownBy(() -> producer.send(List.of(delayed)))
        .hasMessageStartingWith(text)
        .hasRootCauseMessage("TimeDelayLevel is not supported for batching");
    assertThatThrownBy(() -> producer.send(List.of(message("x"), message("Other", "x"))))
        .hasMessageStartingWith(text)
        .hasRootCauseMessage("The topic of the messages in one batch should be the same");
    assertThatThrownBy(() -> producer.send(List.of(message("x"), message(""))))
        .hasMessageStartingWith(text);
    assertThat(sends()).isZero();
  }

  @Test
  void a_message_that_is_sent_twice_keeps_its_id() throws Exception {
    DefaultMQProducer producer = started("group");
    Message message = message("x");
    String first = producer.send(message).getMsgId();
    assertThat(producer.send(message).getMsgId()).isEqualTo(first);
  }

  @Test
  void a_retry_topic_moves_its_counts_to_the_header() throws Exception {
    names.topic("%RETRY%cg", 1, a);
    DefaultMQProducer producer = started("group");
    Message message = message("%RETRY%cg", "x");
    MessageAccessor.setReconsumeTime(message, "3");
    MessageAccessor.setMaxReconsumeTimes(message, "16");
    producer.send(message);
    assertThat(onlySend().header().reconsumeTimes()).isEqualTo(3);
    assertThat(onlySend().header().maxReconsumeTimes()).isEqualTo(16);
    assertThat(onlySend().properties()).containsEntry("RECONSUME_TIME", "3");
  }

  @Test
  void a_time_out_without_end_is_allowed() throws Exception {
    DefaultMQProducer producer = started("group");
    assertThat(producer.send(message("x"), Long.MAX_VALUE).getMsgId()).isNotEmpty();
    assertThat(producer.send(message("x"), QUEUE, Long.MAX_VALUE).getMsgId()).isNotEmpty();
  }

  @Test
  void requests_of_a_broker_that_this_client_does_not_know_are_answered() throws Exception {
    DefaultMQProducer producer = started("group");
    producer.send(message("x"), QUEUE);
    Frame[] answer = new Frame[1];
    b.received()
        .get(0)
        .link()
        .call(
            Frame.request(4711),
            time.clock().nanos() + SECOND.toNanos(),
            false,
            new Completion() {
              @Override
              public void replied(Frame response) {
                answer[0] = response.retain();
              }

              @Override
              public void failed(NetException failure) {
                throw new AssertionError(failure);
              }
            });
    time.advance(SECOND);
    assertThat(answer[0].code()).isEqualTo(3);
  }
}
