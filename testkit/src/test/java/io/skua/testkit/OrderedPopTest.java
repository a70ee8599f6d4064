package io.skua.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.wire.frame.Frame;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderedPopTest extends PopScenario {
  @BeforeEach
  void fill() {
    send("one");
    send("two");
    send("three");
  }

  private Frame ordered(String... changes) {
    return server.call(inOrder(changes));
  }

  private Frame inOrder(String... changes) {
    String[] all = new String[changes.length + 2];
    all[0] = "order";
    all[1] = "true";
    System.arraycopy(changes, 0, all, 2, changes.length);
    return request(all);
  }

  @Test
  void a_queue_gives_nothing_while_its_messages_are_in_flight() {
    Frame first = ordered("maxMsgNums", "2");
    assertThat(first.fields().toMap())
        .containsEntry("reviveQid", "999")
        .containsEntry("msgOffsetInfo", "0 0 0,1")
        .containsEntry("orderCountInfo", "0 0 0");
    Frame blocked = ordered();
    assertThat(blocked.code()).isEqualTo(210);
    assertThat(blocked.fields().toMap())
        .containsEntry("orderCountInfo", "")
        .containsEntry("reviveQid", "999");
    messages(first).forEach(this::ack);
    assertThat(bodies(messages(ordered()))).containsExactly("three");
    assertThat(committed(TOPIC, 0)).isEqualTo(2);
  }

  @Test
  void all_of_it_comes_again_from_the_same_topic_and_is_counted() {
    ack(messages(ordered()).get(0));
    server.time.advance(Duration.ofSeconds(11));
    Frame again = ordered();
    assertThat(bodies(messages(again))).containsExactly("two", "three");
    assertThat(again.fields().text("orderCountInfo")).isEqualTo("0 qo0%1 1;0 qo0%2 1;0 0 1");
  }

  @Test
  void the_same_attempt_gets_the_same_messages_and_counts_once() {
    Frame first = ordered("attemptId", "a1");
    Frame same = ordered("attemptId", "a1");
    assertThat(bodies(messages(same))).isEqualTo(bodies(messages(first)));
    assertThat(same.fields().text("orderCountInfo")).isEqualTo("0 0 0");
    assertThat(ordered("attemptId", "a2").code()).isEqualTo(210);
  }

  @Test
  void who_waits_gets_the_queue_when_all_is_confirmed() {
    List<Popped> first = messages(ordered("maxMsgNums", "1"));
    CompletableFuture<Frame> waiting = server.send(inOrder("pollTime", "15000"));
    server.time.advance(SECOND);
    assertThat(waiting).isNotDone();
    ack(first.get(0));
    assertThat(bodies(messages(server.await(waiting)))).containsExactly("two", "three");
  }

  @Test
  void who_waits_gets_the_queue_when_the_time_is_over() {
    ordered();
    long before = millis();
    CompletableFuture<Frame> waiting = server.send(inOrder("pollTime", "15000"));
    assertThat(bodies(messages(server.await(waiting)))).containsExactly("one", "two", "three");
    assertThat(millis() - before).isBetween(9_900L, 10_100L);
  }

  @Test
  void a_changed_time_keeps_the_receipt() {
    Popped first = messages(ordered("maxMsgNums", "1")).get(0);
    server.time.advance(SECOND);
    Frame changed = change(first, 2_000);
    assertThat(changed.fields().int64("popTime")).isEqualTo(first.parsed().popTime());
    assertThat(changed.fields().int64("invisibleTime"))
        .isBetween(
            millis() - first.parsed().popTime() + 1_990,
            millis() - first.parsed().popTime() + 2_000);
    CompletableFuture<Frame> waiting = server.send(inOrder("pollTime", "15000"));
    server.time.advance(Duration.ofMillis(1_900));
    assertThat(waiting).isNotDone();
    server.time.advance(Duration.ofMillis(200));
    assertThat(waiting).isDone();
  }

  @Test
  void old_and_wrong_receipts_change_nothing() {
    Popped first = messages(ordered("maxMsgNums", "1")).get(0);
    server.time.advance(Duration.ofSeconds(11));
    Popped second = messages(ordered("maxMsgNums", "1")).get(0);
    assertThat(ack(first).code()).isZero();
    assertThat(committed(TOPIC, 0)).isZero();
    assertThat(ack(second).code()).isZero();
    assertThat(committed(TOPIC, 0)).isEqualTo(1);
  }

  @Test
  void a_restart_keeps_the_queue_closed_and_the_count() {
    ordered();
    restart();
    assertThat(ordered().code()).isEqualTo(210);
    server.time.advance(Duration.ofSeconds(10));
    assertThat(ordered().fields().text("orderCountInfo"))
        .isEqualTo("0 qo0%0 1;0 qo0%1 1;0 qo0%2 1;0 0 1");
  }
}
