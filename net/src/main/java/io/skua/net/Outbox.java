package io.skua.net;

import io.skua.runtime.Clock;
import io.skua.runtime.Loop;
import io.skua.wire.Output;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a link has to write. Frames are encoded straight into one buffer, by any thread, under the
 * link's lock; meanwhile another one drains: whoever writes does so without the lock, and takes
 * what the others have filled in before it leaves. So one thread writes at a time, and a burst of
 * frames costs one system call.
 *
 * <p>There is room below the high water. Requests that nobody answers may wait for it, in order.
 * Methods are for holders of the lock, unless they say otherwise.
 */
final class Outbox {
  private static final Logger log = LoggerFactory.getLogger(Outbox.class);

  private final Loop loop;
  private final Clock clock;
  private final ReentrantLock lock;
  private final Object peer; // for the log
  private final int highWater;
  private final int keptBuffer;
  private final Flush flush = new Flush();
  private Output filling = new Output(0);
  private Output draining = new Output(0);
  private int drained;
  private @Nullable Channel channel; // as long as it is open
  private boolean flushing;
  private boolean flushAsked;
  private boolean throttled;
  private @Nullable WaitingRequests waiting; // made when first something has to wait
  private boolean admitAsked;
  private volatile long lastWrite;

  Outbox(Loop loop, Clock clock, ReentrantLock lock, LinkSettings settings, Object peer) {
    this.loop = loop;
    this.clock = clock;
    this.lock = lock;
    this.highWater = settings.highWater();
    this.keptBuffer = settings.keptBuffer();
    this.peer = peer;
  }

  private final class Flush implements Runnable {
    @Override
    public void run() {
      flush();
    }
  }

  private final class Admit implements Runnable {
    @Override
    public void run() {
      admit();
    }
  }

  /** Begins to write: the channel is open. {@link #flush} writes what is there already. */
  void open(Channel opened) {
    channel = opened;
    lastWrite = clock.nanos();
  }

  /** Drops everything; returns the requests that were waiting for room. */
  List<WaitingRequests.Waiting> close() {
    channel = null;
    filling.truncate(0);
    draining.truncate(0);
    drained = 0;
    return waiting == null ? List.of() : waiting.drain();
  }

  /** Returns where frames are encoded. Ask for a {@link #askFlush flush} afterwards. */
  Output filling() {
    return filling;
  }

  /** Says whether there is room for another frame, however large. */
  boolean hasRoom() {
    return size() < highWater;
  }

  /** Returns how many bytes are to be written. */
  int size() {
    return filling.size() + draining.size() - drained;
  }

  /** Returns the nanosecond of the last write, or of the opening. Without the lock. */
  long lastWrite() {
    return lastWrite;
  }

  // --- requests that wait for room

  /** Says whether requests wait for room; then others have to wait behind them. */
  boolean hasWaiting() {
    return waiting != null && !waiting.isEmpty();
  }

  /** Has a request wait for room. */
  void await(WaitingRequests.Waiting request) {
    WaitingRequests present = waiting;
    if (present == null) {
      present = new WaitingRequests();
      waiting = present;
    }
    present.add(request);
  }

  /** Takes out the requests that may not wait any longer. */
  List<WaitingRequests.Waiting> expire(long now) {
    return waiting == null ? List.of() : waiting.expire(now);
  }

  /** Returns how long until the first of those that wait may not any longer. Nanoseconds. */
  long untilFirstDeadline(long now) {
    return waiting == null ? Long.MAX_VALUE : waiting.untilFirstDeadline(now);
  }

  /** Takes in what waited for room, on the loop, as far as there is some. Without the lock. */
  private void admit() {
    List<WaitingRequests.Waiting> admitted = new ArrayList<>();
    lock.lock();
    try {
      admitAsked = false;
      WaitingRequests present = waiting;
      while (present != null && !present.isEmpty() && hasRoom()) {
        WaitingRequests.Waiting next = present.next();
        filling.bytes(next.frame());
        admitted.add(next);
      }
      askFlush();
    } finally {
      lock.unlock();
    }
    for (WaitingRequests.Waiting each : admitted) {
      each.completion().taken();
    }
  }

  // --- writing

  /** Has the loop write at the end of its turn; returns false when the loop has ended. */
  boolean askFlush() {
    if (!flushAsked && !flushing && channel != null) {
      try {
        loop.execute(flush);
        flushAsked = true;
      } catch (RejectedExecutionException e) {
        log.debug("nothing is written to {} any more", peer, e);
        return false;
      }
    }
    return true;
  }

  /** There is room in the channel again. Without the lock. */
  void writable() {
    lock.lock();
    try {
      flushing = false;
    } finally {
      lock.unlock();
    }
    flush();
  }

  /**
   * Writes what is there, until there is nothing left or no room. One thread at a time; the others
   * leave it to that one. Without the lock.
   */
  void flush() {
    lock.lock();
    try {
      flushAsked = false;
      Channel out = channel;
      if (flushing || out == null) {
        return;
      }
      flushing = true;
      while (nextToWrite()) {
        if (!write(out)) {
          // Stays "flushing": writable() goes on when there is room.
          wrote();
          return;
        }
      }
      lastWrite = clock.nanos();
      flushing = false;
      wrote();
    } finally {
      lock.unlock();
    }
  }

  /** Writes what drains, lets go of the lock meanwhile; returns whether all of it is gone. */
  private boolean write(Channel out) {
    int length = draining.size() - drained;
    ByteBuffer bytes = draining.buffer(drained);
    int written;
    lock.unlock();
    try {
      written = out.write(bytes);
    } catch (IOException e) {
      log.debug("writing to {} failed", peer, e);
      out.close();
      return false;
    } finally {
      lock.lock();
    }
    drained += written;
    if (written == length) {
      return true;
    }
    out.awaitWritable();
    return false;
  }

  /** Makes {@code draining} hold the next bytes to write; returns false when there are none. */
  private boolean nextToWrite() {
    if (drained < draining.size()) {
      return true;
    }
    draining.truncate(0);
    draining.shrink(keptBuffer);
    drained = 0;
    if (filling.size() == 0) {
      return false;
    }
    Output full = filling;
    filling = draining;
    draining = full;
    return true;
  }

  private void wrote() {
    throttle();
    if (hasWaiting() && !admitAsked && size() <= highWater / 2) {
      try {
        loop.execute(new Admit());
        admitAsked = true;
      } catch (RejectedExecutionException e) {
        log.debug("nothing is written to {} any more", peer, e);
      }
    }
  }

  /** A peer that does not read what it asked for is not read from, until half of it is gone. */
  void throttle() {
    boolean slow = throttled ? size() > highWater / 2 : !hasRoom();
    Channel slowed = channel;
    if (slow != throttled && slowed != null) {
      throttled = slow;
      loop.run(() -> slowed.reading(!slow));
    }
  }
}
