package io.skua.server.pop;

import io.skua.wire.body.ConsumerOrder;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one orderly pop took of a queue, and what of it is confirmed. On the loop. */
final class OrderedBatch {
  /** The most messages of a batch: there is a bit for each. */
  static final int MOST = Long.SIZE;

  private final List<Long> offsets;
  private final SortedMap<Long, Integer> counts;
  private final SortedMap<Long, Long> visibleAt = new TreeMap<>();
  private final @Nullable String attemptId;
  private final long invisibleTime;
  final long popTime;
  private long lastTime;
  private long acked;

  /**
   * Makes a batch of which nothing is confirmed.
   *
   * @param before the batch that the queue had before, or null
   */
  OrderedBatch(
      List<Long> offsets,
      @Nullable OrderedBatch before,
      @Nullable String attemptId,
      long popTime,
      long invisibleTime) {
    this.offsets = List.copyOf(offsets);
    this.attemptId = attemptId;
    this.popTime = popTime;
    this.invisibleTime = Math.min(invisibleTime, Long.MAX_VALUE - popTime);
    this.lastTime = popTime;
    this.counts = before == null ? new TreeMap<>() : before.countsAfter(offsets, attemptId);
  }

  OrderedBatch(ConsumerOrder.Batch saved) {
    offsets = saved.offsets();
    counts = new TreeMap<>(saved.counts());
    visibleAt.putAll(saved.visibleAt());
    attemptId = saved.attemptId();
    popTime = saved.popTime();
    invisibleTime = saved.invisibleTime();
    lastTime = saved.lastTime();
    acked = saved.acked();
  }

  /** The same attempt counts once. */
  private SortedMap<Long, Integer> countsAfter(List<Long> taken, @Nullable String attempt) {
    if (same(attempt)) {
      return counts;
    }
    SortedMap<Long, Integer> after = new TreeMap<>();
    for (long offset : taken) {
      if (offsets.contains(offset)) {
        after.put(offset, counts.getOrDefault(offset, 0) + 1);
      }
    }
    return after;
  }

  private boolean same(@Nullable String attempt) {
    return attemptId != null && attemptId.equals(attempt);
  }

  /** Returns how often messages were popped before, by offset; those that were not are missing. */
  SortedMap<Long, Integer> counts() {
    return counts;
  }

  /** Returns how often each message was popped before at least. */
  int leastCount() {
    return counts.size() < offsets.size()
        ? 0
        : counts.values().stream().mapToInt(count -> count).min().orElse(0);
  }

  private boolean acked(int place) {
    return (acked & 1L << place) != 0;
  }

  /** Returns the first offset that is not confirmed, or the one behind the last. */
  long floor() {
    for (int place = 0; place < offsets.size(); place++) {
      if (!acked(place)) {
        return offsets.get(place);
      }
    }
    return offsets.get(offsets.size() - 1) + 1;
  }

  boolean done() {
    return floor() > offsets.get(offsets.size() - 1);
  }

  /** Returns the wall time at which somebody else may pop the queue. */
  long freeAt(@Nullable String attempt) {
    long free = Long.MIN_VALUE;
    if (!same(attempt)) {
      for (int place = 0; place < offsets.size(); place++) {
        if (!acked(place)) {
          long offset = offsets.get(place);
          free = Math.max(free, visibleAt.getOrDefault(offset, popTime + invisibleTime));
        }
      }
    }
    return free;
  }

  /** Confirms a message; returns false when it is not of this batch. */
  boolean ack(long offset, long now) {
    int place = offsets.indexOf(offset);
    if (place >= 0) {
      acked |= 1L << place;
      lastTime = now;
    }
    return place >= 0;
  }

  /** Changes when a message comes again. */
  void change(long offset, long wallMillis) {
    if (offsets.contains(offset)) {
      visibleAt.put(offset, wallMillis);
    }
  }

  ConsumerOrder.Batch saved() {
    return new ConsumerOrder.Batch(
        popTime, invisibleTime, offsets, visibleAt, counts, lastTime, acked, attemptId);
  }
}
