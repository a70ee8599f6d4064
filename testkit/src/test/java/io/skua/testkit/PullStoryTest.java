package io.skua.testkit;

import static io.skua.testkit.ServerFixture.message;
import static io.skua.testkit.ServerFixture.properties;
import static io.skua.testkit.ServerFixture.pull;
import static io.skua.testkit.ServerFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.message.MessageRecord;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PullStoryTest {
  private final ServerFixture server = new ServerFixture().start();

  private CompletableFuture<Frame> park(String... changes) {
    CompletableFuture<Frame> waiting = server.send(pull("orders", 1, changes));
    server.time.advance(Duration.ofSeconds(1));
    assertThat(waiting).isNotDone();
    return waiting;
  }

  @Test
  void a_waiting_pull_is_answered_when_a_message_arrives() {
    server.call(message("orders", "one"));
    CompletableFuture<Frame> waiting = park("sysFlag", "6");
    long before = server.time.clock().nanos();
    server.call(message("orders", "two"));
    Frame answer = server.await(waiting);
    assertThat(answer.code()).isZero();
    assertThat(answer.remark()).isEqualTo("FOUND");
    assertThat(answer.fields().int64("nextBeginOffset")).isEqualTo(2);
    assertThat(Duration.ofNanos(server.time.clock().nanos() - before))
        .isLessThan(Duration.ofMillis(10));
  }

  @Test
  void a_waiting_pull_ends_when_its_time_is_over() {
    server.call(message("orders", "one"));
    CompletableFuture<Frame> waiting = park("sysFlag", "6");
    Frame answer = server.await(waiting);
    assertThat(answer.code()).isEqualTo(19);
    assertThat(answer.fields().int64("nextBeginOffset")).isEqualTo(1);
  }

  @Test
  void a_waiting_pull_is_moved_past_messages_that_it_does_not_want() {
    server.call(message("orders", "one"));
    CompletableFuture<Frame> waiting = park("sysFlag", "6", "subscription", "A || B");
    server.call(message("orders", "two", "i", properties("TAGS", "C")));
    server.time.advance(Duration.ofSeconds(1));
    assertThat(waiting).isNotDone();
    Frame answer = server.await(waiting);
    assertThat(answer.code()).isEqualTo(20);
    assertThat(answer.fields().int64("nextBeginOffset")).isEqualTo(2);
  }

  @Test
  void a_waiting_pull_gets_the_message_that_it_wants() {
    server.call(message("orders", "one"));
    CompletableFuture<Frame> waiting = park("sysFlag", "6", "subscription", "A || B");
    server.call(message("orders", "two", "i", properties("TAGS", "C")));
    server.call(message("orders", "three", "i", properties("TAGS", "B")));
    byte[] body = server.await(waiting).bodyBytes();
    assertThat(MessageRecord.parse(body, 0, body.length).queueOffset()).isEqualTo(2);
  }

  @Test
  void offsets_outside_the_queue_are_corrected() {
    server.call(message("orders", "one"));
    Frame beyond = server.call(pull("orders", 7));
    assertThat(beyond.code()).isEqualTo(21);
    assertThat(beyond.remark()).isEqualTo("OFFSET_OVERFLOW_BADLY");
    assertThat(beyond.fields().int64("nextBeginOffset")).isEqualTo(1);
    assertThat(server.call(pull("orders", 0, "queueId", "3")).code()).isEqualTo(19);
    assertThat(server.call(pull("orders", 5, "queueId", "3")).code()).isEqualTo(21);
  }

  @Test
  void pulls_that_cannot_be_are_refused() {
    server.call(message("orders", "one"));
    assertThat(server.call(pull("none", 0)).code()).isEqualTo(17);
    assertThat(server.call(pull("orders", 0, "consumerGroup", "a b")).code()).isEqualTo(26);
    Frame queue = server.call(pull("orders", 0, "queueId", "4"));
    assertThat(queue.code()).isEqualTo(29);
    assertThat(queue.remark())
        .startsWith(
            "queueId[4] is illegal, topic:[orders] topicConfig.readQueueNums:[4]"
                + " consumer:[/10.0.0.9:");
    assertThat(server.call(pull("orders", 0, "subscription", "||")).code()).isEqualTo(23);
    assertThat(server.call(pull("orders", 0, "sysFlag", "0")).code()).isEqualTo(24);
    Frame type = server.call(pull("orders", 0, "expressionType", "XPATH"));
    assertThat(type.code()).isEqualTo(1);
    assertThat(type.remark())
        .isEqualTo("The broker does not support consumer to filter message by XPATH");
  }

  @Test
  void a_group_that_has_never_committed_begins_with_the_first_message() {
    server.call(message("orders", "one"));
    assertThat(offset("0").fields().find("offset")).isEqualTo("0");
    assertThat(offset("1").code()).isEqualTo(22);
    assertThat(offset("1").remark())
        .isEqualTo("Not found, V3_0_6_SNAPSHOT maybe this group consumer boot first");
  }

  @Test
  void a_pull_commits_what_it_says() {
    server.call(message("orders", "one"));
    server.call(pull("orders", 0, "sysFlag", "5", "commitOffset", "1"));
    assertThat(offset("0").fields().find("offset")).isEqualTo("1");
  }

  @Test
  void a_commit_needs_group_and_topic() {
    assertThat(commit("nobody", "orders").code()).isEqualTo(26);
    assertThat(commit("nobody", "orders").remark()).isEqualTo("Group nobody not exist!");
    assertThat(commit("TOOLS_CONSUMER", "orders").code()).isEqualTo(17);
    server.call(message("orders", "one"));
    assertThat(commit("TOOLS_CONSUMER", "orders").code()).isZero();
  }

  private Frame commit(String group, String topic) {
    return server.call(
        RequestCode.UPDATE_CONSUMER_OFFSET,
        "consumerGroup",
        group,
        "topic",
        topic,
        "queueId",
        "0",
        "commitOffset",
        "1");
  }

  private Frame offset(String queue) {
    return server.call(
        request(
            RequestCode.QUERY_CONSUMER_OFFSET,
            "consumerGroup",
            "consumers",
            "topic",
            "orders",
            "queueId",
            queue));
  }
}
