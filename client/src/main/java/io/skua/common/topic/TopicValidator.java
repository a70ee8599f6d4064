package io.skua.common.topic;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names of the system's topics, and the rule for names. Safe for use from any thread. */
public class TopicValidator {
  /** Topic whose route a producer takes for a topic that does not exist yet. */
  public static final String AUTO_CREATE_TOPIC_KEY_TOPIC = "TBW102";

  /** Where the broker keeps messages with a delay level. */
  public static final String RMQ_SYS_SCHEDULE_TOPIC = "SCHEDULE_TOPIC_XXXX";

  /** For measuring. */
  public static final String RMQ_SYS_BENCHMARK_TOPIC = "BenchmarkTest";

  /** Where the broker keeps half messages. */
  public static final String RMQ_SYS_TRANS_HALF_TOPIC = "RMQ_SYS_TRANS_HALF_TOPIC";

  /** Where clients send traces. */
  public static final String RMQ_SYS_TRACE_TOPIC = "RMQ_SYS_TRACE_TOPIC";

  /** Where the broker notes which half messages are settled. */
  public static final String RMQ_SYS_TRANS_OP_HALF_TOPIC = "RMQ_SYS_TRANS_OP_HALF_TOPIC";

  /** Where half messages end that were asked about too often. */
  public static final String RMQ_SYS_TRANS_CHECK_MAX_TIME_TOPIC = "TRANS_CHECK_MAX_TIME_TOPIC";

  /** For a broker's test of itself. */
  public static final String RMQ_SYS_SELF_TEST_TOPIC = "SELF_TEST_TOPIC";

  /** Where a broker tells of consumers' offsets that are out of range. */
  public static final String RMQ_SYS_OFFSET_MOVED_EVENT = "OFFSET_MOVED_EVENT";

  /** Where a broker keeps offsets. */
  public static final String RMQ_SYS_ROCKSDB_OFFSET_TOPIC = "CHECKPOINT_TOPIC";

  /** Prefix of further topics of the system. */
  public static final String SYSTEM_TOPIC_PREFIX = "rmq_sys_";

  /** Prefix of the topics by which replicas know each other. */
  public static final String SYNC_BROKER_MEMBER_GROUP_PREFIX =
      SYSTEM_TOPIC_PREFIX + "SYNC_BROKER_MEMBER_";

  private static final int MAX_LENGTH = 127;

  private static final Set<String> NOT_ALLOWED_SEND_TOPICS =
      Set.of(
          RMQ_SYS_SCHEDULE_TOPIC,
          RMQ_SYS_TRANS_HALF_TOPIC,
          RMQ_SYS_TRANS_OP_HALF_TOPIC,
          RMQ_SYS_TRANS_CHECK_MAX_TIME_TOPIC,
          RMQ_SYS_SELF_TEST_TOPIC,
          RMQ_SYS_OFFSET_MOVED_EVENT);

  private static final Set<String> SYSTEM_TOPICS =
      Set.of(
          AUTO_CREATE_TOPIC_KEY_TOPIC,
          RMQ_SYS_SCHEDULE_TOPIC,
          RMQ_SYS_BENCHMARK_TOPIC,
          RMQ_SYS_TRANS_HALF_TOPIC,
          RMQ_SYS_TRACE_TOPIC,
          RMQ_SYS_TRANS_OP_HALF_TOPIC,
          RMQ_SYS_TRANS_CHECK_MAX_TIME_TOPIC,
          RMQ_SYS_SELF_TEST_TOPIC,
          RMQ_SYS_OFFSET_MOVED_EVENT,
          RMQ_SYS_ROCKSDB_OFFSET_TOPIC);

  /** There is nothing to create; kept because the constructor has always been public. */
  public TopicValidator() {}

  /** Tells whether a name has a character other than ASCII letters, digits, {@code % | _ -}. */
  public static boolean isTopicOrGroupIllegal(String str) {
    // A loop and not a stream: every send comes by here.
    for (int i = 0; i < str.length(); i++) {
      if (!isAllowed(str.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAllowed(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '%'
        || c == '|'
        || c == '_'
        || c == '-';
  }

  /** Says whether a topic is not blank, has allowed characters only, and is not too long. */
  public static ValidateTopicResult validateTopic(@Nullable String topic) {
    if (topic == null || topic.isBlank()) {
      return new ValidateTopicResult(false, "The specified topic is blank.");
    }
    if (isTopicOrGroupIllegal(topic)) {
      return new ValidateTopicResult(
          false,
          "The specified topic contains illegal characters, allowing only ^[%|a-zA-Z0-9_-]+$");
    }
    if (topic.length() > MAX_LENGTH) {
      return new ValidateTopicResult(false, "The specified topic is longer than topic max length.");
    }
    return new ValidateTopicResult(true, "");
  }

  /** What {@link #validateTopic} says. Immutable. */
  public static class ValidateTopicResult {
    private final boolean valid;
    private final String remark;

    /** Creates a result; the remark says what is wrong. */
    public ValidateTopicResult(boolean valid, String remark) {
      this.valid = valid;
      this.remark = remark;
    }

    /** Says whether the topic is as it has to be. */
    public boolean isValid() {
      return valid;
    }

    /** Returns what is wrong with it; empty when nothing is. */
    public String getRemark() {
      return remark;
    }
  }

  /** Tells whether a topic belongs to the system, by its name or its prefix. */
  public static boolean isSystemTopic(String topic) {
    return SYSTEM_TOPICS.contains(topic) || topic.startsWith(SYSTEM_TOPIC_PREFIX);
  }

  /** Tells whether a topic is one that only brokers may write to. */
  public static boolean isNotAllowedSendTopic(String topic) {
    return NOT_ALLOWED_SEND_TOPICS.contains(topic);
  }

  /** Returns the system's topics that have a fixed name; unmodifiable. */
  public static Set<String> getSystemTopicSet() {
    return SYSTEM_TOPICS;
  }

  /** Returns the topics that only brokers may write to; unmodifiable. */
  public static Set<String> getNotAllowedSendTopicSet() {
    return NOT_ALLOWED_SEND_TOPICS;
  }
}
