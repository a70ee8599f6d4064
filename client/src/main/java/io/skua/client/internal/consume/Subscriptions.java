package io.skua.client.internal.consume;

import io.skua.common.filter.ExpressionType;
import io.skua.wire.body.SubscriptionData;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * From the expression that a user types to what brokers are told, and the check of what they send
 * (protocol B 2.1 and 9.1). All methods are pure.
 */
public final class Subscriptions {
  private Subscriptions() {}

  /**
   * Reads an expression. Conditions of SQL are left to the broker to read.
   *
   * @param type a type of {@link ExpressionType}; null and empty mean tags
   * @param version when it was made, in milliseconds since 1970
   * @throws IllegalArgumentException when the expression chooses nothing; the text says why
   */
  public static SubscriptionData of(
      String topic, @Nullable String type, @Nullable String expression, long version) {
    String text = expression == null ? "" : expression;
    if (ExpressionType.isTagType(type)) {
      return text.isEmpty() || text.equals(SubscriptionData.ALL)
          ? ofTags(topic, SubscriptionData.ALL, Collections.emptySortedSet(), version)
          : ofTags(topic, text, tags(topic, text), version);
    }
    if (text.isEmpty()) {
      throw new IllegalArgumentException(
          "the subscription to topic " + topic + " has no " + type + " expression; write one");
    }
    return new SubscriptionData(
        topic,
        text,
        Collections.emptySortedSet(),
        Collections.emptySortedSet(),
        version,
        Objects.requireNonNull(type),
        false);
  }

  private static SubscriptionData ofTags(
      String topic, String expression, SortedSet<String> tags, long version) {
    SortedSet<Integer> codes = new TreeSet<>();
    for (String tag : tags) {
      codes.add(tag.hashCode());
    }
    return new SubscriptionData(topic, expression, tags, codes, version, ExpressionType.TAG, false);
  }

  private static SortedSet<String> tags(String topic, String expression) {
    SortedSet<String> tags = new TreeSet<>();
    for (String part : expression.split("\\|\\|", -1)) {
      String tag = part.trim();
      if (!tag.isEmpty()) {
        tags.add(tag);
      }
    }
    if (tags.isEmpty()) {
      throw new IllegalArgumentException(
          "the expression '"
              + expression
              + "' of the subscription to topic "
              + topic
              + " has no tag; write tags with || between them, or * for all messages");
    }
    return tags;
  }

  /**
   * Says whether a message that a broker sent is wanted: brokers compare the hash codes of tags
   * only, and different tags may have the same.
   *
   * @param tag the message's tag, or null
   */
  public static boolean wants(SubscriptionData subscription, @Nullable String tag) {
    return subscription.tags().isEmpty() || (tag != null && subscription.tags().contains(tag));
  }
}
