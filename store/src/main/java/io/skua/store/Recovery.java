package io.skua.store;

import io.skua.store.disk.Disk;
import io.skua.store.disk.FileSequence;
import io.skua.store.disk.StoreException;
import io.skua.store.index.IndexMark;
import io.skua.store.index.KeyIndex;
import io.skua.store.log.CommitLog;
import io.skua.store.queue.ConsumeQueue;
import io.skua.store.queue.EntryTag;
import io.skua.store.queue.QueueTable;
import io.skua.wire.message.MessageRecord;
import io.skua.wire.message.SysFlag;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes log, queues and index agree when a store is opened (store format 5.3 and 10.2).
 *
 * <p>The log is the truth. It is read from the file that holds the first record whose queue entry
 * may be missing, up to the first bad record; there it is cut. Queue entries from that point on are
 * given up and made again, each at the queue offset that its record says. When a queue turns out to
 * lack earlier entries, everything is made again from the first log file. The index knows itself
 * from which record on it needs what the log has.
 */
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  // Publishing lets queues write what they gathered, so that a long log does not fill the memory.
  private static final int PUBLISH_EVERY = 4096;

  private final Disk disk;
  private final CommitLog log;
  private final QueueTable queues;
  private final KeyIndex index;
  private final List<Long> delayMillis;
  private boolean gap;
  private long scannedFrom;
  private int unpublished;
  private long lastStoreTimestamp;

  Recovery(Disk disk, CommitLog log, QueueTable queues, KeyIndex index, List<Long> delayMillis) {
    this.disk = disk;
    this.log = log;
    this.queues = queues;
    this.index = index;
    this.delayMillis = delayMillis;
  }

  /** Returns the store time of the last record that was read; 0 when there was none. */
  long lastStoreTimestamp() {
    return lastStoreTimestamp;
  }

  /**
   * Recovers; afterwards log, queues and index agree, and all are durable.
   *
   * @param from where the scan for the queues begins, see {@link #covered}
   */
  void run(Checkpoint checkpoint, boolean unclean, long from) {
    long covered = from;
    IndexMark trusted = index.trusted();
    distrust(checkpoint, covered, trusted);
    index.begin(log::storeTimestamp);
    long end = scan(covered, false);
    if (gap) {
      LOG.warn("a queue lacks entries; all queues are made again from the whole log");
      covered = log.start();
      distrust(checkpoint, covered, trusted);
      end = scan(covered, true);
    }
    if (!unclean) {
      refuseHole(end);
    }
    if (end < log.filesEnd()) {
      LOG.info("the log ends at {}; files reach to {}", end, log.filesEnd());
    }
    log.recovered(scannedFrom, end);
    if (end < covered) {
      queues.cutAtLog(end);
    }
    index.cut(end, log::storeTimestamp);
    queues.publish(queue -> {});
    queues.findMinima(log.start());
    queues.flush();
    index.flush();
    queues.pending().forEach(FileSequence.Pending::force);
    index.pending().force();
  }

  /** Entries before the mark are about to be given up: a crash from here on must not trust it. */
  private void distrust(Checkpoint checkpoint, long covered, IndexMark trusted) {
    if (covered < checkpoint.covered()) {
      checkpoint.with(0, 0, -1, 0).with(trusted).write(disk, true);
    } else if (!trusted.equals(checkpoint.index())) {
      checkpoint.with(trusted).write(disk, true);
    }
  }

  /** Returns the log offset before which every record's queue entry can be trusted. */
  static long covered(CommitLog log, QueueTable queues, Checkpoint checkpoint, boolean unclean) {
    if (queues.count() == 0 || queues.count() < checkpoint.queueCount()) {
      return log.start();
    }
    long covered = checkpoint.covered();
    if (!unclean) {
      covered = Math.max(covered, queues.logEnd());
    }
    return Math.max(covered, log.start());
  }

  private long scan(long covered, boolean complete) {
    gap = false;
    queues.discardUnpublished();
    queues.cutAtLog(covered);
    long size = log.fileSize();
    long lastFile = Math.max(log.start(), log.filesEnd() - size);
    long first = Math.min(covered, index.next());
    long from = Math.min(first - first % size, lastFile);
    scannedFrom = from;
    return log.scan(
        from,
        record -> {
          lastStoreTimestamp = record.storeTimestamp();
          if (record.logOffset() >= covered && !gap) {
            restore(record, complete);
          }
          if (record.logOffset() >= index.next()) {
            index.add(
                record.topic(),
                record.sysFlag(),
                record.properties(),
                record.logOffset(),
                record.storeTimestamp());
          }
          if (++unpublished == PUBLISH_EVERY) {
            unpublished = 0;
            queues.publish(each -> {});
            index.publish();
          }
        });
  }

  private void restore(MessageRecord record, boolean complete) {
    String topic = record.topic();
    int sysFlag = record.sysFlag();
    boolean queued =
        SysFlag.queued(sysFlag)
            && (sysFlag & SysFlag.INNER_BATCH) == 0
            && record.queueId() >= 0
            && record.queueId() <= QueueTable.MAX_QUEUE_ID
            && record.queueOffset() >= 0
            && QueueTable.nameable(topic);
    if (!queued) {
      return;
    }
    ConsumeQueue queue = queues.obtain(topic, record.queueId());
    long tag = EntryTag.of(topic, record.properties(), record.storeTimestamp(), delayMillis);
    gap =
        !queues.restore(
            queue, record.queueOffset(), record.logOffset(), record.size(), tag, complete);
  }

  /** After a clean stop nothing good may stand behind a bad record: cutting would destroy it. */
  private void refuseHole(long end) {
    long next = end - end % log.fileSize() + log.fileSize();
    if (end % log.fileSize() != 0 && next < log.filesEnd() && log.scan(next, record -> {}) > next) {
      throw new StoreException(
          "the log in "
              + disk.describe(CommitLog.DIRECTORY)
              + " is damaged at offset "
              + end
              + ", and good messages follow from "
              + next
              + "; restore that file from a copy, or create an empty file "
              + disk.describe("abort")
              + " to cut the log at the damage");
    }
  }
}
