package interop.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.server.filter.SqlExpression;
import io.skua.server.filter.SqlSyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.rocketmq.filter.FilterFactory;
import org.apache.rocketmq.filter.expression.EvaluationContext;
import org.apache.rocketmq.filter.expression.Expression;
import org.apache.rocketmq.filter.expression.MQFilterException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our reading of SQL92 against Apache's filter: the same is refused, the same messages pass. */
class SqlDialectTest {
  private static final List<String> VALUES =
      List.of(
          "5",
          "-5",
          "05",
          "5.0",
          "5L",
          " 5",
          "3",
          "0",
          "x",
          "it's",
          "true",
          "TRUE",
          "false",
          "NaN",
          "1e1",
          "2147483648",
          "9223372036854775808",
          "hello",
          "TagA");
  private static final List<String> NAMES =
      List.of("a", "b", "c", "d", "missing", "TAGS", "_x", "$y", "e5", "A");
  private static final List<String> WORDS =
      List.of(
          "a",
          "b",
          "missing",
          "5",
          "5L",
          "05",
          "5.5",
          ".5",
          "5.",
          "5e1",
          "5e",
          "0.0",
          "1e999",
          "9223372036854775808",
          "''",
          "'x'",
          "'it''s'",
          "'",
          "=",
          "<>",
          ">",
          ">=",
          "<",
          "<=",
          "(",
          ")",
          ",",
          "+",
          "-",
          "--",
          "/*",
          "*/",
          "\n",
          "AND",
          "or",
          "Not",
          "BETWEEN",
          "in",
          "is",
          "NULL",
          "TRUE",
          "false",
          "contains",
          "STARTSWITH",
          "endswith",
          "like",
          "!",
          "é",
          ".",
          "#",
          "a = 5",
          "b IS NULL",
          "c IN ('5', 'x')",
          "NOT IN",
          "NOT BETWEEN 1 AND 9");

  private static final String REFUSED = "refused";
  private static final String PASSES = "passes";
  private static final String DOES_NOT_PASS = "does not pass";

  private static Expression apache(String text) {
    try {
      return FilterFactory.INSTANCE.get("SQL92").compile(text);
    } catch (MQFilterException e) {
      return null;
    }
  }

  private static String apache(Expression compiled, Map<String, String> properties) {
    if (compiled == null) {
      return REFUSED;
    }
    try {
      Object value = compiled.evaluate(new Properties(properties));
      return Boolean.TRUE.equals(value) ? PASSES : DOES_NOT_PASS;
    } catch (Exception e) {
      return DOES_NOT_PASS; // So does the broker.
    }
  }

  private record Properties(Map<String, String> map) implements EvaluationContext {
    @Override
    public Object get(String name) {
      return map.get(name);
    }

    @Override
    public Map<String, Object> keyValues() {
      return new HashMap<>(map);
    }
  }

  private static SqlExpression ours(String text) {
    try {
      return SqlExpression.parse(text);
    } catch (SqlSyntaxException e) {
      assertThat(e.column()).as(text).isBetween(1, text.length() + 1);
      return null;
    }
  }

  private static String ours(SqlExpression parsed, Map<String, String> properties) {
    if (parsed == null) {
      return REFUSED;
    }
    return parsed.matches(properties::get) ? PASSES : DOES_NOT_PASS;
  }

  private static String compare(String text, Random random, int messages) {
    Expression compiled = apache(text);
    SqlExpression parsed = ours(text);
    String verdict = REFUSED;
    for (int i = 0; i < messages; i++) {
      Map<String, String> properties = properties(random);
      verdict = apache(compiled, properties);
      assertThat(ours(parsed, properties)).as("%s with %s", text, properties).isEqualTo(verdict);
    }
    return verdict;
  }

  private static Map<String, String> properties(Random random) {
    Map<String, String> properties = new HashMap<>();
    for (String name : NAMES) {
      if (!name.equals("missing") && random.nextInt(4) > 0) {
        properties.put(name, pick(VALUES, random));
      }
    }
    return properties;
  }

  private static <T> T pick(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }

  @Test
  void expressions_of_the_grammar() {
    Random random = new Random(7);
    Map<String, Integer> verdicts = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      verdicts.merge(compare(condition(random, 4), random, 6), 1, Integer::sum);
    }
    // The test is worth nothing when one of the verdicts is rare.
    assertThat(verdicts.get(PASSES)).isGreaterThan(1000);
    assertThat(verdicts.get(DOES_NOT_PASS)).isGreaterThan(1000);
    assertThat(verdicts.get(REFUSED)).isGreaterThan(1000);
  }

  @Test
  void words_in_any_order() {
    Random random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      int words = 1 + random.nextInt(8);
      for (int j = 0; j < words; j++) {
        text.append(pick(WORDS, random)).append(random.nextInt(8) == 0 ? "" : " ");
      }
      compare(text.toString(), random, 3);
    }
  }

  @Test
  void characters_in_any_order() {
    Random random = new Random(13);
    String characters = "aAeE05.lL'\"=<>()+-*/,_$ \n\r\t\f!é\0";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "a = 5 " : "");
      int length = random.nextInt(7);
      for (int j = 0; j < length; j++) {
        text.append(characters.charAt(random.nextInt(characters.length())));
      }
      compare(text.toString(), random, 2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a like '5'",
        "a + 1 = 6",
        "a = 05",
        "b = d",
        "missing = missing",
        "t",
        "e5 = 'x'",
        "TRUE = t",
        "a between -1 and 9",
        "a between 9 and -1",
        "a not between 10 and 1",
        "a > 5 contains 'x'",
        "'abc' contains 'b'",
        "(a) in ('5')",
        "a = 5 -- x",
        "a = -- c",
        "a = -- c\n 5",
        "a = 5 /* x",
        "a = 5 !",
        "a = 5 b !",
        "'a'' = 'a'",
        "not a > 5",
        "- -5 = 5",
        "a is null is null",
        "a in ('1','2','3','4','5','6')",
        "(a = 5) = TRUE"
      })
  void oddities_that_people_have(String text) {
    compare(text, new Random(17), 200);
  }

  private static String condition(Random random, int depth) {
    if (depth == 0 || random.nextInt(5) == 0) {
      return predicate(random);
    }
    return switch (random.nextInt(6)) {
      case 0, 1 -> condition(random, depth - 1) + " AND " + condition(random, depth - 1);
      case 2, 3 -> condition(random, depth - 1) + " OR " + condition(random, depth - 1);
      case 4 -> "NOT (" + condition(random, depth - 1) + ")";
      default -> "(" + condition(random, depth - 1) + ")";
    };
  }

  private static String predicate(Random random) {
    String not = random.nextInt(3) == 0 ? "NOT " : "";
    return switch (random.nextInt(10)) {
      case 0, 1 -> operand(random) + pick(List.of(" = ", "<>"), random) + operand(random);
      case 2, 3 -> number(random) + pick(List.of(">", " >= ", "<", "<="), random) + number(random);
      case 4 -> pick(NAMES, random) + " " + not + "BETWEEN " + number(random) + " AND 9";
      case 5 -> pick(NAMES, random) + " " + not + "IN (" + text(random) + "," + text(random) + ")";
      case 6 -> operand(random) + " IS " + not + "NULL";
      case 7 -> pick(NAMES, random) + " " + not + search(random) + " " + text(random);
      case 8 -> pick(List.of("TRUE", "FALSE", "NULL", "a", "NOT b"), random);
      default -> pick(NAMES, random) + " = " + text(random);
    };
  }

  private static String search(Random random) {
    return pick(List.of("CONTAINS", "startswith", "EndsWith"), random);
  }

  private static String text(Random random) {
    return pick(List.of("'5'", "'x'", "'it''s'", "''", "'hell'", "'true'", "'o'"), random);
  }

  private static String number(Random random) {
    return random.nextBoolean()
        ? pick(NAMES, random)
        : pick(List.of("5", "-5", "3L", "5.0", ".5e1", "0", "2147483648", "+5", "- a"), random);
  }

  private static String operand(Random random) {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> pick(NAMES, random);
      case 3, 4 -> number(random);
      case 5 -> text(random);
      case 6 -> pick(List.of("TRUE", "false", "(a = 5)", "NULL"), random);
      default -> pick(NAMES, random);
    };
  }
}
