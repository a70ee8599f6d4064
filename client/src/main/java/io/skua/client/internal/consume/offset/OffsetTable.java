package io.skua.client.internal.consume.offset;

import io.skua.common.message.MessageQueue;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Offsets in memory, and which of them have changed since they were kept. Thread-safe. */
final class OffsetTable {
  private static final class Entry {
    // Guarded by the entry.
    long offset = Offsets.NONE;
    long kept = Offsets.NONE;
  }

  private final Map<MessageQueue, Entry> entries = new ConcurrentHashMap<>();

  long get(MessageQueue queue) {
    Entry entry = entries.get(queue);
    if (entry == null) {
      return Offsets.NONE;
    }
    synchronized (entry) {
      return entry.offset;
    }
  }

  void update(MessageQueue queue, long offset, boolean increaseOnly) {
    Entry entry = entries.computeIfAbsent(queue, key -> new Entry());
    synchronized (entry) {
      if (!increaseOnly || offset > entry.offset) {
        entry.offset = offset;
      }
    }
  }

  /** Returns the offset of a queue if it has to be kept, else {@link Offsets#NONE}. */
  long changed(MessageQueue queue) {
    Entry entry = entries.get(queue);
    if (entry == null) {
      return Offsets.NONE;
    }
    synchronized (entry) {
      return entry.offset == entry.kept ? Offsets.NONE : entry.offset;
    }
  }

  /** Notes that an offset is kept. */
  void kept(MessageQueue queue, long offset) {
    Entry entry = entries.get(queue);
    if (entry != null) {
      synchronized (entry) {
        entry.kept = offset;
      }
    }
  }

  void remove(MessageQueue queue) {
    entries.remove(queue);
  }

  Map<MessageQueue, Long> all(@Nullable String topic) {
    Map<MessageQueue, Long> all = new HashMap<>();
    entries.forEach(
        (queue, entry) -> {
          if (topic == null || topic.isEmpty() || queue.getTopic().equals(topic)) {
            all.put(queue, get(queue));
          }
        });
    return all;
  }
}
