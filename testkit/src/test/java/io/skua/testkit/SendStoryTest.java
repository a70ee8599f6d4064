package io.skua.testkit;

import static io.skua.testkit.ServerFixture.bytes;
import static io.skua.testkit.ServerFixture.message;
import static io.skua.testkit.ServerFixture.properties;
import static io.skua.testkit.ServerFixture.pull;
import static io.skua.testkit.ServerFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.skua.net.NetException;
import io.skua.wire.Output;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.message.BatchBody;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.MessageRecord;
import io.skua.wire.message.OffsetMessageId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SendStoryTest {
  private static final String FAQ =
      "\nSee https://rocketmq.apache.org/docs/bestPractice/06FAQ for further details.";

  private final ServerFixture server = new ServerFixture().start();

  private void refuses(Frame send, int code, String remark) {
    Frame answer = server.call(send);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.remark()).isEqualTo(remark);
    assertThat(answer.fields().find("MSG_REGION")).isEqualTo("DefaultRegion");
    assertThat(answer.fields().find("TRACE_ON")).isEqualTo("true");
  }

  private List<MessageRecord> stored(String topic) {
    byte[] body = server.call(pull(topic, 0)).bodyBytes();
    return MessageRecord.parseAll(body, 0, body.length);
  }

  @Test
  void a_message_is_stored_and_read_back_with_the_brokers_properties() {
    Frame answer = server.call(message("orders", "hello"));
    assertThat(answer.code()).isZero();
    assertThat(answer.fields().find("queueOffset")).isEqualTo("0");
    assertThat(answer.fields().find("queueId")).isEqualTo("0");
    assertThat(answer.fields().find("transactionId")).isEqualTo("KEY1");
    assertThat(answer.fields().find("MSG_REGION")).isEqualTo("DefaultRegion");
    OffsetMessageId id = OffsetMessageId.parse(answer.fields().text("msgId"));
    assertThat(id.host().getAddress().getHostAddress()).isEqualTo("10.0.0.1");
    assertThat(id.host().getPort()).isEqualTo(9876);
    MessageRecord record = stored("orders").get(0);
    assertThat(record.body()).isEqualTo(bytes("hello"));
    assertThat(record.bornHost().getAddress().getHostAddress()).isEqualTo("10.0.0.9");
    assertThat(MessageProperties.parse(record.properties()))
        .containsEntry("MSG_REGION", "DefaultRegion")
        .containsEntry("CLUSTER", "DefaultCluster")
        .containsEntry("UNIQ_KEY", "KEY1");
    Frame viewed =
        server.call(RequestCode.VIEW_MESSAGE_BY_ID, "offset", Long.toString(id.logOffset()));
    assertThat(viewed.bodyBytes()).endsWith(bytes(record.properties()));
  }

  @Test
  void a_new_topic_has_as_many_queues_as_the_client_asked_for() {
    server.call(message("orders", "hello"));
    assertThat(server.route("orders").queues().get(0).writeQueueNums()).isEqualTo(4);
    assertThat(server.route("orders").queues().get(0).perm()).isEqualTo(6);
    assertThat(server.route("orders").brokers().get(0).addresses())
        .containsEntry(0L, "10.0.0.1:9876");
  }

  @Test
  void a_negative_queue_means_any() {
    Frame answer = server.call(message("orders", "hello", "e", "-1"));
    assertThat(answer.fields().int32("queueId")).isBetween(0, 3);
  }

  @Test
  void a_message_without_a_unique_key_gets_one_and_a_pop_receipt_is_dropped() {
    Frame answer = server.call(message("orders", "x", "i", properties("POP_CK", "1", "A", "b")));
    assertThat(answer.fields().text("transactionId")).hasSize(32);
    assertThat(MessageProperties.parse(stored("orders").get(0).properties()))
        .containsEntry("UNIQ_KEY", answer.fields().text("transactionId"))
        .containsEntry("A", "b")
        .doesNotContainKey("POP_CK");
  }

  @Test
  void a_batch_is_stored_as_single_messages_with_an_id_each() {
    Output body = new Output(100);
    BatchBody.write(1, bytes("one"), properties("UNIQ_KEY", "K1", "TAGS", "A"), body);
    BatchBody.write(2, bytes("two"), properties("UNIQ_KEY", "K2", "TAGS", "B"), body);
    Frame answer = server.call(message("orders", "", "m", "true").withBody(body.toByteArray()));
    assertThat(answer.fields().text("msgId").split(",")).hasSize(2);
    assertThat(answer.fields().int64("queueOffset")).isZero();
    assertThat(stored("orders")).extracting(MessageRecord::queueOffset).containsExactly(0L, 1L);
    byte[] tagged = server.call(pull("orders", 0, "subscription", "B")).bodyBytes();
    assertThat(MessageRecord.parse(tagged, 0, tagged.length).body()).isEqualTo(bytes("two"));
  }

  @Test
  void a_one_way_message_is_stored_and_not_answered() throws NetException {
    server.client.oneWay(ServerFixture.SERVER, message("orders", "quiet"));
    server.time.advance(Duration.ofSeconds(1));
    assertThat(stored("orders")).hasSize(1);
  }

  @Test
  void a_bad_topic_name_is_refused() {
    refuses(
        message("a b", "x"),
        29,
        "The specified topic: a b, contains illegal characters, allowing only"
            + " ^[%|a-zA-Z0-9_-]+$");
    refuses(message(" ", "x"), 29, "The specified topic is blank.");
    String tooLong = "t".repeat(128);
    refuses(
        message(tooLong, "x"),
        29,
        "The specified topic: " + tooLong + ", is longer than topic max length: 127");
  }

  @Test
  void a_system_topic_is_refused() {
    refuses(
        message("SCHEDULE_TOPIC_XXXX", "x"),
        16,
        "Sending message to topic[SCHEDULE_TOPIC_XXXX] is forbidden.");
  }

  @Test
  void an_unknown_topic_without_a_model_is_refused() {
    refuses(
        message("orders", "x", "c", "none"),
        17,
        "topic[orders] not exist, apply first please!" + FAQ);
  }

  @Test
  void a_queue_that_the_topic_does_not_have_is_refused() {
    server.call(message("orders", "x"));
    Frame answer = server.call(message("orders", "x", "e", "4"));
    assertThat(answer.code()).isEqualTo(29);
    assertThat(answer.remark())
        .startsWith(
            "request queueId[4] is illegal, TopicConfig [topicName=orders, readQueueNums=4,"
                + " writeQueueNums=4, perm=RW-, topicFilterType=SINGLE_TAG, topicSysFlag=0,"
                + " order=false, attributes={}] Producer: 10.0.0.9:");
  }

  @Test
  void a_batch_to_a_retry_topic_is_refused() {
    refuses(
        message("%RETRY%g", "x", "m", "true"),
        13,
        "batch request does not support retry group %RETRY%g");
  }

  @Test
  void what_this_server_does_not_do_is_refused_and_not_stored() {
    refuses(
        message("orders", "x", "i", properties("INNER_NUM", "2")),
        13,
        "this server does not do inner batches (property INNER_NUM) yet; the message is not"
            + " stored");
    assertThat(server.call(RequestCode.GET_MAX_OFFSET, "topic", "orders", "queueId", "0"))
        .extracting(answer -> answer.fields().find("offset"))
        .isEqualTo("0");
  }

  @Test
  void a_batch_cannot_be_delayed() {
    String remark = "the messages of a batch cannot be delayed or timed; send them singly";
    refuses(message("orders", "x", "m", "true", "i", properties("DELAY", "3")), 13, remark);
    Output body = new Output(100);
    BatchBody.write(1, bytes("one"), properties("TIMER_DELAY_SEC", "3"), body);
    refuses(message("orders", "", "m", "true").withBody(body.toByteArray()), 13, remark);
  }

  @Test
  void a_message_that_is_too_large_or_empty_is_refused() {
    String remark =
        "the message is illegal, maybe msg body or properties length not matched."
            + " msg body length limit 65536B, msg properties length limit 32KB.";
    refuses(message("orders", "x".repeat(70_000)), 13, remark);
    refuses(message("orders", ""), 13, remark);
    refuses(message("orders", "x", "i", properties("A", "x".repeat(33_000))), 13, remark);
  }

  @Test
  void an_unknown_code_is_answered() {
    Frame answer = server.call(9999);
    assertThat(answer.code()).isEqualTo(3);
    assertThat(answer.remark()).isEqualTo(" request type 9999 not supported");
  }

  @Test
  void a_malformed_header_field_is_named() {
    Frame answer = server.call(message("orders", "x", "e", "many"));
    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.remark()).contains("header field e").contains("many");
    Frame missing = server.call(request(RequestCode.SEND_MESSAGE_V2, "a", "g"));
    assertThat(missing.remark()).contains("header field b is missing");
  }
}
