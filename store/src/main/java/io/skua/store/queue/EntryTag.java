package io.skua.store.queue;

import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.PropertyName;
import io.skua.wire.message.TagCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The third field of a queue entry (store format 3.1). */
public final class EntryTag {
  /** The topic in which messages wait for their delay level. */
  public static final String SCHEDULE_TOPIC = "SCHEDULE_TOPIC_XXXX";

  private static final long UNKNOWN_LEVEL_MILLIS = 1000;

  private EntryTag() {}

  /**
   * Returns the tag code of a message; for one that waits for its delay level, the wall time in
   * milliseconds at which it is due.
   *
   * @param delayMillis delays of the levels, level 1 first
   */
  public static long of(
      String topic, String properties, long storeTimestamp, List<Long> delayMillis) {
    if (topic.equals(SCHEDULE_TOPIC)) {
      int level = level(MessageProperties.value(properties, PropertyName.DELAY));
      if (level > 0) {
        int known = Math.min(level, delayMillis.size());
        return storeTimestamp + (known == 0 ? UNKNOWN_LEVEL_MILLIS : delayMillis.get(known - 1));
      }
    }
    return TagCode.ofProperties(properties);
  }

  private static int level(@Nullable String text) {
    if (text == null) {
      return 0;
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return 0; // Peers write what they like; such a message has no level.
    }
  }
}
