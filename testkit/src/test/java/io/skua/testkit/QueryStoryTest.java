package io.skua.testkit;

import static io.skua.testkit.ServerFixture.message;
import static io.skua.testkit.ServerFixture.properties;
import static io.skua.testkit.ServerFixture.pull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.QueryResult;
import io.skua.client.exception.MQClientException;
import io.skua.client.internal.instance.ClientRegistry;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.client.producer.SendResult;
import io.skua.common.message.Message;
import io.skua.common.message.MessageExt;
import io.skua.store.disk.MemoryDisk;
import io.skua.wire.body.ConsumeFromWhere;
import io.skua.wire.body.ConsumeStats;
import io.skua.wire.body.ConsumeStats.Progress;
import io.skua.wire.body.ConsumeType;
import io.skua.wire.body.ConsumerConnections;
import io.skua.wire.body.ConsumerData;
import io.skua.wire.body.GroupList;
import io.skua.wire.body.Heartbeat;
import io.skua.wire.body.MessageModel;
import io.skua.wire.body.QueueName;
import io.skua.wire.body.SubscriptionData;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.Fields;
import io.skua.wire.message.MessageRecord;
import io.skua.wire.message.OffsetMessageId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** A producer asks a server for messages by key and by id; raw frames ask what tools ask. */
class QueryStoryTest {
  private static final long ALWAYS = Long.MAX_VALUE;

  private final ServerFixture server = new ServerFixture().start();
  private final ClientRegistry registry =
      new ClientRegistry(server.time, name -> server.network.net("10.0.0.20"));

  private DefaultMQProducer producer(String group) {
    DefaultMQProducer producer = new DefaultMQProducer(group, registry);
    producer.setNamesrvAddr(ServerFixture.SERVER.toString());
    producer.setClientIP("10.0.0.20");
    return producer;
  }

  private DefaultMQProducer started() throws MQClientException {
    DefaultMQProducer producer = producer("group");
    producer.start();
    return producer;
  }

  private static Message keyed(String topic, String keys, String body) {
    return new Message(topic, "TagA", keys, body.getBytes(StandardCharsets.UTF_8));
  }

  private static String body(MessageExt message) {
    return new String(message.getBody(), StandardCharsets.UTF_8);
  }

  private static void isNoMessage(Throwable thrown) {
    assertThat(thrown)
        .hasMessageContaining("query message by key finished, but no message.")
        .asInstanceOf(InstanceOfAssertFactories.type(MQClientException.class))
        .returns(208, MQClientException::getResponseCode);
  }

  @Test
  void a_message_is_found_by_each_key_and_by_both_ids() throws Exception {
    DefaultMQProducer producer = started();
    SendResult sent = producer.send(keyed("orders", "o-1 customer-7", "hello"));
    producer.send(keyed("orders", "o-2 customer-7", "again"));

    QueryResult found = producer.queryMessage("orders", "customer-7", 10, 0, ALWAYS);
    MessageExt byUniqueId = producer.viewMessage("orders", sent.getMsgId());
    MessageExt byOffsetId = producer.viewMessage("orders", sent.getOffsetMsgId());

    assertThat(found.getMessageList()).extracting(QueryStoryTest::body).contains("hello", "again");
    assertThat(found.getIndexLastUpdateTimestamp())
        .isEqualTo(found.getMessageList().get(1).getStoreTimestamp());
    assertThat(producer.queryMessage("orders", "o-2", 10, 0, ALWAYS).getMessageList()).hasSize(1);
    for (MessageExt message : List.of(byUniqueId, byOffsetId)) {
      assertThat(body(message)).isEqualTo("hello");
      assertThat(message.getTopic()).isEqualTo("orders");
      assertThat(message.getKeys()).isEqualTo("o-1 customer-7");
      assertThat(message.getTags()).isEqualTo("TagA");
      assertThat(message.getMsgId()).isEqualTo(sent.getMsgId());
      assertThat(message.getQueueId()).isEqualTo(sent.getMessageQueue().getQueueId());
      assertThat(message.getQueueOffset()).isEqualTo(sent.getQueueOffset());
      assertThat(message.getBrokerName()).isEqualTo("broker-a");
    }
  }

  @Test
  void what_is_not_there_is_told_by_the_known_codes() throws Exception {
    DefaultMQProducer producer = started();
    producer.send(keyed("orders", "k", "hello"));
    long now = server.time.clock().wallMillis();

    assertThatThrownBy(() -> producer.queryMessage("orders", "other", 10, 0, ALWAYS))
        .satisfies(QueryStoryTest::isNoMessage);
    assertThatThrownBy(() -> producer.queryMessage("orders", "k", 10, now + 1, ALWAYS))
        .satisfies(QueryStoryTest::isNoMessage);
    assertThatThrownBy(() -> producer.viewMessage("orders", "no id at all"))
        .satisfies(QueryStoryTest::isNoMessage);
    assertThatThrownBy(() -> producer.queryMessage("nowhere", "k", 10, 0, ALWAYS))
        .hasMessageContaining("The topic[nowhere] not matched route info")
        .asInstanceOf(InstanceOfAssertFactories.type(MQClientException.class))
        .returns(17, MQClientException::getResponseCode);
    producer.shutdown();
    assertThatThrownBy(() -> producer.queryMessage("orders", "k", 10, 0, ALWAYS))
        .hasMessageContaining("The producer service state not OK, SHUTDOWN_ALREADY");
  }

  @Test
  void an_offset_id_of_no_record_is_no_message() throws Exception {
    DefaultMQProducer producer = started();
    String id = producer.send(keyed("orders", "k", "hello")).getOffsetMsgId();

    assertThatThrownBy(() -> producer.viewMessage("orders", id.substring(0, id.length() - 1) + "7"))
        .satisfies(QueryStoryTest::isNoMessage)
        .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(1));
  }

  @Test
  void an_id_is_looked_for_in_the_last_three_days() throws Exception {
    DefaultMQProducer producer = started();
    String id = producer.send(keyed("orders", "k", "hello")).getMsgId();
    server.time.advance(Duration.ofDays(3).minusSeconds(1));
    assertThat(body(producer.viewMessage("orders", id))).isEqualTo("hello");

    server.time.advance(Duration.ofSeconds(3));
    assertThatThrownBy(() -> producer.viewMessage("orders", id))
        .satisfies(QueryStoryTest::isNoMessage);
  }

  @Test
  void a_namespace_is_added_and_taken_off() throws Exception {
    DefaultMQProducer producer = producer("group");
    producer.setNamespace("shop");
    producer.start();
    SendResult sent = producer.send(keyed("orders", "k", "hello"));

    MessageExt found = producer.queryMessage("orders", "k", 1, 0, ALWAYS).getMessageList().get(0);

    assertThat(found.getTopic()).isEqualTo("orders");
    assertThat(producer.viewMessage("orders", sent.getMsgId()).getTopic()).isEqualTo("orders");
    assertThat(producer.viewMessage("orders", sent.getOffsetMsgId()).getTopic())
        .isEqualTo("orders");
  }

  @Test
  void a_compressed_body_is_what_was_sent_and_a_batch_is_found_by_the_keys_of_its_parts()
      throws Exception {
    DefaultMQProducer producer = started();
    String large = "large ".repeat(2000);
    producer.send(keyed("orders", "big", large));
    producer.send(List.of(keyed("orders", "first", "1"), keyed("orders", "second", "2")));

    assertThat(body(producer.queryMessage("orders", "big", 1, 0, ALWAYS).getMessageList().get(0)))
        .isEqualTo(large);
    assertThat(producer.queryMessage("orders", "second", 9, 0, ALWAYS).getMessageList())
        .extracting(QueryStoryTest::body)
        .containsExactly("2");
  }

  @Test
  void messages_are_found_after_a_restart() throws Exception {
    started().send(keyed("orders", "k", "hello"));
    server.server.close();
    server.server = server.builder().build();
    server.start();
    server.time.advance(Duration.ofSeconds(1));

    Frame answer = query("orders", "k", 5);

    assertThat(records(answer)).hasSize(1);
  }

  // --- raw frames

  private Frame query(String topic, String key, int most, String... more) {
    Frame request =
        ServerFixture.request(
            RequestCode.QUERY_MESSAGE,
            "topic",
            topic,
            "key",
            key,
            "maxNum",
            Integer.toString(most),
            "beginTimestamp",
            "0",
            "endTimestamp",
            Long.toString(ALWAYS));
    Map<String, String> fields = new TreeMap<>(request.fields().toMap());
    fields.putAll(ServerFixture.map(more));
    return server.call(request.withFields(Fields.of(fields)));
  }

  private static List<MessageRecord> records(Frame answer) {
    byte[] body = answer.bodyBytes();
    return MessageRecord.parseAll(body, 0, body.length);
  }

  private void sendMany(int count) {
    for (int i = 0; i < count; i++) {
      server.call(message("orders", "m" + i, "i", properties("UNIQ_KEY", "same", "KEYS", "k")));
    }
  }

  @Test
  void a_broker_gives_64_messages_of_a_key_and_32_of_an_id() {
    sendMany(70);

    assertThat(records(query("orders", "k", 1000))).hasSize(64);
    assertThat(records(query("orders", "k", 3))).hasSize(3);
    assertThat(records(query("orders", "same", 1000, "_UNIQUE_KEY_QUERY", "true"))).hasSize(32);
    assertThat(query("orders", "k", 0).code()).isEqualTo(22);
    assertThat(query("orders", "k", -5).code()).isEqualTo(22);
  }

  @Test
  void an_answer_says_how_far_the_index_reaches() {
    sendMany(2);

    Frame found = query("orders", "k", 1);
    Frame nothing = query("orders", "other", 1);

    assertThat(found.code()).isZero();
    assertThat(found.remark()).isNull();
    MessageRecord last = records(found).get(0);
    assertThat(found.fields().int64("indexLastUpdateTimestamp")).isEqualTo(last.storeTimestamp());
    assertThat(found.fields().int64("indexLastUpdatePhyoffset")).isEqualTo(last.logOffset());
    assertThat(nothing.code()).isEqualTo(22);
    assertThat(nothing.remark()).isEqualTo("can not find message, maybe time range not correct");
  }

  @Test
  void a_query_without_a_time_is_refused_and_one_without_an_index_finds_nothing() {
    assertThat(server.call(RequestCode.QUERY_MESSAGE, "topic", "orders", "key", "k").code())
        .isEqualTo(1);
    server.server.close();
    server.server = server.builder().disk(new MemoryDisk()).messageIndex(false).build();
    server.start();
    server.time.advance(Duration.ofSeconds(1));
    sendMany(1);

    assertThat(query("orders", "k", 1).code()).isEqualTo(22);
  }

  private Frame view(String offsetId) {
    long offset = OffsetMessageId.parse(offsetId).logOffset();
    return server.call(
        RequestCode.VIEW_MESSAGE_BY_ID, "topic", "orders", "offset", Long.toString(offset));
  }

  private Frame heartbeat(String group, String... topics) {
    List<SubscriptionData> subscriptions =
        List.of(topics).stream()
            .map(
                topic ->
                    new SubscriptionData(
                        topic, "*", new TreeSet<>(), new TreeSet<>(), 7, "TAG", false))
            .toList();
    ConsumerData consumer =
        new ConsumerData(
            group,
            ConsumeType.CONSUME_ACTIVELY,
            MessageModel.CLUSTERING,
            ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET,
            subscriptions,
            false);
    Heartbeat beat = Heartbeat.of("me@1", List.of(), List.of(consumer));
    return Frame.request(RequestCode.HEART_BEAT).withBody(beat.write());
  }

  @Test
  void groups_of_a_topic_are_its_subscribers_and_those_with_offsets() {
    server.call(message("orders", "one"));
    server.call(heartbeat("online", "orders"));
    server.call(heartbeat("elsewhere", "payments"));
    server.call(pull("orders", 0, "consumerGroup", "gone", "sysFlag", "5", "commitOffset", "1"));

    Frame answer = server.call(RequestCode.QUERY_TOPIC_CONSUME_BY_WHO, "topic", "orders");

    assertThat(GroupList.parse(answer.bodyBytes()).groups()).containsExactly("gone", "online");
  }

  @Test
  void a_group_that_is_online_tells_its_clients_and_one_that_is_not_is_refused() {
    server.call(heartbeat("online", "orders"));

    Frame answer = server.call(RequestCode.GET_CONSUMER_CONNECTIONS, "consumerGroup", "online");
    Frame refused = server.call(RequestCode.GET_CONSUMER_CONNECTIONS, "consumerGroup", "gone");

    ConsumerConnections known = ConsumerConnections.parse(answer.bodyBytes());
    assertThat(known.connections()).hasSize(1);
    assertThat(known.connections().get(0).clientId()).isEqualTo("me@1");
    assertThat(known.connections().get(0).clientAddr()).startsWith("10.0.0.9:");
    assertThat(known.connections().get(0).language()).isEqualTo("JAVA");
    assertThat(known.connections().get(0).version()).isPositive();
    assertThat(known.consumeType()).isEqualTo(ConsumeType.CONSUME_ACTIVELY);
    assertThat(known.subscriptions()).containsOnlyKeys("orders");
    assertThat(refused.code()).isEqualTo(206);
    assertThat(refused.remark()).isEqualTo("the consumer group[gone] not online");
  }

  @Test
  void the_progress_of_a_group_is_that_of_all_queues_of_its_topics() {
    Frame sent = server.call(message("orders", "one"));
    long first = records(view(sent.fields().text("msgId"))).get(0).storeTimestamp();
    server.time.advance(Duration.ofSeconds(1));
    server.call(message("orders", "two"));
    server.call(pull("orders", 0, "sysFlag", "5", "commitOffset", "1"));

    Frame all = server.call(RequestCode.GET_CONSUME_STATS, "consumerGroup", "consumers");
    Frame none =
        server.call(
            RequestCode.GET_CONSUME_STATS, "consumerGroup", "consumers", "topic", "payments");

    assertThat(ConsumeStats.parse(all.bodyBytes()).offsets())
        .hasSize(4)
        .containsEntry(new QueueName("orders", "broker-a", 0), new Progress(2, 1, first, 2))
        .containsEntry(new QueueName("orders", "broker-a", 3), new Progress(0, 0, 0, 0));
    assertThat(ConsumeStats.parse(none.bodyBytes()).offsets()).isEmpty();
  }
}
