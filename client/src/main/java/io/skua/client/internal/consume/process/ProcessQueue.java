package io.skua.client.internal.consume.process;

import io.skua.common.message.MessageQueue;
import io.skua.runtime.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one queue that have been pulled and not been finished, in the order of their
 * offsets. It knows what may be committed: the lowest offset in hand (protocol b 6.1, trap 31), so
 * that nothing is lost when this process dies.
 *
 * <p>A chain, because messages come in order and mostly go so: one that is finished out of order is
 * marked, and leaves when all before it have left. An orderly consumer takes from the front, and
 * {@link #cursor} is the first that it has not taken.
 *
 * <p>The lock guards everything. The loop puts in; consumption threads begin, finish and put back.
 * A queue that is given up is first {@link #leave leaving}: nothing new begins, and what a listener
 * has may still be committed; then {@link #drop dropped}: whatever finishes later is not.
 */
public final class ProcessQueue {
  /** Who is told what can be committed; called under the lock and must not wait. */
  @FunctionalInterface
  public interface Progress {
    /** Everything below an offset has been consumed. */
    void reached(MessageQueue queue, long offset);
  }

  /**
   * How much is in hand.
   *
   * @param bytes of the bodies as they came
   * @param first the lowest offset, or -1
   * @param last the highest offset, or -1
   */
  public record Load(int messages, long bytes, long first, long last) {
    /** Returns how far the offsets lie apart. */
    public long span() {
      return messages == 0 ? 0 : last - first;
    }
  }

  private final MessageQueue queue;
  private final Clock clock;
  private final QueueLock queueLock;
  private final HandLimit inAll;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Held first;
  private @Nullable Held last;
  private @Nullable Held cursor;
  private int count;
  private long bytes;
  private long next = -1; // behind the highest offset ever put in
  private int active; // batches that a listener has, or that are being given back
  private boolean consuming; // an orderly turn is due or under way
  private boolean leaving;
  private volatile boolean dropped;
  private @Nullable CompletableFuture<Void> quiet;
  private @Nullable CompletableFuture<Void> empty;
  private @Nullable Runnable room;
  private int roomAt; // the count from which on there is room
  private volatile long lastConsumedWall;

  /**
   * Makes an empty one.
   *
   * @param inAll counts what all queues of the consumer have in hand
   */
  public ProcessQueue(MessageQueue queue, QueueLock queueLock, Clock clock, HandLimit inAll) {
    this.queue = queue;
    this.queueLock = queueLock;
    this.clock = clock;
    this.inAll = inAll;
    this.lastConsumedWall = clock.wallMillis();
  }

  /** Returns the queue. */
  public MessageQueue queue() {
    return queue;
  }

  /** Returns the broker's lock of the queue. */
  public QueueLock queueLock() {
    return queueLock;
  }

  /** Says whether the queue has been given up. */
  public boolean dropped() {
    return dropped;
  }

  // --- in

  /** Takes messages in. What has been in hand before is left out. Returns what is new. */
  public List<Held> put(List<Held> messages) {
    lock.lock();
    try {
      List<Held> fresh = new ArrayList<>(messages.size());
      if (leaving || dropped) {
        return fresh;
      }
      long added = 0;
      for (Held message : messages) {
        if (message.offset() >= next) {
          append(message);
          added += message.bytes();
          fresh.add(message);
        }
      }
      count += fresh.size();
      bytes += added;
      inAll.add(fresh.size(), added);
      return fresh;
    } finally {
      lock.unlock();
    }
  }

  private void append(Held message) {
    if (last == null) {
      first = message;
    } else {
      last.next = message;
    }
    last = message;
    cursor = cursor == null ? message : cursor;
    next = message.offset() + 1;
  }

  // --- concurrent

  /** Notes that a listener gets a batch; false when it must not. Pairs with {@link #end}. */
  public boolean begin(List<Held> batch) {
    lock.lock();
    try {
      if (leaving || dropped) {
        return false;
      }
      active++;
      long now = clock.nanos();
      for (Held message : batch) {
        message.begun = true;
        message.begunAt = now;
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Notes that messages are finished, whoever does so, and tells what can be committed then. */
  public void finish(List<Held> messages, Progress progress) {
    Runnable waiting;
    lock.lock();
    try {
      if (dropped) {
        return;
      }
      lastConsumedWall = clock.wallMillis();
      int finished = 0;
      long freed = 0;
      for (Held message : messages) {
        if (!message.done) {
          message.done = true;
          finished++;
          freed += message.bytes();
        }
      }
      took(finished, freed);
      while (first != null && first.done) {
        cursor = cursor == first ? first.next : cursor;
        first = first.next;
      }
      closeChain();
      progress.reached(queue, lowest());
      waiting = takeRoom();
    } finally {
      lock.unlock();
    }
    if (waiting != null) {
      waiting.run();
    }
  }

  /** Notes that a batch is no longer with a listener. */
  public void end() {
    lock.lock();
    try {
      active--;
      completeQuiet();
    } finally {
      lock.unlock();
    }
  }

  /** Returns those of a batch that have not been finished by somebody else. */
  public List<Held> unfinished(List<Held> batch) {
    lock.lock();
    try {
      List<Held> open = new ArrayList<>(batch.size());
      for (Held message : batch) {
        if (!message.done) {
          open.add(message);
        }
      }
      return open;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns the lowest message in hand if a listener has had it for longer than a time, else null
   * (protocol b 6.1, trap 32).
   */
  public @Nullable Held overdue(Duration longest) {
    lock.lock();
    try {
      Held head = first;
      return head != null && head.begun && clock.nanos() - head.begunAt > longest.toNanos()
          ? head
          : null;
    } finally {
      lock.unlock();
    }
  }

  // --- orderly

  /** Asks for the one turn at this queue that there may be; pairs with {@link #endTurn}. */
  public boolean beginTurn() {
    lock.lock();
    try {
      if (consuming || leaving || dropped || cursor == null) {
        return false;
      }
      consuming = true;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Gives the turn back. */
  public void endTurn() {
    lock.lock();
    try {
      consuming = false;
    } finally {
      lock.unlock();
    }
  }

  /** Takes the next messages, in order; none when there are none, or the queue is given up. */
  public List<Held> take(int most) {
    lock.lock();
    try {
      List<Held> batch = new ArrayList<>(Math.min(most, count));
      if (!leaving && !dropped) {
        while (cursor != null && batch.size() < most) {
          batch.add(cursor);
          cursor = cursor.next;
        }
        active += batch.isEmpty() ? 0 : 1;
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** Finishes everything that has been taken, and tells what can be committed. */
  public void commit(Progress progress) {
    List<Held> taken = new ArrayList<>();
    lock.lock();
    try {
      for (Held each = first; each != null && each != cursor; each = each.next) {
        taken.add(each);
      }
    } finally {
      lock.unlock();
    }
    finish(taken, progress);
  }

  /** Puts the last batch that was taken back, to be taken again. */
  public void putBack(List<Held> batch) {
    lock.lock();
    try {
      cursor = batch.get(0);
    } finally {
      lock.unlock();
    }
  }

  /** Puts everything that has been taken and not been committed back. */
  public void rollBack() {
    lock.lock();
    try {
      cursor = first;
    } finally {
      lock.unlock();
    }
  }

  // --- how much

  /** Returns how much is in hand. */
  public Load load() {
    lock.lock();
    try {
      return new Load(
          count, bytes, first == null ? -1 : first.offset(), last == null ? -1 : last.offset());
    } finally {
      lock.unlock();
    }
  }

  /** Says whether nothing is in hand. */
  public boolean isEmpty() {
    return load().messages() == 0;
  }

  /** Has a task run once when half of what is in hand has been finished, from any thread. */
  public void whenRoom(Runnable task) {
    lock.lock();
    try {
      room = task;
      roomAt = count / 2;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Runnable takeRoom() {
    if (room == null || count > roomAt) {
      return null;
    }
    Runnable task = room;
    room = null;
    return task;
  }

  /** Returns when a message was last finished, in milliseconds since 1970. */
  public long lastConsumedWallMillis() {
    return lastConsumedWall;
  }

  // --- the end

  /** From now on nothing begins. The result completes when no listener has a batch any more. */
  public CompletableFuture<Void> leave() {
    lock.lock();
    try {
      leaving = true;
      if (quiet == null) {
        quiet = new CompletableFuture<>();
      }
      completeQuiet();
      return quiet;
    } finally {
      lock.unlock();
    }
  }

  /** Completes when nothing is in hand, or the queue is dropped. */
  public CompletableFuture<Void> whenEmpty() {
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

  /** Gives the queue up: what finishes from now on is not committed. */
  public void drop() {
    lock.lock();
    try {
      leaving = true;
      dropped = true;
      took(count, bytes);
      first = null;
      closeChain();
      completeQuiet();
    } finally {
      lock.unlock();
    }
  }

  private void took(int messages, long freed) {
    count -= messages;
    bytes -= freed;
    inAll.add(-messages, -freed);
    completeEmpty();
  }

  private void closeChain() {
    if (first == null) {
      last = null;
      cursor = null;
    }
  }

  private long lowest() {
    return first == null ? next : first.offset();
  }

  private void completeQuiet() {
    if (quiet != null && active == 0) {
      quiet.complete(null);
    }
  }

  private void completeEmpty() {
    if (empty != null && (count == 0 || dropped)) {
      empty.complete(null);
    }
  }
}
