package io.skua.server.filter;

import io.skua.net.RequestRefused;
import io.skua.server.broker.TagFilter;
import io.skua.store.MessageFilter;
import io.skua.wire.body.SubscriptionData;
import io.skua.wire.code.ResponseCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes filters of what consumers want, and keeps the expressions that were read lately: a pull may
 * bring its own. The loop of the server owns it.
 */
public final class Filters {
  private static final Logger log = LoggerFactory.getLogger(Filters.class);

  // At most 16 MB of text; a server has seldom more than some dozens of expressions.
  private static final int KEPT = 500;
  private static final int SHOWN = 200;

  private final boolean sql;
  private final Map<String, SqlFilter> known =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SqlFilter> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * Makes an empty set.
   *
   * @param sql whether SQL92 is served
   */
  public Filters(boolean sql) {
    this.sql = sql;
  }

  /** A condition on properties: the tag says nothing. */
  private record SqlFilter(SqlExpression expression) implements MessageFilter {
    @Override
    public boolean test(long tagCode) {
      return true;
    }

    @Override
    public boolean wants(Function<String, @Nullable String> properties) {
      return expression.matches(properties);
    }
  }

  /**
   * Returns the filter for what a heartbeat said; null when every message is wanted.
   *
   * @throws RequestRefused with code 27 when the expression is wrong, 1 when its type is not served
   */
  public @Nullable MessageFilter of(SubscriptionData subscription) {
    return byTag(subscription.expressionType())
        ? TagFilter.of(subscription)
        : of(
            subscription.expressionType(),
            subscription.expression(),
            ResponseCode.FILTER_DATA_NOT_EXIST);
  }

  /**
   * Returns the filter for what a request says; null when every message is wanted.
   *
   * @param type {@code TAG}, {@code SQL92}, or null or empty for tags
   * @param wrong the code of the refusal of a wrong expression: 23 or 27, by where it came from
   * @throws RequestRefused with that code, or with 1 when the type is not served
   */
  public @Nullable MessageFilter of(@Nullable String type, @Nullable String expression, int wrong) {
    if (byTag(type)) {
      try {
        return TagFilter.of(expression);
      } catch (IllegalArgumentException e) {
        throw refusal(wrong, String.valueOf(e.getMessage()));
      }
    }
    if (!sql || !SubscriptionData.SQL92.equals(type)) {
      throw new RequestRefused(
          ResponseCode.SYSTEM_ERROR,
          "The broker does not support consumer to filter message by " + type);
    }
    String text = expression == null ? "" : expression;
    SqlFilter filter = known.get(text);
    return filter == null ? read(text, wrong) : filter;
  }

  /** Says whether an expression type means tags, as null and the empty text do too. */
  public static boolean byTag(@Nullable String type) {
    return type == null || type.isEmpty() || type.equals(SubscriptionData.TAG);
  }

  private MessageFilter read(String text, int wrong) {
    try {
      SqlExpression expression = SqlExpression.parse(text);
      if (expression.ignoredFrom() >= 0) {
        log.info(
            "the SQL92 expression \"{}\" ends before column {}: what follows is ignored, as an"
                + " Apache broker does; put AND or OR there if it is meant",
            text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text,
            expression.ignoredFrom());
      }
      SqlFilter filter = new SqlFilter(expression);
      known.put(text, filter);
      return filter;
    } catch (SqlSyntaxException e) {
      throw refusal(wrong, "the SQL92 expression is wrong at " + e.getMessage());
    }
  }

  // The beginnings are known in the field; the reason is ours.
  private static RequestRefused refusal(int code, String reason) {
    return new RequestRefused(
        code,
        (code == ResponseCode.FILTER_DATA_NOT_EXIST
                ? "The broker's consumer filter data is not exist!Your expression may be wrong! "
                : "parse the consumer's subscription failed: ")
            + reason);
  }
}
