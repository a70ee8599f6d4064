package io.skua.server.broker;

import io.skua.store.MessageFilter;
import io.skua.wire.body.SubscriptionData;
import io.skua.wire.message.TagCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which tag codes a consumer wants (protocol B 2.1). All methods are pure. */
public final class TagFilter {
  private TagFilter() {}

  /**
   * Reads an expression: tags with {@code ||} between them.
   *
   * @return null when every message is wanted
   * @throws IllegalArgumentException when it has separators only
   */
  public static @Nullable MessageFilter of(@Nullable String expression) {
    if (expression == null || expression.isBlank() || expression.equals(SubscriptionData.ALL)) {
      return null;
    }
    List<Long> codes = new ArrayList<>();
    for (String part : expression.split("\\|\\|", -1)) {
      String tag = part.trim();
      if (!tag.isEmpty()) {
        codes.add(TagCode.of(tag));
      }
    }
    if (codes.isEmpty()) {
      throw new IllegalArgumentException("the expression '" + expression + "' has no tag");
    }
    return anyOf(codes);
  }

  /** Takes what a heartbeat said; returns null when every message is wanted. */
  public static @Nullable MessageFilter of(SubscriptionData subscription) {
    if (subscription.expression().equals(SubscriptionData.ALL) || subscription.codes().isEmpty()) {
      return null;
    }
    List<Long> codes = new ArrayList<>();
    subscription.codes().forEach(code -> codes.add((long) code));
    return anyOf(codes);
  }

  private static MessageFilter anyOf(List<Long> codes) {
    if (codes.size() == 1) {
      long only = codes.get(0);
      return code -> code == only;
    }
    long[] wanted = new long[codes.size()];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = codes.get(i);
    }
    Arrays.sort(wanted);
    return code -> Arrays.binarySearch(wanted, code) >= 0;
  }
}
