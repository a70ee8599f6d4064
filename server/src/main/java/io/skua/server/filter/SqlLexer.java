package io.skua.server.filter;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Cuts an expression into words, one at a time: what stands behind the end of a whole expression is
 * never looked at. The longest word counts, as in Apache RocketMQ 5.3.3. Not thread-safe.
 */
final class SqlLexer {
  /** The kinds of words. */
  enum Kind {
    NOT,
    AND,
    OR,
    BETWEEN,
    IN,
    TRUE,
    FALSE,
    NULL,
    IS,
    CONTAINS,
    STARTSWITH,
    ENDSWITH,
    NAME("a property"),
    TEXT("a text in single quotes"),
    INTEGER("a number"),
    DECIMAL("a number"),
    EQUAL("="),
    NOT_EQUAL("<>"),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    OPEN("("),
    CLOSE(")"),
    COMMA(","),
    PLUS("+"),
    MINUS("-"),
    END("the end");

    /** How people know it. */
    final String label;

    Kind() {
      label = name();
    }

    Kind(String label) {
      this.label = label;
    }
  }

  private static final Map<String, Kind> KEYWORDS =
      Stream.of(Kind.values())
          .filter(kind -> kind.label.equals(kind.name()))
          .collect(Collectors.toUnmodifiableMap(Kind::name, kind -> kind));

  private final String text;
  private Kind kind = Kind.END;
  private int from;
  private int to;

  /** Begins in front of the first word. */
  SqlLexer(String text) throws SqlSyntaxException {
    this.text = text;
    next();
  }

  /** Returns the kind of the present word. */
  Kind kind() {
    return kind;
  }

  /** Returns the number of its first character, from 1. */
  int column() {
    return from + 1;
  }

  /** Returns the word as it is written. */
  String image() {
    return text.substring(from, to);
  }

  /** Goes to the next word. */
  void next() throws SqlSyntaxException {
    from = skipBlanks(to);
    if (from == text.length()) {
      to = from;
      kind = Kind.END;
      return;
    }
    char first = text.charAt(from);
    if (first == '\'') {
      quoted();
    } else if (letter(first)) {
      name();
    } else if (digit(from) || (first == '.' && digit(from + 1))) {
      number();
    } else {
      symbol(first);
    }
  }

  /** Passes over blanks and comments. */
  private int skipBlanks(int start) throws SqlSyntaxException {
    int at = start;
    while (at < text.length()) {
      if (" \t\n\r\f".indexOf(text.charAt(at)) >= 0) {
        at++;
      } else if (text.startsWith("/*", at)) {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
          throw new SqlSyntaxException(at + 1, "this comment has no end; close it with */");
        }
        at = end + 2;
      } else if (text.startsWith("--", at) && lineEnd(at) >= 0) {
        at = lineEnd(at) + 1;
      } else {
        return at;
      }
    }
    return at;
  }

  // Without the end of a line there is no comment, but two signs.
  private int lineEnd(int start) {
    for (int at = start; at < text.length(); at++) {
      if (text.charAt(at) == '\n' || text.charAt(at) == '\r') {
        return at;
      }
    }
    return -1;
  }

  private void take(Kind found, int end) {
    kind = found;
    to = end;
  }

  private void quoted() throws SqlSyntaxException {
    int end = -1;
    for (int at = from + 1; at < text.length(); at++) {
      if (text.charAt(at) == '\'') {
        end = at + 1;
        if (end == text.length() || text.charAt(end) != '\'') {
          break;
        }
        at++; // Two quotes are one quote of the text, if the text goes on and ends.
      }
    }
    if (end < 0) {
      throw new SqlSyntaxException(
          column(), "this text has no end; close it with ', and write '' for a ' in it");
    }
    take(Kind.TEXT, end);
  }

  /** Returns what a word of kind TEXT stands for. */
  String quotedText() {
    return text.substring(from + 1, to - 1).replace("''", "'");
  }

  private static boolean letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
  }

  private boolean digit(int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private int digits(int start) {
    int at = start;
    while (digit(at)) {
      at++;
    }
    return at;
  }

  private void name() {
    int end = from;
    while (end < text.length() && (letter(text.charAt(end)) || digit(end))) {
      end++;
    }
    String word = text.substring(from, end).toUpperCase(Locale.ROOT);
    take(KEYWORDS.getOrDefault(word, Kind.NAME), end);
  }

  private void number() {
    int end = digits(from);
    boolean point = end < text.length() && text.charAt(end) == '.';
    int behind = point ? digits(end + 1) : end;
    int exponent = exponent(behind);
    if (point || exponent > behind) {
      take(Kind.DECIMAL, exponent);
    } else if (text.charAt(from) == '0') {
      take(Kind.INTEGER, from + 1); // No other digit can follow a leading zero.
    } else {
      boolean suffix = end < text.length() && "lL".indexOf(text.charAt(end)) >= 0;
      take(Kind.INTEGER, suffix ? end + 1 : end);
    }
  }

  /** Returns the end of the exponent that begins here, or {@code at} when none does. */
  private int exponent(int at) {
    if (at >= text.length() || "eE".indexOf(text.charAt(at)) < 0) {
      return at;
    }
    int first = at + 1;
    if (first < text.length() && "+-".indexOf(text.charAt(first)) >= 0) {
      first++;
    }
    int end = digits(first);
    return end == first ? at : end;
  }

  private void symbol(char first) throws SqlSyntaxException {
    char second = from + 1 < text.length() ? text.charAt(from + 1) : 0;
    switch (first) {
      case '=' -> take(Kind.EQUAL, from + 1);
      case '(' -> take(Kind.OPEN, from + 1);
      case ')' -> take(Kind.CLOSE, from + 1);
      case ',' -> take(Kind.COMMA, from + 1);
      case '+' -> take(Kind.PLUS, from + 1);
      case '-' -> take(Kind.MINUS, from + 1);
      case '>' -> pair(Kind.GREATER, second == '=', Kind.GREATER_OR_EQUAL);
      case '<' -> {
        if (second == '>') {
          take(Kind.NOT_EQUAL, from + 2);
        } else {
          pair(Kind.LESS, second == '=', Kind.LESS_OR_EQUAL);
        }
      }
      default ->
          throw new SqlSyntaxException(
              column(),
              "the character '"
                  + first
                  + "' means nothing here; the operators are = <> > >= < <=, and texts stand in"
                  + " single quotes");
    }
  }

  private void pair(Kind one, boolean two, Kind both) {
    take(two ? both : one, two ? from + 2 : from + 1);
  }
}
