package io.skua.testkit;

import static io.skua.testkit.ServerFixture.message;
import static io.skua.testkit.ServerFixture.pull;
import static org.assertj.core.api.Assertions.assertThat;

import io.skua.wire.body.QueueName;
import io.skua.wire.body.QueueOffsets;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.Fields;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Protocol B 12.6 and trap 19. */
class ResetOffsetTest {
  private final ServerFixture server = new ServerFixture().start();
  private final FakeMember member = new FakeMember(server, "10.0.0.11");

  @BeforeEach
  void three_messages_that_a_group_has_consumed() {
    for (int i = 0; i < 3; i++) {
      server.call(message("orders", "m" + i));
      server.time.advance(Duration.ofSeconds(1));
    }
    server.call(pull("orders", 3, "sysFlag", "5", "commitOffset", "3"));
    member.beat("consumers", "orders", "*");
  }

  private Frame reset(String... changes) {
    Map<String, String> fields =
        ServerFixture.map(
            "group",
            "consumers",
            "isForce",
            "true",
            "offset",
            "-1",
            "queueId",
            "-1",
            "timestamp",
            "0",
            "topic",
            "orders");
    fields.putAll(ServerFixture.map(changes));
    return server.call(Frame.request(RequestCode.RESET_OFFSET).withFields(Fields.of(fields)));
  }

  private static QueueName queue(int id) {
    return new QueueName("orders", "broker-a", id);
  }

  private String committed() {
    return String.valueOf(
        server
            .call(
                RequestCode.QUERY_CONSUMER_OFFSET,
                "consumerGroup",
                "consumers",
                "topic",
                "orders",
                "queueId",
                "0")
            .fields()
            .find("offset"));
  }

  private Frame commit(long offset) {
    return server.call(
        RequestCode.UPDATE_CONSUMER_OFFSET,
        "consumerGroup",
        "consumers",
        "topic",
        "orders",
        "queueId",
        "0",
        "commitOffset",
        Long.toString(offset));
  }

  @Test
  void all_queues_go_to_the_beginning_or_the_end() {
    QueueOffsets begin = QueueOffsets.parse(reset().bodyBytes());
    assertThat(begin.offsets())
        .isEqualTo(Map.of(queue(0), 0L, queue(1), 0L, queue(2), 0L, queue(3), 0L));
    QueueOffsets end = QueueOffsets.parse(reset("timestamp", "-1").bodyBytes());
    assertThat(end.offsets()).containsEntry(queue(0), 3L).containsEntry(queue(1), 0L);
  }

  @Test
  void one_queue_goes_to_an_offset_that_it_has() {
    Frame answer = reset("queueId", "0", "offset", "2");
    assertThat(QueueOffsets.parse(answer.bodyBytes()).offsets()).isEqualTo(Map.of(queue(0), 2L));
    assertThat(committed()).isEqualTo("2");
    Frame beyond = reset("queueId", "0", "offset", "9");
    assertThat(beyond.code()).isEqualTo(1);
    assertThat(beyond.remark()).isEqualTo("Target offset 9 not in consume queue range [0-3]");
  }

  @Test
  void the_next_pull_hears_of_it_once_and_what_is_committed_before_does_not_count() {
    reset();
    Frame ignored = commit(3);
    assertThat(ignored.code()).isZero();
    assertThat(ignored.remark()).isEqualTo("Offset has been previously reset");
    assertThat(committed()).isEqualTo("0");
    Frame told = server.call(pull("orders", 3, "sysFlag", "5", "commitOffset", "3"));
    assertThat(told.code()).isEqualTo(21);
    assertThat(told.remark()).isEqualTo("OFFSET_RESET");
    assertThat(told.fields().int64("nextBeginOffset")).isZero();
    assertThat(told.fields().int64("maxOffset")).isEqualTo(3);
    assertThat(committed()).isEqualTo("0");
    assertThat(server.call(pull("orders", 3)).code()).isEqualTo(19);
    assertThat(commit(1).remark()).isNull();
    assertThat(committed()).isEqualTo("1");
  }

  @Test
  void a_pull_that_waits_hears_of_it_at_once() {
    CompletableFuture<Frame> waiting = server.send(pull("orders", 3, "sysFlag", "6"));
    server.time.advance(Duration.ofSeconds(1));
    assertThat(waiting).isNotDone();
    reset("queueId", "0", "timestamp", "0");
    server.time.advance(Duration.ofMillis(10));
    assertThat(server.await(waiting).code()).isEqualTo(21);
  }

  @Test
  void a_group_that_is_stuck_with_what_it_has_in_hand_hears_of_it_too() {
    reset("timestamp", "-1");
    assertThat(server.call(pull("orders", 3)).code()).isEqualTo(21);
  }

  @Test
  void a_group_that_is_not_at_work_begins_there() {
    member.leave("consumers");
    reset();
    assertThat(committed()).isEqualTo("0");
    assertThat(server.call(pull("orders", 0)).code()).isZero();
    assertThat(commit(2).remark()).isNull();
    assertThat(committed()).isEqualTo("2");
  }

  @Test
  void other_groups_go_on() {
    reset();
    Frame other = server.call(pull("orders", 0, "consumerGroup", "others"));
    assertThat(other.code()).isZero();
  }

  @Test
  void what_is_not_there_cannot_be_reset() {
    assertThat(reset("topic", "none").code()).isEqualTo(17);
    assertThat(reset("group", "nobody").code()).isEqualTo(26);
    assertThat(reset("queueId", "9", "offset", "0").code()).isEqualTo(1);
  }

  @Test
  void it_survives_a_clean_stop() {
    reset();
    server.server.close();
    server.server = server.builder().build();
    server.start();
    server.time.advance(Duration.ofSeconds(2));
    assertThat(committed()).isEqualTo("0");
  }
}
