package io.skua.server.metrics;

import io.skua.server.broker.Offsets;
import io.skua.store.MessageStore;
import java.util.Map;
import java.util.SortedMap;

/**
 * How many messages each group has still before it, for a bounded number of groups. On the loop.
 */
public final class Lag {
  private final Offsets offsets;
  private final MessageStore store;

  /** Makes one. */
  public Lag(Offsets offsets, MessageStore store) {
    this.offsets = offsets;
    this.store = store;
  }

  /** Writes the gauge; groups that have committed nothing are not in it. */
  public void write(PrometheusText out) {
    out.gauge(
        "skua_group_lag_messages",
        "Messages behind the offset that a group has committed, by topic and group.");
    int[] left = {Traffic.MOST_TOPICS};
    offsets.forEach(
        (group, topic, queues) -> {
          if (left[0]-- > 0) {
            out.sample("topic", topic, "group", group, sum(topic, queues));
          }
        });
  }

  private long sum(String topic, SortedMap<Integer, Long> queues) {
    long sum = 0;
    for (Map.Entry<Integer, Long> queue : queues.entrySet()) {
      sum += Math.max(0, store.maxOffset(topic, queue.getKey()) - queue.getValue());
    }
    return sum;
  }
}
