package io.skua.server.filter;

import io.skua.server.filter.SqlLexer.Kind;
import io.skua.server.filter.Term.Condition;
import io.skua.server.filter.Terms.Order;
import io.skua.server.filter.Terms.Place;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads an expression by recursive descent, each rule of protocol B 9.2 in one method, and refuses
 * what Apache RocketMQ 5.3.3 refuses. Not thread-safe.
 */
final class SqlParser {
  // Bounds of the stack and of the work for one message; nobody writes so much by hand.
  private static final int MAX_NESTING = 100;
  private static final int MAX_OPERATORS = 500;
  private static final int SHOWN = 40;
  private static final String OPERAND = "a property, a number, a text in single quotes or (";

  private final SqlLexer words;
  private int nesting;
  private int operators;

  SqlParser(SqlLexer words) {
    this.words = words;
  }

  /** Reads a whole expression; the word behind it is the lexer's present one. */
  Condition parse() throws SqlSyntaxException {
    int column = words.column();
    return condition(either(), column);
  }

  private Term either() throws SqlSyntaxException {
    int column = words.column();
    Term left = both();
    while (take(Kind.OR)) {
      left = join(left, column, true);
    }
    return left;
  }

  private Term both() throws SqlSyntaxException {
    int column = words.column();
    Term left = equality();
    while (take(Kind.AND)) {
      left = join(left, column, false);
    }
    return left;
  }

  private Condition join(Term left, int column, boolean deciding) throws SqlSyntaxException {
    count();
    Condition first = condition(left, column);
    int rightColumn = words.column();
    Condition second = condition(deciding ? both() : equality(), rightColumn);
    return new Terms.Both(first, second, deciding);
  }

  private Term equality() throws SqlSyntaxException {
    int column = words.column();
    Term left = comparison();
    while (true) {
      if (take(Kind.EQUAL)) {
        left = equal(left, column);
      } else if (take(Kind.NOT_EQUAL)) {
        left = new Terms.Not(equal(left, column));
      } else if (take(Kind.IS)) {
        left = missing(left);
      } else {
        return left;
      }
      count();
    }
  }

  private Condition equal(Term left, int column) throws SqlSyntaxException {
    int rightColumn = words.column();
    Term right = comparison();
    checkKnown(left, column);
    checkKnown(right, rightColumn);
    if (left instanceof Terms.Truth && right instanceof Terms.Literal) {
      throw new SqlSyntaxException(rightColumn, "TRUE and FALSE are equal to no number or text");
    }
    return new Terms.Equal(left, right);
  }

  private static void checkKnown(Term operand, int column) throws SqlSyntaxException {
    if (operand instanceof Terms.Truth truth && truth.constant() == null) {
      throw new SqlSyntaxException(
          column, "nothing is equal to NULL; write IS NULL or IS NOT NULL");
    }
  }

  private Condition missing(Term operand) throws SqlSyntaxException {
    boolean not = take(Kind.NOT);
    if (!take(Kind.NULL)) {
      throw expected(not ? "NULL" : "NULL or NOT NULL");
    }
    Condition missing = new Terms.Missing(operand);
    return not ? new Terms.Not(missing) : missing;
  }

  private Term comparison() throws SqlSyntaxException {
    int column = words.column();
    Term left = unary();
    while (true) {
      Order order = order();
      if (order != null) {
        words.next();
        left = ordered(left, column, order);
      } else {
        boolean not = take(Kind.NOT);
        Condition found = special(left, column, not);
        if (found == null && not) {
          throw expected("CONTAINS, STARTSWITH, ENDSWITH, BETWEEN or IN behind NOT");
        }
        if (found == null) {
          return left;
        }
        left = found;
      }
      count();
    }
  }

  private @Nullable Order order() {
    return switch (words.kind()) {
      case GREATER -> Order.GREATER;
      case GREATER_OR_EQUAL -> Order.GREATER_OR_EQUAL;
      case LESS -> Order.LESS;
      case LESS_OR_EQUAL -> Order.LESS_OR_EQUAL;
      default -> null;
    };
  }

  private Condition ordered(Term left, int column, Order order) throws SqlSyntaxException {
    int rightColumn = words.column();
    Term right = unary();
    checkNumber(left, column);
    checkNumber(right, rightColumn);
    return new Terms.Ordered(left, order, right);
  }

  private static void checkNumber(Term operand, int column) throws SqlSyntaxException {
    boolean text = operand instanceof Terms.Literal literal && literal.constant() instanceof String;
    if (text || operand instanceof Condition) {
      throw new SqlSyntaxException(
          column,
          "only numbers and properties can be compared by > >= < <= and BETWEEN, not "
              + (text ? "a text" : "a condition"));
    }
  }

  /** Reads an operator that is a word, and what follows it; null when none is there. */
  private @Nullable Condition special(Term left, int column, boolean not)
      throws SqlSyntaxException {
    if (take(Kind.CONTAINS)) {
      return new Terms.Matching(left, Place.ANYWHERE, text(), !not);
    }
    if (take(Kind.STARTSWITH)) {
      return new Terms.Matching(left, Place.START, text(), !not);
    }
    if (take(Kind.ENDSWITH)) {
      return new Terms.Matching(left, Place.END, text(), !not);
    }
    if (take(Kind.BETWEEN)) {
      return between(left, column, not);
    }
    return take(Kind.IN) ? in(left, column, not) : null;
  }

  private Condition between(Term operand, int column, boolean not) throws SqlSyntaxException {
    int lowColumn = words.column();
    Term low = unary();
    if (!take(Kind.AND)) {
      throw expected("AND and the upper bound of BETWEEN");
    }
    int highColumn = words.column();
    Term high = unary();
    checkNumber(operand, column);
    checkNumber(low, lowColumn);
    checkNumber(high, highColumn);
    if (not) {
      return new Terms.Both(
          new Terms.Ordered(operand, Order.LESS, low),
          new Terms.Ordered(operand, Order.GREATER, high),
          true);
    }
    if (low instanceof Terms.Literal from
        && high instanceof Terms.Literal to
        && Values.compare(from.constant(), to.constant()) > 0) {
      throw new SqlSyntaxException(
          lowColumn,
          "nothing is BETWEEN " + from.constant() + " AND " + to.constant() + "; swap the bounds");
    }
    return new Terms.Both(
        new Terms.Ordered(operand, Order.GREATER_OR_EQUAL, low),
        new Terms.Ordered(operand, Order.LESS_OR_EQUAL, high),
        false);
  }

  private Condition in(Term operand, int column, boolean not) throws SqlSyntaxException {
    if (!take(Kind.OPEN)) {
      throw expected("( behind IN");
    }
    Set<String> texts = new HashSet<>();
    do {
      texts.add(text());
    } while (take(Kind.COMMA));
    if (!take(Kind.CLOSE)) {
      throw expected(", or )");
    }
    if (!(operand instanceof Terms.Property property)) {
      throw new SqlSyntaxException(column, "only a property can stand in front of IN");
    }
    Condition in = new Terms.In(property, Set.copyOf(texts));
    return not ? new Terms.Not(in) : in;
  }

  private String text() throws SqlSyntaxException {
    if (words.kind() != Kind.TEXT) {
      throw expected(Kind.TEXT.label);
    }
    String text = words.quotedText();
    words.next();
    return text;
  }

  private Term unary() throws SqlSyntaxException {
    if (nesting == MAX_NESTING) {
      throw new SqlSyntaxException(
          words.column(), "more than " + MAX_NESTING + " parentheses and signs in each other");
    }
    nesting++;
    Term term;
    if (take(Kind.PLUS)) {
      term = unary();
    } else if (take(Kind.MINUS)) {
      term = new Terms.Negative(unary());
    } else if (take(Kind.NOT)) {
      int column = words.column();
      term = new Terms.Not(condition(unary(), column));
    } else {
      term = primary();
    }
    nesting--;
    return term;
  }

  private Term primary() throws SqlSyntaxException {
    if (take(Kind.OPEN)) {
      Term inner = either();
      if (!take(Kind.CLOSE)) {
        throw expected("an operator or )");
      }
      return inner;
    }
    Term term =
        switch (words.kind()) {
          case NAME -> new Terms.Property(words.image());
          case TEXT -> new Terms.Literal(words.quotedText());
          case INTEGER -> integer();
          case DECIMAL -> decimal();
          case TRUE -> new Terms.Truth(true);
          case FALSE -> new Terms.Truth(false);
          case NULL -> new Terms.Truth(null);
          default -> throw expected(OPERAND);
        };
    words.next();
    return term;
  }

  private Term integer() throws SqlSyntaxException {
    String image = words.image();
    boolean suffix = "lL".indexOf(image.charAt(image.length() - 1)) >= 0;
    try {
      long value = Long.parseLong(image, 0, image.length() - (suffix ? 1 : 0), 10);
      return new Terms.Literal(value == (int) value ? (Object) (int) value : (Object) value);
    } catch (NumberFormatException e) {
      throw new SqlSyntaxException(
          words.column(), image + " is larger than any number of 64 bits (" + Long.MAX_VALUE + ")");
    }
  }

  private Term decimal() throws SqlSyntaxException {
    double value = Double.parseDouble(words.image());
    if (value == 0) {
      throw new SqlSyntaxException(
          words.column(), words.image() + " is no number with a point above 0; write 0");
    }
    if (Double.isInfinite(value)) {
      throw new SqlSyntaxException(
          words.column(),
          words.image() + " is greater than the largest number with a point, " + Double.MAX_VALUE);
    }
    return new Terms.Literal(value);
  }

  private static Condition condition(Term term, int column) throws SqlSyntaxException {
    if (term instanceof Condition condition) {
      return condition;
    }
    if (term instanceof Terms.Property property) {
      return new Terms.Bare(property);
    }
    throw new SqlSyntaxException(
        column, "expected a condition, but this is a number or a text; compare it with something");
  }

  private boolean take(Kind kind) throws SqlSyntaxException {
    if (words.kind() != kind) {
      return false;
    }
    words.next();
    return true;
  }

  private void count() throws SqlSyntaxException {
    if (++operators > MAX_OPERATORS) {
      throw new SqlSyntaxException(
          words.column(), "more than " + MAX_OPERATORS + " operators; use IN for many values");
    }
  }

  private SqlSyntaxException expected(String what) {
    String found = words.kind() == Kind.END ? Kind.END.label : words.image();
    if (found.length() > SHOWN) {
      found = found.substring(0, SHOWN) + "...";
    }
    return new SqlSyntaxException(words.column(), "expected " + what + ", found " + found);
  }
}
