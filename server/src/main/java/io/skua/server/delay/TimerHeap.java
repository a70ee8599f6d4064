package io.skua.server.delay;

import java.util.Arrays;

/**
 * Pairs of numbers, of which the smallest is at hand: by the first, and then by the second number.
 * Two arrays, 16 bytes a pair, because there may be millions.
 */
final class TimerHeap {
  private static final int SMALLEST = 64;

  private long[] times = new long[SMALLEST];
  private long[] keys = new long[SMALLEST];
  private int size;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Returns the first number of the smallest pair; there must be one. */
  long time() {
    return times[0];
  }

  /** Returns the second number of the smallest pair; there must be one. */
  long key() {
    return keys[0];
  }

  /** Returns the second number of any pair, 0 up to {@link #size}. */
  long key(int i) {
    return keys[i];
  }

  void add(long time, long key) {
    if (size == times.length) {
      resize(size * 2);
    }
    int at = size++;
    while (at > 0 && less(time, key, (at - 1) / 2)) {
      move((at - 1) / 2, at);
      at = (at - 1) / 2;
    }
    put(at, time, key);
  }

  /** Removes the smallest pair; there must be one. */
  void remove() {
    long time = times[--size];
    long key = keys[size];
    int at = 0;
    for (int child = 1; child < size; child = at * 2 + 1) {
      if (child + 1 < size && less(times[child + 1], keys[child + 1], child)) {
        child++;
      }
      if (!less(times[child], keys[child], time, key)) {
        break;
      }
      move(child, at);
      at = child;
    }
    put(at, time, key);
    if (size < times.length / 4 && times.length > SMALLEST) {
      resize(times.length / 2);
    }
  }

  private boolean less(long time, long key, int than) {
    return less(time, key, times[than], keys[than]);
  }

  private static boolean less(long time, long key, long thanTime, long thanKey) {
    return time != thanTime ? time < thanTime : key < thanKey;
  }

  private void move(int from, int to) {
    put(to, times[from], keys[from]);
  }

  private void put(int at, long time, long key) {
    times[at] = time;
    keys[at] = key;
  }

  private void resize(int length) {
    times = Arrays.copyOf(times, length);
    keys = Arrays.copyOf(keys, length);
  }
}
