package io.skua.store;

import io.skua.runtime.Clock;
import io.skua.runtime.Loop;
import io.skua.runtime.Workers;
import io.skua.store.disk.FileSequence;
import io.skua.store.disk.StoreException;
import io.skua.store.index.KeyIndex;
import io.skua.store.log.CommitLog;
import io.skua.store.queue.QueueListener;
import io.skua.store.queue.QueueTable;
import java.util.ArrayDeque;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two steps from an append to a safe message. All appends of one turn of the loop share one write;
 * it runs when the turn's tasks are done. All messages written while a force runs share the next
 * force. Owned by the loop; only the force itself runs on a worker.
 *
 * <p>A write or force that fails ends it for good: what the disk holds behind the last success is
 * unknown, so nothing more is taken, and nobody is told that a message is safe.
 */
final class GroupCommit {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

  private record Waiter(long logEnd, StoredCallback callback) {}

  private final Loop loop;
  private final Workers workers;
  private final CommitLog log;
  private final Clock clock;
  private final QueueTable queues;
  private final KeyIndex index;
  private final ArrayDeque<Waiter> forWrite = new ArrayDeque<>();
  private final ArrayDeque<Waiter> forForce = new ArrayDeque<>();
  private final Runnable turn = this::turn;
  private QueueListener listener = queue -> {};
  private boolean scheduled;
  private boolean forcing;
  private boolean closed;
  private long lastStoreTimestamp;
  private long forcedTimestamp;
  private @Nullable StoreException failure;
  private long forces;
  private long forceNanos;

  GroupCommit(
      Loop loop,
      Workers workers,
      CommitLog log,
      QueueTable queues,
      KeyIndex index,
      Clock clock,
      long lastTimestamp) {
    this.clock = clock;
    this.loop = loop;
    this.workers = workers;
    this.log = log;
    this.queues = queues;
    this.index = index;
    this.lastStoreTimestamp = lastTimestamp;
    this.forcedTimestamp = lastTimestamp;
  }

  void listener(QueueListener newListener) {
    listener = newListener;
  }

  @Nullable StoreException failure() {
    return failure;
  }

  /** Returns how many forces there were, and how long they took. */
  MessageStore.Forces forces() {
    return new MessageStore.Forces(forces, forceNanos);
  }

  /** Returns the store time of the last record that is forced. */
  long forcedTimestamp() {
    return forcedTimestamp;
  }

  /** Takes note of an append, so that the turn ends with a write. */
  void appended(long storeTimestamp) {
    lastStoreTimestamp = storeTimestamp;
    schedule();
  }

  void whenStored(long logEnd, boolean forced, StoredCallback callback) {
    (forced ? forForce : forWrite).add(new Waiter(logEnd, callback));
    schedule();
  }

  private void schedule() {
    if (!scheduled && !closed) {
      scheduled = true;
      loop.execute(turn);
    }
  }

  private void turn() {
    scheduled = false;
    if (!closed) {
      write();
      complete();
      if (!forForce.isEmpty()) {
        force();
      }
    }
  }

  private void write() {
    if (failure != null) {
      return;
    }
    try {
      log.write();
      queues.publish(listener);
      index.publish();
    } catch (StoreException e) {
      fail(e);
    }
  }

  /** Tells the waiters whose messages are as safe as they asked for, or that they never will be. */
  private void complete() {
    try {
      complete(forWrite, log.written());
      complete(forForce, log.forced());
    } finally {
      // A callback that throws must not cost the others their answer.
      if (waits(forWrite, log.written()) || waits(forForce, log.forced())) {
        schedule();
      }
    }
  }

  private void complete(ArrayDeque<Waiter> waiters, long safe) {
    while (waits(waiters, safe)) {
      Waiter waiter = waiters.remove();
      waiter.callback.done(waiter.logEnd <= safe ? null : failure);
    }
  }

  private boolean waits(ArrayDeque<Waiter> waiters, long safe) {
    Waiter first = waiters.peek();
    return first != null && (first.logEnd <= safe || failure != null);
  }

  /** Starts a force when there is something to force and none is running. */
  void force() {
    if (forcing || closed || failure != null || log.forced() >= log.written()) {
      return;
    }
    long target = log.written();
    long timestamp = lastStoreTimestamp;
    FileSequence.Pending work = log.pending();
    forcing = true;
    try {
      workers.execute(() -> force(work, target, timestamp));
    } catch (RejectedExecutionException e) {
      forcing = false;
      fail(new StoreException("cannot force the log: the store's worker is closed", e));
      complete();
    }
  }

  /** Runs on a worker. */
  private void force(FileSequence.Pending work, long target, long timestamp) {
    long start = clock.nanos();
    try {
      work.force();
      long took = clock.nanos() - start;
      loop.execute(() -> forced(target, timestamp, took, null));
    } catch (StoreException e) {
      loop.execute(() -> forced(target, timestamp, 0, e));
    }
  }

  private void forced(long target, long timestamp, long took, @Nullable StoreException failed) {
    forcing = false;
    if (closed) {
      return;
    }
    if (failed != null) {
      fail(failed);
    } else if (failure == null) {
      forces++;
      forceNanos += took;
      log.forced(target);
      forcedTimestamp = Math.max(forcedTimestamp, timestamp);
    }
    complete();
    if (!forForce.isEmpty()) {
      force();
    }
  }

  /** Makes the store read-only: the reason stays, and everybody who waits hears it. */
  void fail(StoreException reason) {
    if (failure == null) {
      failure = reason;
      LOG.error("the store takes no more messages until it is opened again", reason);
    }
    log.discardTail();
    queues.discardUnpublished();
    schedule();
  }

  /** Writes and forces everything on the caller's thread; returns whether it is on the disk. */
  boolean sync() {
    write();
    if (failure == null) {
      try {
        log.pending().force();
        log.forced(log.written());
        forcedTimestamp = lastStoreTimestamp;
      } catch (StoreException e) {
        fail(e);
      }
    }
    return failure == null;
  }

  /** Does what {@link #sync} does, tells all waiters, and ends. */
  void close() {
    sync();
    closed = true;
    complete();
  }
}
