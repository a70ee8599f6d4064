package io.skua.net;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * One-way requests that wait, in order, for room on a connection. Each holds its frame as it will
 * leave. Not thread-safe: the lock of the link guards it.
 */
final class WaitingRequests {
  /** A request that waits. */
  @SuppressWarnings("ArrayRecordComponent")
  record Waiting(byte[] frame, long deadline, OneWayCompletion completion) {}

  private final Deque<Waiting> queue = new ArrayDeque<>();

  boolean isEmpty() {
    return queue.isEmpty();
  }

  void add(Waiting waiting) {
    queue.add(waiting);
  }

  /** Takes out the one that has waited longest. Only when there is one. */
  Waiting next() {
    return queue.remove();
  }

  /** Takes out all whose deadline is not after {@code now}. */
  List<Waiting> expire(long now) {
    List<Waiting> expired = new ArrayList<>();
    for (Iterator<Waiting> each = queue.iterator(); each.hasNext(); ) {
      Waiting waiting = each.next();
      if (waiting.deadline - now <= 0) {
        expired.add(waiting);
        each.remove();
      }
    }
    return expired;
  }

  /** Takes out all. */
  List<Waiting> drain() {
    List<Waiting> all = new ArrayList<>(queue);
    queue.clear();
    return all;
  }

  /** Returns how many nanoseconds after {@code now} the first deadline is. Only when not empty. */
  long untilFirstDeadline(long now) {
    long first = Long.MAX_VALUE;
    for (Waiting waiting : queue) {
      first = Math.min(first, waiting.deadline - now);
    }
    return first;
  }
}
