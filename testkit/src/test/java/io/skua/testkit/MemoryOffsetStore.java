package io.skua.testkit;

import io.skua.client.consumer.store.OffsetStore;
import io.skua.client.consumer.store.ReadOffsetType;
import io.skua.common.message.MessageQueue;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** An application's own offset store, as simple as it can be. */
class MemoryOffsetStore implements OffsetStore {
  /** What an earlier run has left. */
  final Map<MessageQueue, Long> kept = new HashMap<>();

  int loads;
  private final Map<MessageQueue, Long> offsets = new HashMap<>();

  @Override
  public void load() {
    loads++;
    offsets.putAll(kept);
  }

  @Override
  public void updateOffset(MessageQueue mq, long offset, boolean increaseOnly) {
    offsets.merge(mq, offset, (old, set) -> increaseOnly ? Math.max(old, set) : set);
  }

  @Override
  public void updateAndFreezeOffset(MessageQueue mq, long offset) {
    offsets.put(mq, offset);
  }

  @Override
  public long readOffset(MessageQueue mq, ReadOffsetType type) {
    return offsets.getOrDefault(mq, -1L);
  }

  @Override
  public void persistAll(Set<MessageQueue> mqs) {
    mqs.forEach(this::persist);
  }

  @Override
  public void persist(MessageQueue mq) {
    Long offset = offsets.get(mq);
    if (offset != null) {
      kept.put(mq, offset);
    }
  }

  @Override
  public void removeOffset(MessageQueue mq) {
    offsets.remove(mq);
  }

  @Override
  public Map<MessageQueue, Long> cloneOffsetTable(String topic) {
    return Map.copyOf(offsets);
  }

  @Override
  public void updateConsumeOffsetToBroker(MessageQueue mq, long offset, boolean isOneway) {
    // Memory is enough.
  }
}
