package io.skua.client.internal.consume.pop;

import io.skua.client.internal.consume.process.HandLimit;
import io.skua.client.internal.consume.process.ProcessQueue;
import io.skua.common.message.MessageQueue;
import io.skua.runtime.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one queue, or of all queues of a broker, that have been popped, and for which the
 * broker has not answered yet what became of them. They have no order, and no offset is committed.
 *
 * <p>The lock guards everything. The loop puts in; consumption threads begin; who settles finishes.
 */
final class PopProcessQueue {
  private final MessageQueue queue;
  private final Clock clock;
  private final HandLimit inAll;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Popped> inHand = new LinkedHashSet<>();
  private long bytes;
  private boolean leaving;
  private @Nullable CompletableFuture<Void> empty;
  private @Nullable Runnable room;
  private int roomAt; // the count from which on there is room
  private volatile long lastConsumedWall;

  PopProcessQueue(MessageQueue queue, Clock clock, HandLimit inAll) {
    this.queue = queue;
    this.clock = clock;
    this.inAll = inAll;
    this.lastConsumedWall = clock.wallMillis();
  }

  MessageQueue queue() {
    return queue;
  }

  /** Takes messages in; false when nothing begins any more. */
  boolean put(List<Popped> messages) {
    lock.lock();
    try {
      if (leaving) {
        return false;
      }
      for (Popped message : messages) {
        inHand.add(message);
        count(1, message.bytes());
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Notes that a listener gets a batch; false when it must not. */
  boolean begin(List<Popped> batch) {
    lock.lock();
    try {
      for (Popped message : batch) {
        message.begun = !leaving;
      }
      return !leaving;
    } finally {
      lock.unlock();
    }
  }

  /** Notes that it is settled what becomes of a message. */
  void finish(Popped message) {
    Runnable waiting = null;
    lock.lock();
    try {
      lastConsumedWall = clock.wallMillis();
      if (inHand.remove(message)) {
        count(-1, -message.bytes());
        completeEmpty();
        if (inHand.size() <= roomAt) {
          waiting = room;
          room = null;
        }
      }
    } finally {
      lock.unlock();
    }
    if (waiting != null) {
      waiting.run();
    }
  }

  private void count(int messages, long more) {
    bytes += more;
    inAll.add(messages, more);
  }

  /** Has a task run once when half of what is in hand has been finished, from any thread. */
  void whenRoom(Runnable task) {
    lock.lock();
    try {
      room = task;
      roomAt = inHand.size() / 2;
    } finally {
      lock.unlock();
    }
  }

  /** Returns how much is in hand; offsets of different queues say nothing together. */
  ProcessQueue.Load load() {
    lock.lock();
    try {
      return new ProcessQueue.Load(inHand.size(), bytes, -1, -1);
    } finally {
      lock.unlock();
    }
  }

  /** Returns when a message was last finished, in milliseconds since 1970. */
  long lastConsumedWallMillis() {
    return lastConsumedWall;
  }

  /** Completes when nothing is in hand. */
  CompletableFuture<Void> whenEmpty() {
    lock.lock();
    try {
      if (empty == null || empty.isDone()) {
        empty = new CompletableFuture<>();
      }
      completeEmpty();
      return empty;
    } finally {
      lock.unlock();
    }
  }

  private void completeEmpty() {
    if (empty != null && inHand.isEmpty()) {
      empty.complete(null);
    }
  }

  /** From now on nothing begins. Returns what no listener has had. */
  List<Popped> leave() {
    lock.lock();
    try {
      leaving = true;
      List<Popped> unseen = new ArrayList<>();
      for (Popped message : inHand) {
        if (!message.begun) {
          unseen.add(message);
        }
      }
      return unseen;
    } finally {
      lock.unlock();
    }
  }
}
