package io.skua.server.filter;

import io.skua.server.filter.Term.ValueException;
import org.jspecify.annotations.Nullable;

/**
 * Comparing values of different kinds (protocol B 9.2). Properties are texts; beside a number they
 * are read as a number of the same kind, so that {@code "5.0"} is no 5.
 */
final class Values {
  private Values() {}

  /**
   * Says whether two values are equal.
   *
   * @throws ValueException when a text is none of what it is compared with
   */
  static boolean equal(Object left, Object right) {
    if (left instanceof Boolean truth) {
      return equalTruth(truth, right);
    }
    if (right instanceof Boolean) {
      return left instanceof String text && Boolean.valueOf(text).equals(right);
    }
    if (left instanceof String && right instanceof String) {
      return left.equals(right);
    }
    return compare(left, right) == 0;
  }

  // A text counts as a truth on the left only: on the right Apache's evaluation breaks off.
  private static boolean equalTruth(Boolean left, Object right) {
    if (right instanceof String) {
      throw new ValueException();
    }
    return left.equals(right);
  }

  /**
   * Compares two numbers, or texts that are numbers.
   *
   * @throws ValueException when a text is no number of the kind of the other side
   */
  static int compare(Object left, Object right) {
    try {
      Number first = left instanceof Number number ? number : number((String) left, right);
      Number second = right instanceof Number number ? number : number((String) right, left);
      return first instanceof Double || second instanceof Double
          ? Double.compare(first.doubleValue(), second.doubleValue())
          : Long.compare(first.longValue(), second.longValue());
    } catch (NumberFormatException e) {
      throw new ValueException();
    }
  }

  private static Number number(String text, Object like) {
    if (like instanceof Integer) {
      return Integer.valueOf(text);
    }
    return like instanceof Long ? Long.valueOf(text) : (Number) Double.valueOf(text);
  }

  /** Returns a number with the other sign, or null for anything else. */
  static @Nullable Number negative(@Nullable Object value) {
    if (value instanceof Integer number) {
      return -number;
    }
    if (value instanceof Long number) {
      return -number;
    }
    return value instanceof Double number ? (Number) (-number) : null;
  }
}
