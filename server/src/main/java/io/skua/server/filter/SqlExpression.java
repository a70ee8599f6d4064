package io.skua.server.filter;

import io.skua.server.filter.Term.Condition;
import io.skua.server.filter.Term.ValueException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A condition on the properties of a message, in the dialect of SQL92 that Apache RocketMQ 5.3.3
 * understands (protocol B 9.2). Immutable.
 */
public final class SqlExpression {
  /** The most characters of an expression. */
  static final int MAX_LENGTH = 16_384;

  private final Condition condition;
  private final int ignoredFrom;

  private SqlExpression(Condition condition, int ignoredFrom) {
    this.condition = condition;
    this.ignoredFrom = ignoredFrom;
  }

  /**
   * Reads an expression.
   *
   * @throws SqlSyntaxException when it cannot be understood, or is too long or too deep
   */
  public static SqlExpression parse(String text) throws SqlSyntaxException {
    if (text.length() > MAX_LENGTH) {
      throw new SqlSyntaxException(
          MAX_LENGTH + 1,
          "an expression has at most " + MAX_LENGTH + " characters, not " + text.length());
    }
    SqlLexer words = new SqlLexer(text);
    Condition condition = new SqlParser(words).parse();
    return new SqlExpression(condition, words.kind() == SqlLexer.Kind.END ? -1 : words.column());
  }

  /**
   * Returns the column from which on the text does not count, or -1: whatever follows a whole
   * expression is no error ({@code a = 5 b = 6} means {@code a = 5}), but seldom meant.
   */
  public int ignoredFrom() {
    return ignoredFrom;
  }

  /**
   * Says whether a message is wanted: only when the condition is true, neither false nor unknown.
   *
   * @param properties gives the value of a property by its name, or null
   */
  public boolean matches(Function<String, @Nullable String> properties) {
    try {
      return Boolean.TRUE.equals(condition.value(properties));
    } catch (ValueException e) {
      return false; // So it is in Apache's broker, which logs each of them as an error.
    }
  }
}
