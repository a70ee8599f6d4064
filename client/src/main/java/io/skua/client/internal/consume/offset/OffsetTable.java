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
    boolean moved; // to where somebody wants it, and this is not kept yet
    boolean doubtful; // others may have gone further
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
      if (!increaseOnly) {
        entry.moved = true;
        entry.doubtful = false;
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
        entry.moved &= entry.offset != offset;
      }
    }
  }

  /** Notes which offset was found kept; what consumption has reached meanwhile stands. */
  void found(MessageQueue queue, long offset) {
    Entry entry = entries.computeIfAbsent(queue, key -> new Entry());
    synchronized (entry) {
      entry.offset = Math.max(entry.offset, offset);
      if (entry.doubtful) {
        entry.kept = offset;
        entry.doubtful = false;
      }
    }
  }

  /** Notes that others may have gone further; who moves the offset does not care. */
  void doubt(MessageQueue queue) {
    Entry entry = entries.computeIfAbsent(queue, key -> new Entry());
    synchronized (entry) {
      entry.doubtful = !entry.moved;
    }
  }

  boolean doubtful(MessageQueue queue) {
    Entry entry = entries.get(queue);
    if (entry == null) {
      return false;
    }
    synchronized (entry) {
      return entry.doubtful;
    }
  }

  void remove(MessageQueue queue) {
    entries.remove(queue);
  }

  Map<MessageQueue, Long> all(@Nullable String topic) {
    Map<MessageQueue, Long> all = new HashMap<>();
    entries.forEach(
        (queue, entry) -> {
          long offset = get(queue);
          if (offset != Offsets.NONE
              && (topic == null || topic.isEmpty() || queue.getTopic().equals(topic))) {
            all.put(queue, offset);
          }
        });
    return all;
  }
}
