package io.skua.wire.message;

import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The keys by which a message is found: its unique id and its business keys, and the numbers that
 * stand for them in an index (store format 4, protocol b 10.3). All methods are pure.
 */
public final class MessageKeys {
  /** Stands between two business keys. */
  public static final char SEPARATOR = ' ';

  private MessageKeys() {}

  /** Returns the number of a key of a topic, from 0 to 2^31-1. */
  public static int hash(String topic, String key) {
    return hash(topic, key, 0, key.length());
  }

  /** The hash of {@code topic#key} as text, which is not made for it. */
  private static int hash(String topic, String text, int from, int to) {
    int hash = 31 * topic.hashCode() + '#';
    for (int i = from; i < to; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    // The least number has no positive counterpart; peers take 0 for it.
    return hash == Integer.MIN_VALUE ? 0 : Math.abs(hash);
  }

  /**
   * Tells the numbers of all keys in a property string: of the unique id first, then of the
   * business keys in their order. Makes no copies.
   */
  public static void hashes(String topic, String properties, IntConsumer visitor) {
    long unique = MessageProperties.find(properties, PropertyName.UNIQ_KEY);
    if (unique >= 0) {
      visitor.accept(
          hash(topic, properties, MessageProperties.from(unique), MessageProperties.to(unique)));
    }
    long keys = MessageProperties.find(properties, PropertyName.KEYS);
    if (keys < 0) {
      return;
    }
    int to = MessageProperties.to(keys);
    for (int from = MessageProperties.from(keys), end; from < to; from = end + 1) {
      end = end(properties, from, to);
      if (end > from) {
        visitor.accept(hash(topic, properties, from, end));
      }
    }
  }

  private static int end(String text, int from, int to) {
    int end = text.indexOf(SEPARATOR, from);
    return end < 0 || end > to ? to : end;
  }

  /** Says whether a message with these properties has a key, be it the unique id. */
  public static boolean has(String properties, String key) {
    return key.equals(MessageProperties.value(properties, PropertyName.UNIQ_KEY))
        || isOneOf(MessageProperties.value(properties, PropertyName.KEYS), key);
  }

  /** Says whether a key is one of the business keys in the value of {@link PropertyName#KEYS}. */
  public static boolean isOneOf(@Nullable String keys, String key) {
    int to = keys == null || key.isEmpty() ? 0 : keys.length();
    for (int from = 0, end; keys != null && from < to; from = end + 1) {
      end = end(keys, from, to);
      if (end - from == key.length() && keys.startsWith(key, from)) {
        return true;
      }
    }
    return false;
  }
}
