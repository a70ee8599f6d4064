package io.skua.store;

import io.skua.runtime.Clock;
import io.skua.runtime.Loop;
import io.skua.runtime.Workers;
import io.skua.store.disk.Disk;
import io.skua.store.disk.FileSequence;
import io.skua.store.disk.StoreException;
import io.skua.store.index.IndexMark;
import io.skua.store.index.KeyIndex;
import io.skua.store.log.CommitLog;
import io.skua.store.queue.QueueTable;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What timers do for a store: save queues, index and checkpoint, delete expired files, look at the
 * free space. Owned by the store's loop; only the force of queues runs on a worker.
 */
final class Upkeep {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

  private final Disk disk;
  private StoreSettings settings;
  private final Loop loop;
  private final Workers workers;
  private final Clock clock;
  private final CommitLog log;
  private final QueueTable queues;
  private final KeyIndex index;
  private final GroupCommit commit;
  private Checkpoint checkpoint;
  private @Nullable Checkpoint savedCheckpoint;
  private boolean forcingQueues;
  private boolean closed;
  private @Nullable String refusal;
  private LongSupplier firstNeeded = () -> Long.MAX_VALUE;

  Upkeep(
      Disk disk,
      StoreSettings settings,
      Loop loop,
      Workers workers,
      Clock clock,
      CommitLog log,
      QueueTable queues,
      KeyIndex index,
      GroupCommit commit,
      Checkpoint checkpoint) {
    this.disk = disk;
    this.settings = settings;
    this.loop = loop;
    this.workers = workers;
    this.clock = clock;
    this.log = log;
    this.queues = queues;
    this.index = index;
    this.commit = commit;
    this.checkpoint = checkpoint;
  }

  void change(StoreSettings next) {
    settings = next;
  }

  void keep(LongSupplier offset) {
    firstNeeded = offset;
  }

  /** Returns why the disk takes nothing now, or null. */
  @Nullable String refusal() {
    return refusal;
  }

  /** Makes the checkpoint expect no more than {@code count} queues, before some are deleted. */
  void expectQueues(int count) {
    checkpoint =
        checkpoint.with(
            checkpoint.physicTimestamp(),
            checkpoint.logicsTimestamp(),
            checkpoint.covered(),
            Math.min(count, checkpoint.queueCount()));
    checkpoint.write(disk, true);
    savedCheckpoint = checkpoint;
  }

  /** Writes queues and index and, when it has changed, the checkpoint. */
  void saveCheckpoint() {
    try {
      queues.flush();
      index.flush();
      forceQueues();
      checkpoint =
          checkpoint.with(
              commit.forcedTimestamp(),
              checkpoint.logicsTimestamp(),
              checkpoint.covered(),
              checkpoint.queueCount());
      if (!checkpoint.equals(savedCheckpoint)) {
        checkpoint.write(disk, false);
        savedCheckpoint = checkpoint;
      }
    } catch (StoreException e) {
      commit.fail(e);
    }
  }

  /** Forces queues and index once per log file: recovery reads whole files anyway. */
  private void forceQueues() {
    long target = log.forced();
    long size = log.fileSize();
    if (forcingQueues || target / size <= Math.max(0, checkpoint.covered()) / size) {
      return;
    }
    List<FileSequence.Pending> work = queues.pending();
    work.add(index.pending());
    IndexMark mark = index.mark(target);
    long timestamp = commit.forcedTimestamp();
    int count = queues.count();
    forcingQueues = true;
    try {
      workers.execute(() -> forceQueues(work, target, timestamp, count, mark));
    } catch (RejectedExecutionException e) {
      commit.fail(new StoreException("cannot force the queues: the store's worker is closed", e));
    }
  }

  /** Runs on a worker. */
  private void forceQueues(
      List<FileSequence.Pending> work, long target, long timestamp, int count, IndexMark mark) {
    try {
      work.forEach(FileSequence.Pending::force);
      loop.execute(() -> queuesForced(target, timestamp, count, mark));
    } catch (StoreException e) {
      loop.execute(() -> queuesNotForced(e));
    }
  }

  private void queuesForced(long target, long timestamp, int count, IndexMark mark) {
    forcingQueues = false;
    if (!closed) {
      checkpoint =
          checkpoint
              .with(
                  checkpoint.physicTimestamp(), timestamp, target, Math.min(count, queues.count()))
              .with(mark);
    }
  }

  /** Not fatal: the checkpoint stays where it is, and recovery makes the entries again. */
  private void queuesNotForced(StoreException e) {
    if (!closed) {
      LOG.warn("queues and index could not be forced; a recovery will take longer", e);
    }
  }

  /** Deletes expired log files and looks at the free space. */
  void clean() {
    try {
      long before = log.start();
      while (log.oldestIsSpare() && expired() && log.secondStart() <= firstNeeded.getAsLong()) {
        log.deleteOldest();
      }
      if (log.start() > before) {
        queues.expire(log.start());
        LOG.info("expired log files are deleted; the log now begins at {}", log.start());
      }
      // A file must not go while a worker forces it.
      if (!forcingQueues) {
        index.expire(log.start());
      }
      checkSpace();
    } catch (StoreException e) {
      commit.fail(e);
    }
  }

  /** A file is as old as the first record behind it, which is newer than all in it. */
  private boolean expired() {
    if (log.bytes() > settings.maxLogBytes()) {
      return true;
    }
    long next = log.storeTimestamp(log.secondStart());
    return next >= 0 && next + settings.retention().toMillis() <= clock.wallMillis();
  }

  /** Looks at the free space. */
  void checkSpace() {
    long free = disk.freeBytes();
    refusal =
        free >= settings.minFreeBytes()
            ? null
            : "the disk of "
                + disk.describe("")
                + " is full: "
                + free
                + " bytes are free, and "
                + settings.minFreeBytes()
                + " must be; delete something, or set a shorter retention";
  }

  /** Makes queues, index and checkpoint durable, after the log; says whether that went well. */
  boolean close() {
    closed = true;
    try {
      queues.flush();
      index.seal();
      queues.pending().forEach(FileSequence.Pending::force);
      index.pending().force();
      checkpoint
          .with(commit.forcedTimestamp(), commit.forcedTimestamp(), log.written(), queues.count())
          .with(index.mark(log.written()))
          .write(disk, true);
      return true;
    } catch (StoreException e) {
      LOG.error("queues or index could not be saved; the next start makes them again", e);
      return false;
    }
  }
}
