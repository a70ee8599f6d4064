package io.skua.server.filter;

import io.skua.server.filter.Term.Condition;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The kinds of terms, with the meaning that they have in Apache RocketMQ 5.3.3. */
final class Terms {
  private Terms() {}

  /** A number or a text. */
  record Literal(Object constant) implements Term {
    @Override
    public Object value(Function<String, @Nullable String> properties) {
      return constant;
    }
  }

  /** TRUE, FALSE or NULL. */
  record Truth(@Nullable Boolean constant) implements Condition {
    @Override
    public @Nullable Boolean value(Function<String, @Nullable String> properties) {
      return constant;
    }
  }

  /** A property of the message. */
  record Property(String name) implements Term {
    @Override
    public @Nullable String value(Function<String, @Nullable String> properties) {
      return properties.apply(name);
    }
  }

  /** A property as a condition: it is a text, so never true. */
  record Bare(Property property) implements Condition {
    @Override
    public @Nullable Boolean value(Function<String, @Nullable String> properties) {
      return property.value(properties) == null ? null : false;
    }
  }

  /** A number with the other sign; unknown for what is no number, as is a property. */
  record Negative(Term operand) implements Term {
    @Override
    public @Nullable Object value(Function<String, @Nullable String> properties) {
      return Values.negative(operand.value(properties));
    }
  }

  /** Unknown stays unknown. */
  record Not(Condition operand) implements Condition {
    @Override
    public @Nullable Boolean value(Function<String, @Nullable String> properties) {
      Boolean value = operand.value(properties);
      return value == null ? null : !value;
    }
  }

  /**
   * AND and OR: the left side alone decides when it can, and the right side is not looked at.
   *
   * @param deciding the value of a side that decides: false for AND, true for OR
   */
  record Both(Condition left, Condition right, boolean deciding) implements Condition {
    @Override
    public @Nullable Boolean value(Function<String, @Nullable String> properties) {
      Boolean first = left.value(properties);
      if (first != null && first == deciding) {
        return deciding;
      }
      Boolean second = right.value(properties);
      if (second != null && second == deciding) {
        return deciding;
      }
      return (first == null || second == null) ? null : !deciding;
    }
  }

  /** Equality. A missing left side makes it unknown, a missing right side false. */
  record Equal(Term left, Term right) implements Condition {
    @Override
    public @Nullable Boolean value(Function<String, @Nullable String> properties) {
      Object first = left.value(properties);
      Object second = right.value(properties);
      if (first == null) {
        return second == null ? true : null;
      }
      return second != null && Values.equal(first, second);
    }
  }

  /** Says whether there is no value: never unknown. */
  record Missing(Term operand) implements Condition {
    @Override
    public Boolean value(Function<String, @Nullable String> properties) {
      return operand.value(properties) == null;
    }
  }

  /** How numbers follow each other. */
  enum Order {
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL;

    boolean holds(int comparison) {
      return switch (this) {
        case LESS -> comparison < 0;
        case LESS_OR_EQUAL -> comparison <= 0;
        case GREATER -> comparison > 0;
        case GREATER_OR_EQUAL -> comparison >= 0;
      };
    }
  }

  /** A comparison of numbers; unknown when a side is. */
  record Ordered(Term left, Order order, Term right) implements Condition {
    @Override
    public @Nullable Boolean value(Function<String, @Nullable String> properties) {
      Object first = left.value(properties);
      if (first == null) {
        return null;
      }
      Object second = right.value(properties);
      return second == null ? null : order.holds(Values.compare(first, second));
    }
  }

  /** IN: unknown without the property. */
  record In(Property property, Set<String> texts) implements Condition {
    @Override
    public @Nullable Boolean value(Function<String, @Nullable String> properties) {
      String value = property.value(properties);
      return value == null ? null : texts.contains(value);
    }
  }

  /** Where in a text another one is looked for. */
  enum Place {
    ANYWHERE,
    START,
    END;

    boolean holds(String text, String searched) {
      return switch (this) {
        case ANYWHERE -> text.contains(searched);
        case START -> text.startsWith(searched);
        case END -> text.endsWith(searched);
      };
    }
  }

  /**
   * CONTAINS, STARTSWITH and ENDSWITH, with or without NOT: false, in either form, for what is no
   * text and when nothing is searched.
   */
  record Matching(Term operand, Place place, String searched, boolean wanted) implements Condition {
    @Override
    public Boolean value(Function<String, @Nullable String> properties) {
      return !searched.isEmpty()
          && operand.value(properties) instanceof String text
          && place.holds(text, searched) == wanted;
    }
  }
}
