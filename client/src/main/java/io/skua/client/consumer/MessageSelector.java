package io.skua.client.consumer;

import io.skua.common.filter.ExpressionType;
import org.jspecify.annotations.Nullable;

/** Which messages of a topic a consumer wants. Immutable. */
public class MessageSelector {
  private final String type;
  private final @Nullable String expression;

  private MessageSelector(String type, @Nullable String expression) {
    this.type = type;
    this.expression = expression;
  }

  /**
   * Chooses messages by their properties.
   *
   * <p>A condition compares properties, which are texts, with numbers ({@code a > 5}, {@code a
   * BETWEEN 1 AND 9}), texts ({@code color = 'blue'}, {@code color IN ('blue', 'red')}, {@code
   * color STARTSWITH 'b'}, also {@code ENDSWITH} and {@code CONTAINS}) or {@code TRUE} and {@code
   * FALSE}; {@code IS NULL} and {@code IS NOT NULL} ask whether there is one. {@code AND}, {@code
   * OR}, {@code NOT} and parentheses join conditions. A comparison with a property that is missing
   * is neither true nor false, and only messages for which the whole is true arrive (protocol B
   * 9.2).
   *
   * <p>The broker evaluates it, and an Apache broker only with {@code enablePropertyFilter=true}.
   *
   * @param sql the expression; null or empty is refused when the consumer subscribes
   */
  public static MessageSelector bySql(@Nullable String sql) {
    return new MessageSelector(ExpressionType.SQL92, sql);
  }

  /**
   * Chooses messages by their tags.
   *
   * @param tag one tag, or several with {@code ||} between them; null, empty or {@code *} means all
   *     messages
   */
  public static MessageSelector byTag(@Nullable String tag) {
    return new MessageSelector(ExpressionType.TAG, tag);
  }

  /** Returns {@link ExpressionType#TAG} or {@link ExpressionType#SQL92}. */
  public String getExpressionType() {
    return type;
  }

  /** Returns the expression as it was given. */
  public @Nullable String getExpression() {
    return expression;
  }
}
