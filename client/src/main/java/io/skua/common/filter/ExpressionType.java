package io.skua.common.filter;

import org.jspecify.annotations.Nullable;

/** The languages in which a consumer says which messages it wants (protocol B 9). */
public class ExpressionType {
  /** Conditions on the properties of a message, in the manner of SQL's {@code WHERE}. */
  public static final String SQL92 = "SQL92";

  /** Tags with {@code ||} between them, or {@code *} for all messages. */
  public static final String TAG = "TAG";

  /** Creates an object without use: the members are static. */
  public ExpressionType() {}

  /** Says whether a type means tags, as null and the empty text do too. */
  public static boolean isTagType(@Nullable String type) {
    return type == null || type.isEmpty() || type.equals(TAG);
  }
}
