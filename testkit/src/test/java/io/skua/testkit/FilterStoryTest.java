package io.skua.testkit;

import static io.skua.testkit.ServerFixture.message;
import static io.skua.testkit.ServerFixture.properties;
import static io.skua.testkit.ServerFixture.pull;
import static org.assertj.core.api.Assertions.assertThat;

import io.skua.wire.body.CheckClientConfig;
import io.skua.wire.body.ConsumeFromWhere;
import io.skua.wire.body.ConsumeType;
import io.skua.wire.body.ConsumerData;
import io.skua.wire.body.Heartbeat;
import io.skua.wire.body.MessageModel;
import io.skua.wire.body.SubscriptionData;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.message.MessageRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Conditions on properties, from pull to answer (protocol B 9.2 and 9.3). */
class FilterStoryTest {
  private final ServerFixture server = new ServerFixture().start();

  private void send(String body, String... properties) {
    assertThat(server.call(message("orders", body, "i", properties(properties))).code()).isZero();
  }

  private static Frame filtered(long offset, String expression, String... changes) {
    String[] all = new String[changes.length + 4];
    System.arraycopy(changes, 0, all, 0, changes.length);
    System.arraycopy(
        new String[] {"expressionType", "SQL92", "subscription", expression},
        0,
        all,
        changes.length,
        4);
    return pull("orders", offset, all);
  }

  private static List<String> bodies(Frame answer) {
    byte[] body = answer.bodyBytes();
    return MessageRecord.parseAll(body, 0, body.length).stream()
        .map(record -> new String(record.body(), StandardCharsets.UTF_8))
        .toList();
  }

  private static SubscriptionData sql(String expression) {
    return new SubscriptionData(
        "orders",
        expression,
        Collections.emptySortedSet(),
        Collections.emptySortedSet(),
        1,
        "SQL92",
        false);
  }

  private Frame subscribe(String expression) {
    ConsumerData consumer =
        new ConsumerData(
            "consumers",
            ConsumeType.CONSUME_PASSIVELY,
            MessageModel.CLUSTERING,
            ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET,
            List.of(sql(expression)),
            false);
    return server.call(
        Frame.request(RequestCode.HEART_BEAT)
            .withBody(Heartbeat.of("me@1", List.of(), List.of(consumer)).write()));
  }

  private Frame check(String expression) {
    return server.call(
        Frame.request(RequestCode.CHECK_CLIENT_CONFIG)
            .withBody(new CheckClientConfig("me@1", "consumers", sql(expression), null).write()));
  }

  @Test
  void a_pull_gets_the_messages_that_pass() {
    send("blue", "color", "blue", "size", "5");
    send("red", "color", "red", "size", "9");
    send("none");
    send("x".repeat(20_000), "color", "blue", "size", "7");
    Frame answer = server.call(filtered(0, "color = 'blue' AND size > 5"));
    assertThat(answer.code()).isZero();
    assertThat(bodies(answer)).containsExactly("x".repeat(20_000));
    assertThat(answer.fields().int64("nextBeginOffset")).isEqualTo(4);
    assertThat(bodies(server.call(filtered(0, "color IS NULL")))).containsExactly("none");
    Frame nothing = server.call(filtered(0, "color = 'green'"));
    assertThat(nothing.code()).isEqualTo(20);
    assertThat(nothing.fields().int64("nextBeginOffset")).isEqualTo(4);
  }

  @Test
  void a_subscription_of_a_heartbeat_filters() {
    send("blue", "color", "blue");
    send("red", "color", "red");
    assertThat(subscribe("color = 'red'").code()).isZero();
    assertThat(bodies(server.call(pull("orders", 0, "sysFlag", "0", "subVersion", "1"))))
        .containsExactly("red");
  }

  @Test
  void a_wrong_subscription_of_a_heartbeat_is_told_at_the_pull() {
    send("blue");
    subscribe("color != 'red'");
    Frame refused = server.call(pull("orders", 0, "sysFlag", "0", "subVersion", "1"));
    assertThat(refused.code()).isEqualTo(27);
    assertThat(refused.remark())
        .startsWith("The broker's consumer filter data is not exist!Your expression may be wrong! ")
        .contains("column 7: the character '!'");
  }

  @Test
  void a_wrong_expression_of_a_pull_is_refused() {
    send("blue");
    Frame refused = server.call(filtered(0, "a >"));
    assertThat(refused.code()).isEqualTo(23);
    assertThat(refused.remark())
        .isEqualTo(
            "parse the consumer's subscription failed: the SQL92 expression is wrong at column 4:"
                + " expected a property, a number, a text in single quotes or (, found the end");
  }

  @Test
  void a_waiting_pull_gets_what_passes_only() {
    send("blue", "color", "blue");
    CompletableFuture<Frame> waiting = server.send(filtered(1, "color = 'red'", "sysFlag", "6"));
    server.time.advance(Duration.ofSeconds(1));
    send("green", "color", "green");
    server.time.advance(Duration.ofSeconds(1));
    assertThat(waiting).isNotDone();
    send("red", "color", "red");
    assertThat(bodies(server.await(waiting))).containsExactly("red");
  }

  @Test
  void a_pull_looks_at_so_much_and_goes_on_with_the_next() {
    for (int i = 0; i < 80; i++) {
      send("x".repeat(3500), "n", "m" + i);
    }
    Frame first = server.call(filtered(0, "n = 'm79'"));
    assertThat(first.code()).isEqualTo(20);
    long next = first.fields().int64("nextBeginOffset");
    assertThat(next).isBetween(60L, 79L);
    assertThat(bodies(server.call(filtered(next, "n = 'm79'")))).hasSize(1);
  }

  @Test
  void a_subscription_is_checked_before_the_first_pull() {
    assertThat(check("TAGS is not null and a is null").code()).isZero();
    Frame refused = check("a = ");
    assertThat(refused.code()).isEqualTo(23);
    assertThat(refused.remark()).contains("column 5");
    assertThat(server.call(Frame.request(RequestCode.CHECK_CLIENT_CONFIG)).code()).isZero();
  }

  @Test
  void a_server_without_conditions_says_so() {
    ServerFixture plain = new ServerFixture();
    plain.server = plain.builder().propertyFilter(false).build();
    plain.start();
    plain.call(message("orders", "one"));
    Frame refused = plain.call(filtered(0, "a > 1"));
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.remark())
        .isEqualTo("The broker does not support consumer to filter message by SQL92");
    assertThat(
            plain
                .call(
                    Frame.request(RequestCode.CHECK_CLIENT_CONFIG)
                        .withBody(
                            new CheckClientConfig("me@1", "consumers", sql("a"), null).write()))
                .code())
        .isEqualTo(1);
  }
}
