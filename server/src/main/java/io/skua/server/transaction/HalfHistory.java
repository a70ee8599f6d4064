package io.skua.server.transaction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened lately to half messages: which copy took the place of which, and how they ended.
 * Bounded: the oldest is forgotten first. It only helps, against delivering a message twice when
 * its producer says the end twice, and for people; the truth is in the queues.
 */
final class HalfHistory {
  private static final int REMEMBERED = 4096;

  private final Map<Long, Long> copies = new Recent<>();
  private final Map<Long, HalfEntry> ends = new Recent<>();

  private static final class Recent<V> extends LinkedHashMap<Long, V> {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Long, V> eldest) {
      return size() > REMEMBERED;
    }
  }

  /** Notes that a half message has a new copy. */
  void copied(HalfMessage half, long copy) {
    copies.put(half.halfOffset(), copy);
    copies.put(half.firstHalfOffset(), copy);
  }

  /** Returns the newest copy of what stood at a place; the place itself when it was not copied. */
  long newest(long halfOffset) {
    long at = halfOffset;
    // A copy always stands behind what it is a copy of.
    for (Long copy = copies.get(at); copy != null && copy > at; copy = copies.get(at)) {
      at = copy;
    }
    return at;
  }

  /** Notes how a half message ended whose newest copy stood at a place. */
  void ended(long halfOffset, HalfEntry entry) {
    ends.put(halfOffset, entry);
  }

  /** Returns how the half message ended whose newest copy stood at a place, or null. */
  @Nullable HalfEntry end(long halfOffset) {
    return ends.get(halfOffset);
  }

  /** Returns what is known of ends, the oldest first. */
  List<HalfEntry> ends() {
    return new ArrayList<>(ends.values());
  }
}
