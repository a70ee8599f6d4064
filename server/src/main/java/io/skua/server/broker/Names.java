package io.skua.server.broker;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which names topics and groups may have (protocol 4.6). All methods are pure. */
public final class Names {
  /** Begins the topic to which a group's messages go back. */
  public static final String RETRY = "%RETRY%";

  /** Begins the topic to which a group's dead messages go. */
  public static final String DEAD = "%DLQ%";

  private static final int MAX_TOPIC = 127;
  private static final int MAX_GROUP_TOPIC = 255;
  private static final int MAX_GROUP = 120;

  private static final String ALLOWED = "^[%|a-zA-Z0-9_-]+$";

  private static final Set<String> NOT_FOR_SENDING =
      Set.of(
          SystemTopics.SCHEDULE,
          SystemTopics.HALF,
          SystemTopics.OP_HALF,
          SystemTopics.CHECKED_TOO_OFTEN,
          SystemTopics.SELF_TEST,
          SystemTopics.OFFSET_MOVED);

  private Names() {}

  /** Returns what is wrong with the name of a topic, or null. */
  public static @Nullable String topicFault(String topic) {
    if (topic.isBlank()) {
      return "The specified topic is blank.";
    }
    if (!allowed(topic)) {
      return "The specified topic: "
          + topic
          + ", contains illegal characters, allowing only "
          + ALLOWED;
    }
    boolean ofGroup = topic.startsWith(RETRY) || topic.startsWith(DEAD);
    if (!ofGroup && topic.length() > MAX_TOPIC) {
      return "The specified topic: " + topic + ", is longer than topic max length: " + MAX_TOPIC;
    }
    if (topic.length() > MAX_GROUP_TOPIC) {
      return "The specified topic is DLQ or Retry topic: "
          + topic
          + ", and it's longer than topic max length: "
          + MAX_GROUP_TOPIC;
    }
    return null;
  }

  /** Says whether a group may have this name. */
  public static boolean goodGroup(String group) {
    return !group.isBlank() && group.length() <= MAX_GROUP && allowed(group);
  }

  /** Says whether clients may send to a topic. */
  public static boolean sendable(String topic) {
    return !NOT_FOR_SENDING.contains(topic);
  }

  private static boolean allowed(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean good =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '_'
              || c == '-'
              || c == '%'
              || c == '|';
      if (!good) {
        return false;
      }
    }
    return true;
  }
}
