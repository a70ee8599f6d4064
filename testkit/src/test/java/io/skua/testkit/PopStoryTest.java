package io.skua.testkit;

import static io.skua.testkit.ServerFixture.bytes;
import static io.skua.testkit.ServerFixture.properties;
import static org.assertj.core.api.Assertions.assertThat;

import io.skua.net.Links;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.message.MessageProperties;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PopStoryTest extends PopScenario {
  @Test
  void messages_are_lent_once_with_what_their_receipts_are_made_of() {
    send("one");
    send("two");
    Frame answer = server.call(request("queueId", "0"));
    assertThat(answer.remark()).isEqualTo("FOUND");
    assertThat(answer.fields().toMap())
        .containsEntry("startOffsetInfo", "0 0 0")
        .containsEntry("msgOffsetInfo", "0 0 0,1")
        .containsEntry("invisibleTime", "10000")
        .containsEntry("reviveQid", "0")
        .containsEntry("restNum", "0")
        .doesNotContainKey("orderCountInfo");
    assertThat(bodies(messages(answer))).containsExactly("one", "two");
    Frame second = server.call(request());
    assertThat(second.code()).isEqualTo(210);
    assertThat(second.remark()).isEqualTo("NO_MESSAGE_IN_QUEUE");
    assertThat(second.fields().toMap())
        .containsEntry("startOffsetInfo", "")
        .containsEntry("msgOffsetInfo", "")
        .containsEntry("reviveQid", "1");
  }

  @Test
  void all_queues_are_popped_together() {
    send("zero", "e", "0");
    send("three", "e", "3");
    assertThat(bodies(pop())).containsExactlyInAnyOrder("zero", "three");
  }

  @Test
  void what_is_not_confirmed_comes_again_through_the_retry_topic() {
    send("one", "i", properties("UNIQ_KEY", "K", "TAGS", "A"));
    Popped first = pop("exp", "A").get(0);
    server.time.advance(Duration.ofMillis(9_900));
    assertThat(pop()).isEmpty();
    server.time.advance(Duration.ofMillis(200));
    Popped again = pop("exp", "A").get(0);
    assertThat(again.topic()).isEqualTo(TOPIC);
    assertThat(again.reconsumeTimes()).isEqualTo(1);
    assertThat(again.parsed().kind()).isEqualTo("1");
    assertThat(MessageProperties.value(again.properties(), "1ST_POP_TIME"))
        .isEqualTo(Long.toString(first.parsed().popTime()));
    assertThat(MessageProperties.value(again.properties(), "UNIQ_KEY")).isEqualTo("K");
    assertThat(ack(again).code()).isZero();
    server.time.advance(Duration.ofMinutes(1));
    assertThat(pop()).isEmpty();
    assertThat(committed(TOPIC, 0)).isEqualTo(1);
    assertThat(committed(RETRY, 0)).isEqualTo(1);
  }

  @Test
  void the_committed_offset_is_that_of_the_first_message_in_flight() {
    send("one");
    send("two");
    send("three");
    List<Popped> popped = pop();
    assertThat(committed(TOPIC, 0)).isZero();
    ack(popped.get(1));
    assertThat(committed(TOPIC, 0)).isZero();
    ack(popped.get(0));
    assertThat(committed(TOPIC, 0)).isEqualTo(2);
    ack(popped.get(2));
    assertThat(committed(TOPIC, 0)).isEqualTo(3);
  }

  @Test
  void a_changed_time_makes_a_new_receipt_and_the_old_one_void() {
    send("one");
    Popped popped = pop().get(0);
    Frame changed = change(popped, 30_000);
    assertThat(changed.remark()).isEqualTo("not set any response code");
    assertThat(changed.fields().find("invisibleTime")).isEqualTo("30000");
    assertThat(changed.fields().int64("popTime")).isGreaterThan(popped.parsed().popTime());
    assertThat(ack(popped).code()).isZero();
    server.time.advance(Duration.ofSeconds(20));
    assertThat(pop()).isEmpty();
    server.time.advance(Duration.ofSeconds(11));
    assertThat(bodies(pop())).containsExactly("one");
  }

  @Test
  void the_new_receipt_confirms() {
    send("one");
    Popped popped = pop().get(0);
    Frame changed = change(popped, 30_000);
    ack(popped, "0 " + changed.fields().text("popTime") + " 30000 0 0 broker-a 0 0");
    server.time.advance(Duration.ofMinutes(1));
    assertThat(pop()).isEmpty();
  }

  @Test
  void a_waiting_pop_is_woken_by_the_append() {
    server.call(ServerFixture.message(TOPIC, "first"));
    ack(pop().get(0));
    CompletableFuture<Frame> waiting = park();
    server.time.advance(SECOND);
    assertThat(waiting).isNotDone();
    assertThat(pollingNumber("-1")).isEqualTo("1");
    long before = server.time.clock().nanos();
    send("two");
    assertThat(bodies(messages(server.await(waiting)))).containsExactly("two");
    assertThat(Duration.ofNanos(server.time.clock().nanos() - before))
        .isLessThan(Duration.ofMillis(10));
    assertThat(pollingNumber("-1")).isEqualTo("0");
  }

  private String pollingNumber(String queueId) {
    return server
        .call(RequestCode.POLLING_INFO, "consumerGroup", GROUP, "topic", TOPIC, "queueId", queueId)
        .fields()
        .text("pollingNum");
  }

  @Test
  void a_waiting_pop_is_woken_by_what_comes_again() {
    send("one");
    pop();
    CompletableFuture<Frame> waiting = park("queueId", "2");
    server.time.advance(Duration.ofSeconds(11));
    assertThat(waiting).isDone();
    assertThat(bodies(messages(waiting.join()))).containsExactly("one");
  }

  @Test
  void a_waiting_pop_ends_in_time() {
    send("one");
    pop();
    long before = millis();
    Frame answer = server.await(park("pollTime", "1200"));
    assertThat(answer.code()).isEqualTo(210);
    assertThat(millis() - before).isBetween(1140L, 1200L);
  }

  @Test
  void too_many_do_not_wait_and_those_whose_connection_closes_are_forgotten() {
    send("one");
    pop();
    Links other = server.client("10.0.0.8");
    CompletableFuture<Frame> refused = null;
    for (int i = 0; i <= 1025; i++) {
      refused =
          other.call(
              ServerFixture.SERVER,
              request("pollTime", "15000"),
              ServerFixture.PATIENCE,
              Frame::retain);
    }
    assertThat(server.await(refused).code()).isEqualTo(209);
    assertThat(pollingNumber("-1")).isEqualTo("1025");
    other.close();
    server.time.advance(SECOND);
    assertThat(pollingNumber("-1")).isEqualTo("0");
  }

  @Test
  void a_pop_with_a_tag_passes_over_other_messages() {
    send("one", "i", properties("TAGS", "A"));
    send("two", "i", properties("TAGS", "B"));
    send("three", "i", properties("TAGS", "A"));
    Frame answer = server.call(request("exp", "B", "queueId", "0"));
    assertThat(answer.fields().text("msgOffsetInfo")).isEqualTo("0 0 1");
    assertThat(pop("exp", "B")).isEmpty();
    ack(messages(answer).get(0));
    assertThat(committed(TOPIC, 0)).isEqualTo(3);
  }

  @Test
  void a_group_that_begins_at_the_end_reads_a_whole_queue_from_its_beginning() {
    send("one");
    send("two");
    assertThat(bodies(pop("initMode", "1"))).containsExactly("one", "two");
  }

  @Test
  void after_too_many_times_a_message_is_dead() {
    send("one");
    for (int i = 0; i <= 16; i++) {
      assertThat(pop("invisibleTime", "1000").get(0).reconsumeTimes()).isEqualTo(i);
      server.time.advance(Duration.ofMillis(1_100));
    }
    assertThat(pop()).isEmpty();
    Frame dead = server.call(ServerFixture.pull("%DLQ%" + GROUP, 0));
    assertThat(dead.code()).isZero();
    String text = new String(dead.bodyBytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(text).contains("one", "RETRY_TOPIC\u0001orders", "ORIGIN_MESSAGE_ID");
  }

  @Test
  void several_messages_are_confirmed_at_once() {
    send("one");
    send("two");
    send("three");
    Popped first = pop().get(0);
    String body =
        "{\"acks\":[{\"b\":\"BQ==\",\"c\":\"poppers\",\"it\":10000,\"pt\":"
            + first.parsed().popTime()
            + ",\"q\":0,\"r\":\"0\",\"rq\":0,\"so\":0,\"t\":\"orders\"},"
            + "{\"b\":\"BQ==\",\"c\":\"poppers\",\"q\":0,\"t\":\"none\"}]}";
    Frame batch = Frame.request(RequestCode.BATCH_ACK_MESSAGE);
    assertThat(server.call(batch.withBody(bytes(body))).code()).isZero();
    assertThat(server.call(batch).code()).isEqualTo(208);
    server.time.advance(Duration.ofSeconds(11));
    assertThat(bodies(pop())).containsExactly("two");
  }

  @Test
  void a_restart_keeps_what_is_in_flight_and_what_is_confirmed() {
    send("one");
    send("two");
    List<Popped> popped = pop();
    ack(popped.get(1));
    restart();
    assertThat(pop()).isEmpty();
    server.time.advance(Duration.ofSeconds(10));
    List<Popped> again = pop();
    assertThat(bodies(again)).containsExactly("one");
    assertThat(again.get(0).reconsumeTimes()).isEqualTo(1);
  }

  @Test
  void an_offset_that_an_operator_sets_counts() {
    send("one");
    send("two");
    pop().forEach(this::ack);
    server.call(
        RequestCode.UPDATE_CONSUMER_OFFSET,
        "consumerGroup",
        GROUP,
        "topic",
        TOPIC,
        "queueId",
        "0",
        "commitOffset",
        "1");
    assertThat(bodies(pop())).containsExactly("two");
  }

  @Test
  void pops_that_cannot_be_are_refused_with_zeros() {
    send("one");
    Frame many = server.call(request("maxMsgNums", "33"));
    assertThat(many.code()).isEqualTo(29);
    assertThat(many.remark())
        .isEqualTo("the broker[10.0.0.1] pop message's num is greater than 32");
    assertThat(many.fields().toMap()).containsEntry("popTime", "0").containsEntry("restNum", "0");
    assertThat(server.call(request("bornTime", Long.toString(millis() - 501))).code())
        .isEqualTo(210);
    assertThat(server.call(request("topic", "none")).code()).isEqualTo(17);
    assertThat(server.call(request("queueId", "4")).code()).isEqualTo(29);
    assertThat(server.call(request("queueId", "-2")).code()).isEqualTo(29);
    assertThat(server.call(request("consumerGroup", "a b")).code()).isEqualTo(26);
    assertThat(server.call(request("exp", "||")).code()).isEqualTo(23);
    assertThat(server.call(request("expType", "SQL92")).code()).isEqualTo(23);
  }

  @Test
  void receipts_that_cannot_be_are_refused() {
    send("one");
    Popped popped = pop().get(0);
    assertThat(ack(popped, "0 1 2").code()).isEqualTo(1);
    assertThat(ack(popped, "0 1 2 a 0 broker-a 0 0").code()).isEqualTo(1);
    assertThat(ackAt("0", "2").code()).isEqualTo(208);
    assertThat(ackAt("4", "0").code()).isEqualTo(13);
    assertThat(ackAt("0", "0").code()).isZero();
  }

  private Frame ackAt(String queueId, String offset) {
    return server.call(
        RequestCode.ACK_MESSAGE,
        "consumerGroup",
        GROUP,
        "topic",
        TOPIC,
        "queueId",
        queueId,
        "offset",
        offset,
        "extraInfo",
        "0 1 2 3 0 broker-a 0 0");
  }

  @Test
  void who_asks_is_told_when_there_is_something_to_pop() {
    send("one");
    assertThat(notification("0").fields().find("hasMsg")).isEqualTo("true");
    pop();
    Frame none = notification("0");
    assertThat(none.fields().find("hasMsg")).isEqualTo("false");
    assertThat(none.fields().find("pollingFull")).isEqualTo("false");
    CompletableFuture<Frame> waiting = server.send(notify("15000"));
    server.time.advance(Duration.ofSeconds(11));
    assertThat(waiting.join().fields().find("hasMsg")).isEqualTo("true");
  }

  private Frame notification(String pollTime) {
    return server.call(notify(pollTime));
  }

  private Frame notify(String pollTime) {
    return ServerFixture.request(
        RequestCode.NOTIFICATION,
        "consumerGroup",
        GROUP,
        "topic",
        TOPIC,
        "queueId",
        "-1",
        "pollTime",
        pollTime,
        "bornTime",
        Long.toString(millis()),
        "order",
        "false");
  }
}
