package io.skua.server.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.skua.wire.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The recorded vectors, and what people read; interop compares with Apache's own filter. */
class SqlExpressionTest {
  private static final Map<String, String> PROPERTIES =
      Map.of("a", "5", "c", "3", "s", "hello", "t", "true", "TAGS", "TagA", "_x", "y");

  record Vector(String expression, String result) {}

  static List<Vector> vectors() throws IOException {
    List<Vector> vectors = new ArrayList<>();
    try (InputStream file = SqlExpressionTest.class.getResourceAsStream("sql92-vectors.json")) {
      JsonReader in = new JsonReader(Objects.requireNonNull(file).readAllBytes());
      in.object();
      while (in.member()) {
        if (in.name().equals("vectors")) {
          in.array();
          while (in.element()) {
            vectors.add(vector(in));
          }
        } else {
          in.skip();
        }
      }
    }
    assertThat(vectors).hasSize(43);
    return vectors;
  }

  private static Vector vector(JsonReader in) {
    String expression = "";
    String result = "";
    in.object();
    while (in.member()) {
      if (in.name().equals("expression")) {
        expression = in.textOrEmpty();
      } else {
        result = in.textOrEmpty();
      }
    }
    return new Vector(expression, result);
  }

  private static boolean passes(String expression) throws SqlSyntaxException {
    return SqlExpression.parse(expression).matches(PROPERTIES::get);
  }

  @MethodSource("vectors")
  @ParameterizedTest
  void expressions_mean_what_is_known(Vector vector) throws SqlSyntaxException {
    if (vector.result().startsWith("COMPILE-ERROR")) {
      assertThatThrownBy(() -> passes(vector.expression())).isInstanceOf(SqlSyntaxException.class);
    } else {
      assertThat(passes(vector.expression())).isEqualTo(vector.result().equals("ok -> true"));
    }
  }

  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "a != 5 | 3 | means nothing here",
        "a == 5 | 4 | expected a property, a number, a text in single quotes or (, found =",
        "a > 'x' | 5 | only numbers and properties",
        "not a > 5 | 1 | not a condition",
        "a in (5) | 7 | expected a text in single quotes, found 5",
        "a in ('5' '6') | 11 | expected , or ), found '6'",
        "a is 5 | 6 | expected NULL or NOT NULL, found 5",
        "a not 5 | 7 | behind NOT, found 5",
        "a between 1 or 2 | 13 | expected AND",
        "a between 10 and 1 | 11 | swap the bounds",
        "(a = 5 | 7 | expected an operator or ), found the end",
        "a = 5 and | 10 | found the end",
        "a = 'x | 5 | has no end",
        "a = /* x | 5 | has no end",
        "a = NULL | 5 | IS NULL",
        "a > 0.0 | 5 | write 0",
        "a > 1e999 | 5 | greater than the largest",
        "a > 9223372036854775808 | 5 | 64 bits",
        "5 | 1 | expected a condition",
        "'x' in ('x') | 1 | only a property",
        "TRUE = 5 | 8 | equal to no number",
        "\"\" | 1 | found the end"
      })
  @ParameterizedTest
  void a_refusal_points_to_the_column_and_says_why(String text, int column, String reason) {
    SqlSyntaxException refusal =
        catchThrowableOfType(SqlSyntaxException.class, () -> SqlExpression.parse(text));
    assertThat(refusal.column()).as(refusal.getMessage()).isEqualTo(column);
    assertThat(refusal)
        .hasMessageStartingWith("column " + column + ": ")
        .hasMessageContaining(reason);
  }

  @Test
  void what_is_ignored_is_known() throws SqlSyntaxException {
    assertThat(SqlExpression.parse("a = 5").ignoredFrom()).isEqualTo(-1);
    assertThat(SqlExpression.parse("a = 5 b = 6").ignoredFrom()).isEqualTo(7);
    assertThat(SqlExpression.parse("a like '5'").ignoredFrom()).isEqualTo(3);
  }

  @Test
  void expressions_are_bounded() throws SqlSyntaxException {
    String deep = "(".repeat(99) + "a = 5" + ")".repeat(99);
    assertThat(passes(deep)).isTrue();
    assertThatThrownBy(() -> passes("(" + deep + ")")).hasMessageContaining("in each other");
    assertThatThrownBy(() -> passes("NOT ".repeat(100_000 / 50) + "a = 5"))
        .hasMessageContaining("in each other");
    String many = "a = 6" + " OR a = 6".repeat(249);
    assertThat(passes(many)).isFalse();
    assertThatThrownBy(() -> passes(many + " OR a = 5")).hasMessageContaining("500 operators");
    assertThat(passes("a IN (" + "'x',".repeat(4000) + "'5')")).isTrue();
    assertThatThrownBy(() -> passes("a = '" + "x".repeat(17_000) + "'"))
        .hasMessageStartingWith("column 16385: an expression has at most 16384 characters");
  }

  @Test
  void properties_are_asked_only_when_they_matter() throws SqlSyntaxException {
    List<String> asked = new ArrayList<>();
    SqlExpression.parse("a = 5 OR s = 'x'")
        .matches(
            name -> {
              asked.add(name);
              return PROPERTIES.get(name);
            });
    assertThat(asked).containsExactly("a");
  }
}
