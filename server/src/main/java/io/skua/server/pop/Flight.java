package io.skua.server.pop;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A message that is in flight: lent to a client, and not confirmed. On the loop. */
final class Flight implements Comparable<Flight> {
  final Lane lane;
  final long offset;
  private final long number;
  long popTime;
  long visibleAt; // must not change while the flight is sorted by it
  boolean returning; // a copy is on its way to the retry topic: too late to confirm

  Flight(Lane lane, long offset, long number, long popTime, long visibleAt) {
    this.lane = lane;
    this.offset = offset;
    this.number = number;
    this.popTime = popTime;
    this.visibleAt = visibleAt;
  }

  /** The flights of one queue; there is none without a flight. */
  static final class Lane {
    final PopQueue queue;
    final TreeMap<Long, Flight> flights = new TreeMap<>();
    long next; // where the next pop begins
    long floor; // what is committed for the group

    Lane(PopQueue queue, long floor, long next) {
      this.queue = queue;
      this.floor = floor;
      this.next = next;
    }
  }

  /** First who comes again first. */
  @Override
  public int compareTo(Flight other) {
    int byTime = Long.compare(visibleAt, other.visibleAt);
    return byTime != 0 ? byTime : Long.compare(number, other.number);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(number);
  }
}
