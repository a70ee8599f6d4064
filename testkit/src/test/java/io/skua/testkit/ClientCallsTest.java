package io.skua.testkit;

import static io.skua.testkit.ServerFixture.bytes;
import static io.skua.testkit.ServerFixture.message;
import static io.skua.testkit.ServerFixture.pull;
import static org.assertj.core.api.Assertions.assertThat;

import io.skua.wire.body.ConsumerStatus;
import io.skua.wire.body.QueueName;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.message.MessageRecord;
import io.skua.wire.message.OffsetMessageId;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Protocol B 8: what administrators ask of clients goes through the server. */
class ClientCallsTest {
  private final ServerFixture server = new ServerFixture().start();
  private final FakeMember one = new FakeMember(server, "10.0.0.11");
  private final FakeMember two = new FakeMember(server, "10.0.0.12");

  @BeforeEach
  void two_members() {
    one.beat("g", "orders", "*");
    two.beat("g", "orders", "*");
  }

  private Frame runningInfo(String client) {
    return server.call(
        RequestCode.GET_CONSUMER_RUNNING_INFO,
        "consumerGroup",
        "g",
        "clientId",
        client,
        "jstackEnable",
        "true");
  }

  private Frame heard(FakeMember member, int code) {
    return member.heard.stream().filter(frame -> frame.code() == code).findFirst().orElseThrow();
  }

  @Test
  void a_client_is_asked_how_it_consumes() {
    two.answers.put(
        RequestCode.GET_CONSUMER_RUNNING_INFO,
        FakePeer.answer(
            Frame.response(0, "not set any response code").withBody(bytes("{\"properties\":{}}"))));
    Frame answer = runningInfo(two.id);
    assertThat(answer.code()).isZero();
    assertThat(answer.remark()).isEqualTo("not set any response code");
    assertThat(answer.bodyBytes()).isEqualTo(bytes("{\"properties\":{}}"));
    assertThat(heard(two, RequestCode.GET_CONSUMER_RUNNING_INFO).fields().toMap())
        .isEqualTo(Map.of("consumerGroup", "g", "clientId", two.id, "jstackEnable", "true"));
    assertThat(one.heard).noneMatch(frame -> frame.code() == RequestCode.GET_CONSUMER_RUNNING_INFO);
  }

  @Test
  void a_client_that_is_not_there_or_silent_is_told_of() {
    Frame offline = runningInfo("nobody");
    assertThat(offline.code()).isEqualTo(1);
    assertThat(offline.remark()).isEqualTo("The Consumer <g> <nobody> not online");
    Frame silent = runningInfo(one.id);
    assertThat(silent.code()).isEqualTo(207);
    assertThat(silent.remark()).startsWith("consumer <g> <" + one.id + "> Timeout: ");
  }

  @Test
  void a_client_consumes_one_message_now() {
    server.call(message("orders", "hello"));
    byte[] stored = server.call(pull("orders", 0)).bodyBytes();
    MessageRecord record = MessageRecord.parse(stored, 0, stored.length);
    String id = new OffsetMessageId(record.storeHost(), record.logOffset()).text();
    String result = "{\"autoCommit\":true,\"consumeResult\":\"CR_SUCCESS\",\"order\":false}";
    one.answers.put(
        RequestCode.CONSUME_MESSAGE_DIRECTLY,
        FakePeer.answer(Frame.success().withBody(bytes(result))));
    Frame answer = consume(one.id, id, "orders");
    assertThat(answer.bodyBytes()).isEqualTo(bytes(result));
    Frame question = heard(one, RequestCode.CONSUME_MESSAGE_DIRECTLY);
    assertThat(question.bodyBytes()).isEqualTo(stored);
    assertThat(question.fields().toMap())
        .isEqualTo(
            Map.of(
                "brokerName",
                "broker-a",
                "clientId",
                one.id,
                "consumerGroup",
                "g",
                "groupSysFlag",
                "0",
                "msgId",
                id,
                "topic",
                "orders",
                "topicSysFlag",
                "0"));
    assertThat(consume(one.id, id, "another").code()).isEqualTo(1);
    assertThat(consume(one.id, "no id", "orders").code()).isEqualTo(1);
    assertThat(consume("nobody", id, "orders").code()).isEqualTo(1);
  }

  private Frame consume(String client, String id, String topic) {
    return server.call(
        RequestCode.CONSUME_MESSAGE_DIRECTLY,
        "consumerGroup",
        "g",
        "clientId",
        client,
        "msgId",
        id,
        "topic",
        topic);
  }

  private void isAt(FakeMember member, long offset) {
    TreeMap<QueueName, Long> offsets = new TreeMap<>();
    offsets.put(new QueueName("orders", "broker-a", 0), offset);
    member.answers.put(
        RequestCode.GET_CONSUMER_STATUS,
        FakePeer.answer(
            Frame.success().withBody(new ConsumerStatus(new TreeMap<>(), offsets).write())));
  }

  private ConsumerStatus status(String client) {
    Frame answer =
        server.call(
            RequestCode.GET_CONSUMER_STATUS_THROUGH_BROKER,
            "clientAddr",
            client,
            "group",
            "g",
            "topic",
            "orders");
    assertThat(answer.code()).isZero();
    return ConsumerStatus.parse(answer.bodyBytes());
  }

  @Test
  void all_clients_say_how_far_they_are() {
    isAt(one, 3);
    isAt(two, 5);
    QueueName queue = new QueueName("orders", "broker-a", 0);
    assertThat(status("").clients())
        .isEqualTo(Map.of(one.id, Map.of(queue, 3L), two.id, Map.of(queue, 5L)));
    assertThat(status(two.id).clients()).isEqualTo(Map.of(two.id, Map.of(queue, 5L)));
    assertThat(heard(one, RequestCode.GET_CONSUMER_STATUS).fields().toMap())
        .isEqualTo(Map.of("group", "g", "topic", "orders"));
  }

  @Test
  void a_client_that_says_nothing_or_nonsense_is_left_out() {
    isAt(one, 3);
    assertThat(status("").clients()).containsOnlyKeys(one.id);
    two.answers.put(
        RequestCode.GET_CONSUMER_STATUS,
        FakePeer.answer(Frame.success().withBody(bytes("nonsense"))));
    assertThat(status("").clients()).containsOnlyKeys(one.id);
  }

  @Test
  void a_group_without_clients_is_told_of() {
    Frame answer =
        server.call(
            RequestCode.GET_CONSUMER_STATUS_THROUGH_BROKER, "group", "none", "topic", "orders");
    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.remark()).isEqualTo("No Any Consumer online in the consumer group: [none]");
  }
}
