package io.skua.server.admin;

import io.skua.runtime.Clock;
import io.skua.store.MessageStore;
import io.skua.store.TimeBoundary;
import io.skua.wire.body.TopicConfig;
import java.time.Duration;

/**
 * How many messages a topic has got lately. Nothing is counted for it: the store knows at which
 * offset each queue was at a time, also of the time before a restart. On the loop.
 */
public final class Arrivals {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final MessageStore store;
  private final Clock clock;

  /** Makes one. */
  public Arrivals(MessageStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Returns how many messages of the last minute are kept. */
  long ofLastMinute(TopicConfig topic) {
    return ofLast(MINUTE, topic);
  }

  /** Returns how many messages of a time that ends now are kept. */
  long ofLast(Duration time, TopicConfig topic) {
    long since = clock.wallMillis() - time.toMillis();
    String name = topic.topicName();
    int queues = Math.max(topic.readQueueNums(), topic.writeQueueNums());
    long count = 0;
    for (int id = 0; id < queues; id++) {
      long max = store.maxOffset(name, id);
      if (max > 0) {
        count += max - store.offsetByTime(name, id, since, TimeBoundary.LOWER);
      }
    }
    return count;
  }
}
