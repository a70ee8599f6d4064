package io.skua.server.filter;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of an expression. Its value is a String, Integer, Long, Double or Boolean, or null for
 * "unknown". Immutable.
 */
interface Term {
  /**
   * Returns the value for a message.
   *
   * @param properties gives the value of a property by its name, or null
   * @throws ValueException when values cannot be compared; the message is not wanted then
   */
  @Nullable Object value(Function<String, @Nullable String> properties);

  /** A part that is true, false or unknown. */
  interface Condition extends Term {
    @Override
    @Nullable Boolean value(Function<String, @Nullable String> properties);
  }

  /** Values that cannot be compared. It has no stack: a sender can cause one for every message. */
  final class ValueException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ValueException() {
      super("values cannot be compared", null, false, false);
    }
  }
}
