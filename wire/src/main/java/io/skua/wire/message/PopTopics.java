package io.skua.wire.message;

/**
 * The topics that popped messages come again through, and the kinds that stand for them in receipts
 * (protocol b 7.3, 7.4). All methods are pure.
 */
public final class PopTopics {
  /** Kind of the topic that the messages were sent to. */
  public static final String NORMAL = "0";

  /** Kind of a retry topic {@code %RETRY%group_topic}. */
  public static final String RETRY_V1 = "1";

  /** Kind of a retry topic {@code %RETRY%group+topic}. */
  public static final String RETRY_V2 = "2";

  private static final String RETRY = "%RETRY%";
  private static final char V1 = '_';
  private static final char V2 = '+';

  private PopTopics() {}

  /** Returns the retry topic of the first kind, which brokers use by default. */
  public static String retry(String group, String topic) {
    return RETRY + group + V1 + topic;
  }

  /** Returns the retry topic of the second kind. */
  public static String retryV2(String group, String topic) {
    return RETRY + group + V2 + topic;
  }

  /** Returns the kind of a topic. */
  public static String kind(String topic) {
    if (!topic.startsWith(RETRY)) {
      return NORMAL;
    }
    int plus = topic.indexOf(V2);
    return plus >= 0 && plus == topic.lastIndexOf(V2) ? RETRY_V2 : RETRY_V1;
  }

  /** Returns the topic that messages of a kind really are in. */
  public static String real(String kind, String group, String topic) {
    return switch (kind) {
      case RETRY_V1 -> retry(group, topic);
      case RETRY_V2 -> retryV2(group, topic);
      default -> topic;
    };
  }

  /** Returns the topic that a retry topic of a group belongs to; any other topic as it is. */
  public static String origin(String group, String topic) {
    int end = RETRY.length() + group.length();
    boolean ofGroup =
        topic.length() > end + 1
            && topic.startsWith(RETRY)
            && topic.startsWith(group, RETRY.length())
            && (topic.charAt(end) == V1 || topic.charAt(end) == V2);
    return ofGroup ? topic.substring(end + 1) : topic;
  }
}
