package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.QueryResult;
import io.skua.client.exception.MQClientException;
import io.skua.client.producer.DefaultMQProducer;
import io.skua.common.message.MessageExt;
import io.skua.net.RequestHandler;
import io.skua.wire.Output;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.QueryMessage;
import io.skua.wire.header.QueryMessageResult;
import io.skua.wire.header.ViewMessage;
import io.skua.wire.message.MessageDraft;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.MessageRecord;
import io.skua.wire.message.OffsetMessageId;
import io.skua.wire.message.SysFlag;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a producer makes of the answers of several brokers to its queries. */
class MessageQueriesTest extends ClientScenario {
  private static final long ALWAYS = Long.MAX_VALUE;

  private final Output stored = new Output(1000);
  private DefaultMQProducer producer;

  @BeforeEach
  void start() throws Exception {
    producer = started("group");
  }

  private static InetSocketAddress host(String ip) {
    try {
      return new InetSocketAddress(InetAddress.getByName(ip), 10911);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns an answer with records, each a topic, a unique id, keys and a body. */
  private RequestHandler found(long indexTime, String[]... messages) {
    stored.truncate(0);
    for (String[] each : messages) {
      write(each, 0, stored.size());
    }
    return FakePeer.answer(
        Frame.success(QueryMessageResult.WIRE, new QueryMessageResult(indexTime, 5))
            .withBody(stored.toByteArray()));
  }

  private void write(String[] message, int sysFlag, long logOffset) {
    byte[] body = message[3].getBytes(StandardCharsets.UTF_8);
    String properties =
        MessageProperties.format(Map.of("UNIQ_KEY", message[1], "KEYS", message[2]));
    MessageRecord.write(
        new MessageDraft(
            message[0],
            0,
            0,
            sysFlag,
            0,
            host("10.0.0.9"),
            host("10.0.1.1"),
            0,
            0,
            body,
            0,
            body.length,
            properties),
        7,
        logOffset,
        1000,
        stored);
  }

  private static String[] of(String topic, String id, String keys, String body) {
    return new String[] {topic, id, keys, body};
  }

  private static List<String> bodies(QueryResult result) {
    return result.getMessageList().stream()
        .map(message -> new String(message.getBody(), StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void all_brokers_are_asked_with_what_was_asked_for_and_their_answers_are_put_together()
      throws Exception {
    a.always(RequestCode.QUERY_MESSAGE, found(50, of("TopicTest", "u1", "k", "one")));
    b.always(RequestCode.QUERY_MESSAGE, found(60, of("TopicTest", "u2", "k", "two")));

    QueryResult result = producer.queryMessage("TopicTest", "k", 9, 10, 20);

    assertThat(bodies(result)).containsExactlyInAnyOrder("one", "two");
    assertThat(result.getMessageList())
        .extracting(MessageExt::getBrokerName)
        .containsExactlyInAnyOrder("broker-a", "broker-b");
    assertThat(result.getIndexLastUpdateTimestamp()).isEqualTo(60);
    assertThat(a.received(RequestCode.QUERY_MESSAGE).get(0).header(QueryMessage.WIRE))
        .isEqualTo(new QueryMessage("TopicTest", "k", 9, 10, 20, false));
  }

  @Test
  void what_only_has_the_same_hash_is_left_out_and_so_is_what_comes_twice() throws Exception {
    String[] right = of("TopicTest", "u1", "Aa other", "right");
    RequestHandler handler =
        found(
            50,
            right,
            of("TopicTest", "u2", "BB", "other key"),
            of("TopicTest", "Aa", "x", "an id, not a key"),
            of("Another", "u3", "Aa", "other topic"));
    write(right, 0, 0);
    handler =
        FakePeer.answer(
            Frame.success(QueryMessageResult.WIRE, new QueryMessageResult(50, 5))
                .withBody(stored.toByteArray()));
    a.always(RequestCode.QUERY_MESSAGE, handler);

    assertThat(bodies(producer.queryMessage("TopicTest", "Aa", 9, 0, ALWAYS)))
        .containsExactly("right");
  }

  /** Apache's broker appends the properties of the batch, and knows the message by the last id. */
  @Test
  void a_message_of_a_batch_at_an_apache_broker_has_the_id_that_its_sender_was_told()
      throws Exception {
    a.always(
        RequestCode.QUERY_MESSAGE,
        found(50, of("TopicTest", "own\u0002UNIQ_KEY\u0001batch", "k", "one")));

    assertThat(producer.queryMessage("TopicTest", "k", 9, 0, ALWAYS).getMessageList())
        .extracting(MessageExt::getMsgId)
        .containsExactly("own");
    assertThat(producer.viewMessage("TopicTest", "batch").getMsgId()).isEqualTo("own");
  }

  @Test
  void a_broker_that_fails_leaves_the_answers_of_the_others() throws Exception {
    a.always(RequestCode.QUERY_MESSAGE, found(50, of("TopicTest", "u1", "k", "one")));
    b.stop();
    assertThat(bodies(producer.queryMessage("TopicTest", "k", 9, 0, ALWAYS)))
        .containsExactly("one");

    b.restart();
    time.advance(Duration.ofSeconds(5));
    b.always(RequestCode.QUERY_MESSAGE, FakePeer.refusal(1, "broken"));
    assertThat(bodies(producer.queryMessage("TopicTest", "k", 9, 0, ALWAYS)))
        .containsExactly("one");
  }

  @Test
  void nothing_found_with_a_failed_broker_says_both() {
    b.always(RequestCode.QUERY_MESSAGE, FakePeer.refusal(1, "broken"));

    assertThatThrownBy(() -> producer.queryMessage("TopicTest", "k", 9, 0, ALWAYS))
        .hasMessageContaining("query message by key finished, but no message.")
        .hasRootCauseMessage(
            "CODE: 1  DESC: broken BROKER: "
                + b.address()
                + "\nFor more information, please visit the url, https://rocketmq.apache.org/docs/bestPractice/06FAQ");
  }

  @Test
  void brokers_that_all_fail_are_not_taken_for_no_message() {
    a.stop();
    b.stop();

    assertThatThrownBy(() -> producer.queryMessage("TopicTest", "k", 9, 0, ALWAYS))
        .isInstanceOfSatisfying(
            MQClientException.class, e -> assertThat(e.getResponseCode()).isEqualTo(-1))
        .hasMessageContaining("no broker of the topic TopicTest answered");
  }

  @Test
  void silent_brokers_cost_three_times_the_time_of_other_requests() {
    a.always(RequestCode.QUERY_MESSAGE, FakePeer.silence());
    b.always(RequestCode.QUERY_MESSAGE, FakePeer.silence());

    Failure failure = failureOf(() -> producer.queryMessage("TopicTest", "k", 9, 0, ALWAYS));

    assertThat(failure.millis()).isBetween(9000L, 9100L);
  }

  @Test
  void an_offset_id_is_asked_of_its_broker_and_nobody_else() throws Exception {
    write(of("TopicTest", "u1", "k", "one"), 0, 99);
    b.always(
        RequestCode.VIEW_MESSAGE_BY_ID,
        FakePeer.answer(Frame.success().withBody(stored.toByteArray())));
    String id = new OffsetMessageId(host("10.0.1.2"), 99).text();

    MessageExt found = producer.viewMessage("TopicTest", id);

    assertThat(found.getMsgId()).isEqualTo("u1");
    assertThat(found.getCommitLogOffset()).isEqualTo(99);
    assertThat(b.received(RequestCode.VIEW_MESSAGE_BY_ID).get(0).header(ViewMessage.WIRE))
        .isEqualTo(new ViewMessage("TopicTest", 99));
    assertThat(a.received(RequestCode.VIEW_MESSAGE_BY_ID)).isEmpty();
    assertThat(a.received(RequestCode.QUERY_MESSAGE)).isEmpty();
  }

  @Test
  void an_offset_id_of_a_broker_that_is_gone_is_looked_for_as_a_unique_id() throws Exception {
    String id = new OffsetMessageId(host("10.0.7.7"), 99).text();
    a.always(RequestCode.QUERY_MESSAGE, found(50, of("TopicTest", id, "k", "one")));

    assertThat(producer.viewMessage("TopicTest", id).getMsgId()).isEqualTo(id);
    QueryMessage asked = a.received(RequestCode.QUERY_MESSAGE).get(0).header(QueryMessage.WIRE);
    assertThat(asked)
        .isEqualTo(new QueryMessage("TopicTest", id, 32, asked.beginTimestamp(), ALWAYS, true));
    assertThat(time.clock().wallMillis() - asked.beginTimestamp())
        .isBetween(Duration.ofDays(3).toMillis(), Duration.ofDays(3).toMillis() + 100);
  }

  @Test
  void a_body_that_cannot_be_read_is_told() {
    write(of("TopicTest", "u1", "k", "no lz4"), SysFlag.COMPRESSED | SysFlag.COMPRESSION_LZ4, 0);
    Frame answer =
        Frame.success(QueryMessageResult.WIRE, new QueryMessageResult(50, 5))
            .withBody(stored.toByteArray());
    a.always(RequestCode.QUERY_MESSAGE, FakePeer.answer(answer));
    a.always(RequestCode.VIEW_MESSAGE_BY_ID, FakePeer.answer(answer));

    assertThatThrownBy(() -> producer.queryMessage("TopicTest", "k", 9, 0, ALWAYS))
        .hasStackTraceContaining("LZ4");
    assertThatThrownBy(
            () ->
                producer.viewMessage("TopicTest", new OffsetMessageId(host("10.0.1.1"), 0).text()))
        .hasMessageContaining("the message was found and cannot be read");
  }

  @Test
  void a_topic_is_created_with_up_to_five_tries_and_a_refusal_is_final() throws Exception {
    names.topic("TBW102", 4, a);
    a.next(RequestCode.CREATE_TOPIC, FakePeer.silence(), FakePeer.silence());
    producer.createTopic("TBW102", "fresh", 2, Map.of("-old", ""));
    assertThat(a.received(RequestCode.CREATE_TOPIC)).hasSize(3);
    assertThat(a.received(RequestCode.CREATE_TOPIC).get(2).fields().find("attributes"))
        .isEqualTo("-old");

    a.forget();
    a.always(RequestCode.CREATE_TOPIC, FakePeer.refusal(1, "no"));
    assertThatThrownBy(() -> producer.createTopic("TBW102", "fresh", 2, Map.of()))
        .isInstanceOf(MQClientException.class);
    assertThat(a.received(RequestCode.CREATE_TOPIC)).hasSize(1);
  }
}
