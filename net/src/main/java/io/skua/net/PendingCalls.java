package io.skua.net;

import io.skua.wire.frame.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait for their answer, by opaque: an open-addressed table in parallel arrays, so
 * that a call allocates nothing here. Thread-safe, with a lock of its own: the loop takes answers
 * in while senders encode under the lock of the link, and neither should wait for the other.
 */
final class PendingCalls {
  private static final int SMALLEST = 16;

  /** One call, taken out of the table. */
  record Call(Completion completion, Frame request, long deadline) {}

  private final BriefLock lock = new BriefLock();
  // Guarded by the lock.
  private int[] opaques = {};
  private @Nullable Completion[] completions = {};
  private @Nullable Frame[] requests = {};
  private long[] deadlines = {};
  private int size;

  int size() {
    lock.lock();
    try {
      return size;
    } finally {
      lock.unlock();
    }
  }

  void add(int opaque, Frame request, long deadline, Completion completion) {
    lock.lock();
    try {
      if (size * 2 >= opaques.length) {
        resize(Math.max(SMALLEST, opaques.length * 2));
      }
      int slot = slot(opaque);
      opaques[slot] = opaque;
      completions[slot] = completion;
      requests[slot] = request;
      deadlines[slot] = deadline;
      size++;
    } finally {
      lock.unlock();
    }
  }

  boolean contains(int opaque) {
    lock.lock();
    try {
      return size > 0 && completions[slot(opaque)] != null;
    } finally {
      lock.unlock();
    }
  }

  /** Takes a call out; null when there is none under that opaque. */
  @Nullable Call remove(int opaque) {
    lock.lock();
    try {
      return takeOut(opaque);
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Call takeOut(int opaque) {
    if (size == 0) {
      return null;
    }
    int slot = slot(opaque);
    Completion completion = completions[slot];
    Frame request = requests[slot];
    if (completion == null || request == null) {
      return null;
    }
    Call call = new Call(completion, request, deadlines[slot]);
    clear(slot);
    return call;
  }

  /** Takes a call out as {@link #remove} does, for a caller that needs no more than its end. */
  @Nullable Completion complete(int opaque) {
    lock.lock();
    try {
      if (size == 0) {
        return null;
      }
      int slot = slot(opaque);
      Completion completion = completions[slot];
      if (completion != null) {
        clear(slot);
      }
      return completion;
    } finally {
      lock.unlock();
    }
  }

  /** Takes out all calls whose deadline is not after {@code now}. */
  List<Call> expire(long now) {
    lock.lock();
    try {
      List<Integer> expired = new ArrayList<>();
      for (int slot = 0; slot < opaques.length; slot++) {
        if (completions[slot] != null && deadlines[slot] - now <= 0) {
          expired.add(opaques[slot]);
        }
      }
      return take(expired);
    } finally {
      lock.unlock();
    }
  }

  /** Takes out all calls. */
  List<Call> drain() {
    lock.lock();
    try {
      List<Integer> all = new ArrayList<>();
      for (int slot = 0; slot < opaques.length; slot++) {
        if (completions[slot] != null) {
          all.add(opaques[slot]);
        }
      }
      return take(all);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns how many nanoseconds after {@code now} the first deadline is. Only when there are
   * calls.
   */
  long untilFirstDeadline(long now) {
    lock.lock();
    try {
      long first = Long.MAX_VALUE;
      for (int slot = 0; slot < opaques.length; slot++) {
        if (completions[slot] != null) {
          first = Math.min(first, deadlines[slot] - now);
        }
      }
      return first;
    } finally {
      lock.unlock();
    }
  }

  private List<Call> take(List<Integer> chosen) {
    List<Call> calls = new ArrayList<>(chosen.size());
    for (int opaque : chosen) {
      Call call = takeOut(opaque);
      if (call != null) {
        calls.add(call);
      }
    }
    return calls;
  }

  // Scattered, as opaques come in a row: whoever is taken out of a long run moves what is behind
  // it.
  private int home(int opaque) {
    int hash = opaque * 0x9E3779B9;
    return (hash ^ (hash >>> 16)) & (opaques.length - 1);
  }

  /** Returns the slot that holds the opaque, or the free one where it belongs. */
  private int slot(int opaque) {
    int slot = home(opaque);
    while (completions[slot] != null && opaques[slot] != opaque) {
      slot = (slot + 1) & (opaques.length - 1);
    }
    return slot;
  }

  // Linear probing without tombstones: whoever was pushed behind the gap moves up.
  private void clear(int gap) {
    size--;
    int mask = opaques.length - 1;
    int free = gap;
    for (int slot = (gap + 1) & mask; completions[slot] != null; slot = (slot + 1) & mask) {
      int home = home(opaques[slot]);
      if (((slot - home) & mask) >= ((slot - free) & mask)) {
        opaques[free] = opaques[slot];
        completions[free] = completions[slot];
        requests[free] = requests[slot];
        deadlines[free] = deadlines[slot];
        free = slot;
      }
    }
    completions[free] = null;
    requests[free] = null;
  }

  private void resize(int capacity) {
    int[] oldOpaques = opaques;
    @Nullable Completion[] oldCompletions = completions;
    @Nullable Frame[] oldRequests = requests;
    long[] oldDeadlines = deadlines;
    opaques = new int[capacity];
    completions = new Completion[capacity];
    requests = new Frame[capacity];
    deadlines = new long[capacity];
    for (int i = 0; i < oldOpaques.length; i++) {
      if (oldCompletions[i] != null) {
        int slot = slot(oldOpaques[i]);
        opaques[slot] = oldOpaques[i];
        completions[slot] = oldCompletions[i];
        requests[slot] = oldRequests[i];
        deadlines[slot] = oldDeadlines[i];
      }
    }
  }
}
