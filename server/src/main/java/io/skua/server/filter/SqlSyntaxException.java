package io.skua.server.filter;

/** An expression cannot be understood; the text says where and what was expected there. */
public final class SqlSyntaxException extends Exception {
  private static final long serialVersionUID = 1;

  private final int column;

  SqlSyntaxException(int column, String problem) {
    super("column " + column + ": " + problem, null, false, false);
    this.column = column;
  }

  /** Returns the number of the character that is wrong, from 1. */
  public int column() {
    return column;
  }
}
