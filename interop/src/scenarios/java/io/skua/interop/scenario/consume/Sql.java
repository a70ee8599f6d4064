package io.skua.interop.scenario.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.MessageSelector;
import io.skua.client.exception.MQClientException;
import io.skua.common.message.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which messages a consumer gets by their properties (protocol B 9.2). All lie in one queue: when
 * the last one has come, those before it have been looked at.
 */
final class Sql {
  /** The messages by their texts. */
  private static final Map<String, Map<String, String>> MESSAGES = new LinkedHashMap<>();

  static {
    MESSAGES.put("none", Map.of());
    MESSAGES.put("1", Map.of("a", "1", "color", "red"));
    MESSAGES.put("5", Map.of("a", "5", "color", "blue", "good", "true"));
    MESSAGES.put("9", Map.of("a", "9", "color", "green", "good", "false"));
    MESSAGES.put("10", Map.of("a", "10", "color", "dark blue"));
  }

  private Sql() {}

  static List<Case> cases() {
    Map<String, String> six = Map.of("a", "6");
    Map<String, String> blue = Map.of("color", "blue");
    return List.of(
        chosen("sql-greater", "a > 5", six, "9", "10").asSmoke(),
        chosen("sql-greater-or-equal", "a >= 5", six, "5", "9", "10"),
        chosen("sql-less", "a < 9", six, "1", "5"),
        chosen("sql-less-or-equal", "a <= 5", Map.of("a", "0"), "1", "5"),
        chosen("sql-equal-number", "a = 5", Map.of("a", "5"), "5"),
        chosen("sql-unequal-number", "a <> 5", six, "1", "9", "10"),
        chosen("sql-decimal-number", "a > 8.5", Map.of("a", "8.75"), "9", "10"),
        chosen("sql-negative-number", "a > -1", six, "1", "5", "9", "10"),
        chosen("sql-equal-text", "color = 'blue'", blue, "5"),
        chosen("sql-unequal-text", "color <> 'blue'", Map.of("color", "black"), "1", "9", "10"),
        chosen("sql-text-with-a-quote", "color = 'it''s'", Map.of("color", "it's")),
        chosen("sql-between", "a BETWEEN 5 AND 9", six, "5", "9"),
        chosen("sql-not-between", "a NOT BETWEEN 2 AND 9", Map.of("a", "12"), "1", "10"),
        chosen("sql-in", "color IN ('red', 'blue')", blue, "1", "5"),
        chosen("sql-not-in", "color NOT IN ('red', 'blue')", Map.of("color", "x"), "9", "10"),
        chosen("sql-is-null", "a IS NULL", blue, "none"),
        chosen("sql-is-not-null", "good IS NOT NULL", Map.of("good", "x"), "5", "9"),
        chosen("sql-boolean", "good = TRUE", Map.of("good", "true"), "5"),
        chosen("sql-and", "a > 1 AND color = 'blue'", Map.of("a", "2", "color", "blue"), "5"),
        chosen("sql-or", "a = 1 OR color = 'green'", Map.of("a", "1"), "1", "9"),
        chosen("sql-not", "NOT (a > 5)", Map.of("a", "2"), "1", "5"),
        chosen(
            "sql-parentheses",
            "(a = 1 OR a = 9) AND color = 'green'",
            Map.of("a", "1", "color", "green"),
            "9"),
        chosen("sql-contains", "color CONTAINS 'blue'", blue, "5", "10"),
        chosen("sql-not-contains", "color NOT CONTAINS 'blue'", Map.of("color", "x"), "1", "9"),
        chosen("sql-starts-with", "color STARTSWITH 'd'", Map.of("color", "dim"), "10"),
        chosen("sql-ends-with", "color ENDSWITH 'blue'", blue, "5", "10"),
        Case.of("sql-of-tags", Sql::tags),
        Case.of("sql-that-is-none", Sql::syntax));
  }

  /**
   * A case for an expression.
   *
   * @param last the properties of the last message, which must be chosen
   */
  private static Case chosen(
      String name, String expression, Map<String, String> last, String... expected) {
    return Case.of(
        name,
        stage -> {
          stage.createTopic(1);
          for (Map.Entry<String, Map<String, String>> each : MESSAGES.entrySet()) {
            send(stage, each.getKey(), each.getValue());
          }
          send(stage, "last", last);
          Inbox inbox = consume(stage, expression);
          inbox.await("last");
          List<String> all = new ArrayList<>(List.of(expected));
          all.add("last");
          assertThat(inbox.texts()).as(expression).containsExactlyInAnyOrderElementsOf(all);
        });
  }

  private static void send(Stage stage, String text, Map<String, String> properties)
      throws Exception {
    Message message = stage.message(text);
    properties.forEach(message::putUserProperty);
    stage.send(message);
  }

  private static Inbox consume(Stage stage, String expression) throws Exception {
    DefaultMQPushConsumer consumer = stage.consumer();
    consumer.subscribe(stage.topic(), MessageSelector.bySql(expression));
    return stage.start(consumer);
  }

  private static void tags(Stage stage) throws Exception {
    stage.createTopic(1);
    stage.send("a", "A");
    stage.send("b", "B");
    stage.send("none");
    stage.send("c", "C");
    consume(stage, "TAGS IS NOT NULL AND TAGS IN ('A', 'C')").awaitExactly("a", "c");
  }

  private static void syntax(Stage stage) throws Exception {
    stage.createTopic(1);
    assertThatThrownBy(() -> consume(stage, "a > > 5")).isInstanceOf(MQClientException.class);
    assertThatThrownBy(() -> consume(stage, "a = 'no end")).isInstanceOf(MQClientException.class);
  }
}
