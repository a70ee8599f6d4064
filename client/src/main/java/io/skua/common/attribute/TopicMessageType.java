package io.skua.common.attribute;

import io.skua.common.message.MessageConst;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which messages a topic is for. */
public enum TopicMessageType {
  /** Nobody has said. */
  UNSPECIFIED,

  /** Messages without anything special. */
  NORMAL,

  /** Messages in order. */
  FIFO,

  /** Messages that are delivered later. */
  DELAY,

  /** Messages in transactions. */
  TRANSACTION,

  /** All of them. */
  MIXED;

  /** Returns the types by their values. */
  public static Set<String> topicMessageTypeSet() {
    return Arrays.stream(values()).map(TopicMessageType::getValue).collect(Collectors.toSet());
  }

  /** Returns the type as attributes have it. */
  public String getValue() {
    return name();
  }

  /** Returns the type as metrics have it. */
  public String getMetricsValue() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the type of a message by its properties. */
  public static TopicMessageType parseFromMessageProperty(Map<String, String> messageProperty) {
    if (Boolean.parseBoolean(messageProperty.get(MessageConst.PROPERTY_TRANSACTION_PREPARED))) {
      return TRANSACTION;
    }
    if (messageProperty.containsKey(MessageConst.PROPERTY_DELAY_TIME_LEVEL)
        || messageProperty.containsKey(MessageConst.PROPERTY_TIMER_DELIVER_MS)
        || messageProperty.containsKey(MessageConst.PROPERTY_TIMER_DELAY_SEC)
        || messageProperty.containsKey(MessageConst.PROPERTY_TIMER_DELAY_MS)) {
      return DELAY;
    }
    return messageProperty.containsKey(MessageConst.PROPERTY_SHARDING_KEY) ? FIFO : NORMAL;
  }
}
