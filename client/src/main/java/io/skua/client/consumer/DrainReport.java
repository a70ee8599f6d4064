package io.skua.client.consumer;

import io.skua.common.message.MessageQueue;
import java.util.Map;

/**
 * What a consumer left when it ended in peace.
 *
 * @param left how many messages of which queue were pulled and not done; they come again
 */
public record DrainReport(Map<MessageQueue, Integer> left) {
  /** Copies the map. */
  public DrainReport {
    left = Map.copyOf(left);
  }

  /** Says whether nothing was left. */
  public boolean complete() {
    return left.isEmpty();
  }

  /** Returns how many messages were left. */
  public int messages() {
    return left.values().stream().mapToInt(Integer::intValue).sum();
  }
}
