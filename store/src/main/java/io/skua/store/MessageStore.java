package io.skua.store;

import io.skua.runtime.Cancellable;
import io.skua.runtime.Clock;
import io.skua.runtime.Loop;
import io.skua.runtime.Workers;
import io.skua.store.disk.Disk;
import io.skua.store.disk.StoreException;
import io.skua.store.index.IndexSettings;
import io.skua.store.index.KeyIndex;
import io.skua.store.index.KeyQuery;
import io.skua.store.log.CommitLog;
import io.skua.store.queue.ConsumeQueue;
import io.skua.store.queue.EntryTag;
import io.skua.store.queue.QueueListener;
import io.skua.store.queue.QueueTable;
import io.skua.wire.message.MessageDraft;
import io.skua.wire.message.MessageRecord;
import io.skua.wire.message.SysFlag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a server on disk, in the directory format of Apache RocketMQ 5.3.3 (without timer
 * and batch queue files). Owned by one loop: after {@link #open} every method must run there.
 *
 * <p>An append encodes the message into memory and gives it its places at once. It becomes visible
 * to readers, and safe as far as {@link #whenStored} says, when the loop's turn has ended with one
 * write for all its appends, and a force for those who wait for one. Nothing is acknowledged that
 * is not written.
 */
public final class MessageStore {

  private StoreSettings settings;
  private final Loop loop;
  private final Clock clock;
  private final StoreDirectory directory;
  private final CommitLog log;
  private final QueueTable queues;
  private final KeyIndex index;
  private final GroupCommit commit;
  private final Upkeep upkeep;
  private final AppendRules rules;
  private final RecordReader reader;
  private final Searches searches;
  private final List<Cancellable> timers = new ArrayList<>();
  private boolean closed;
  private long appended;
  private long appendedBytes;
  private long read;

  private MessageStore(
      Disk disk,
      StoreSettings settings,
      Loop loop,
      Workers workers,
      Clock clock,
      StoreDirectory directory) {
    this.settings = settings;
    this.loop = loop;
    this.clock = clock;
    this.directory = directory;
    boolean unclean = directory.unclean();
    log = CommitLog.open(disk, settings.logFileBytes(), unclean);
    queues =
        QueueTable.open(disk, (long) settings.queueFileEntries() * ConsumeQueue.ENTRY, unclean);
    Checkpoint found = Checkpoint.read(disk);
    long covered = Recovery.covered(log, queues, found, unclean);
    index =
        KeyIndex.open(disk, settings.index(), clock, found.index(), unclean, covered, log.start());
    Recovery recovery = new Recovery(disk, log, queues, index, settings.delayMillis());
    recovery.run(found, unclean, covered);
    long recovered = recovery.lastStoreTimestamp();
    Checkpoint checkpoint =
        found.with(recovered, recovered, log.end(), queues.count()).with(index.mark(log.end()));
    checkpoint.write(disk, true);
    commit = new GroupCommit(loop, workers, log, queues, index, clock, recovered);
    reader = new RecordReader(log, queues);
    searches = new Searches(loop, index, reader::recordAt);
    rules = new AppendRules(settings, log);
    upkeep =
        new Upkeep(disk, settings, loop, workers, clock, log, queues, index, commit, checkpoint);
    upkeep.checkSpace();
  }

  /**
   * Opens a directory, recovers it when its last owner crashed, and starts the timers. May run on
   * any thread, which must hand the store over to the loop.
   *
   * @param workers runs the forces; closed by the caller, after the store
   * @throws io.skua.store.disk.StoreLockedException when another process has the directory
   * @throws StoreException when the directory cannot be used; the text says what to do
   */
  public static MessageStore open(
      Disk disk, StoreSettings settings, Loop loop, Workers workers, Clock clock) {
    StoreDirectory directory = StoreDirectory.take(disk);
    boolean opened = false;
    try {
      MessageStore store = new MessageStore(disk, settings, loop, workers, clock, directory);
      store.startTimers();
      opened = true;
      return store;
    } finally {
      if (!opened) {
        directory.leave(!directory.unclean());
      }
    }
  }

  private void startTimers() {
    every(settings.flushEvery(), commit::force);
    every(settings.checkpointEvery(), upkeep::saveCheckpoint);
    every(settings.cleanEvery(), upkeep::clean);
  }

  private void every(Duration period, Runnable task) {
    timers.add(
        loop.every(
            period,
            period,
            () -> {
              if (!closed) {
                task.run();
              }
            }));
  }

  /** Names the one listener that hears of new visible messages. */
  public void onArrival(QueueListener listener) {
    commit.listener(listener);
  }

  /** Returns why appends are refused now, or null when they are not. */
  public @Nullable String refusal() {
    if (closed) {
      return "the store is closed";
    }
    StoreException failure = commit.failure();
    return failure != null ? failure.getMessage() : upkeep.refusal();
  }

  /** Appends a message to the log and to its queue. */
  public AppendResult append(MessageDraft draft) {
    loop.assertInside();
    AppendResult refused = refuse(draft);
    if (refused != null) {
      return refused;
    }
    int size = AppendRules.size(draft);
    if (!rules.storable(size)) {
      return rules.tooLarge(size);
    }
    try {
      log.reserve(size);
    } catch (StoreException e) {
      commit.fail(e);
      return AppendResult.refused(PutStatus.SERVICE_NOT_AVAILABLE, String.valueOf(e.getMessage()));
    }
    long now = clock.wallMillis();
    AppendResult result = put(draft, now);
    commit.appended(now);
    return result;
  }

  /**
   * Appends messages of one queue: all or none, consecutive in the queue and in one log file.
   *
   * @throws IllegalArgumentException when they are of several queues, or none
   */
  public BatchResult appendBatch(List<MessageDraft> drafts) {
    loop.assertInside();
    MessageDraft first = drafts.get(0);
    long size = 0;
    for (MessageDraft draft : drafts) {
      if (!draft.topic().equals(first.topic()) || draft.queueId() != first.queueId()) {
        throw new IllegalArgumentException("a batch is for one queue of one topic");
      }
      AppendResult refused = refuse(draft);
      if (refused != null) {
        return new BatchResult(refused);
      }
      size += AppendRules.size(draft);
    }
    if (!rules.storable(size)) {
      return new BatchResult(rules.tooLarge(size));
    }
    try {
      log.reserve((int) size);
    } catch (StoreException e) {
      commit.fail(e);
      return new BatchResult(
          AppendResult.refused(PutStatus.SERVICE_NOT_AVAILABLE, String.valueOf(e.getMessage())));
    }
    return putAll(drafts, (int) size);
  }

  private BatchResult putAll(List<MessageDraft> drafts, int size) {
    long now = clock.wallMillis();
    long[] logOffsets = new long[drafts.size()];
    long logOffset = log.end();
    long queueOffset = 0;
    for (int i = 0; i < logOffsets.length; i++) {
      AppendResult one = put(drafts.get(i), now);
      logOffsets[i] = one.logOffset();
      queueOffset = i == 0 ? one.queueOffset() : queueOffset;
    }
    commit.appended(now);
    return new BatchResult(
        new AppendResult(PutStatus.OK, logOffset, queueOffset, size, now, null), logOffsets);
  }

  private @Nullable AppendResult refuse(MessageDraft draft) {
    String reason = refusal();
    return reason == null
        ? rules.refuse(draft)
        : AppendResult.refused(PutStatus.SERVICE_NOT_AVAILABLE, reason);
  }

  /** Encodes a message for which there is room, and adds its queue entry and its keys. */
  private AppendResult put(MessageDraft draft, long now) {
    long logOffset = log.end();
    boolean queued = SysFlag.queued(draft.sysFlag());
    ConsumeQueue queue = queued ? queues.obtain(draft.topic(), draft.queueId()) : null;
    long queueOffset = queue == null ? 0 : queue.next();
    int size = MessageRecord.write(draft, queueOffset, logOffset, now, log.tail());
    if (queue != null) {
      long tag = EntryTag.of(draft.topic(), draft.properties(), now, settings.delayMillis());
      queues.add(queue, logOffset, size, tag);
    }
    index.add(draft.topic(), draft.sysFlag(), draft.properties(), logOffset, now);
    appended++;
    appendedBytes += size;
    return new AppendResult(PutStatus.OK, logOffset, queueOffset, size, now, null);
  }

  /**
   * Calls back, in a later turn of the loop, when everything before {@code logEnd} is written, or,
   * with {@code forced} and {@link FlushMode#SYNC}, forced to the disk.
   */
  public void whenStored(long logEnd, boolean forced, StoredCallback callback) {
    loop.assertInside();
    if (closed) {
      boolean safe = logEnd <= log.forced();
      loop.execute(() -> callback.done(safe ? null : new StoreException("the store is closed")));
      return;
    }
    commit.whenStored(logEnd, forced && settings.flush() == FlushMode.SYNC, callback);
  }

  /**
   * Calls back, in a later turn of the loop, when everything appended so far is forced to the disk,
   * whatever the flush mode. For progress that must not be ahead of what it speaks of.
   */
  public void whenForced(StoredCallback callback) {
    loop.assertInside();
    if (!closed) {
      commit.whenStored(log.end(), true, callback);
    }
  }

  /**
   * Forces everything appended so far to the disk. Blocks.
   *
   * @return false when a write or force has failed
   */
  public boolean force() {
    loop.assertInside();
    return !closed && commit.sync();
  }

  /** Names the one who says before which log offset files may be deleted. */
  public void keep(LongSupplier firstNeeded) {
    upkeep.keep(firstNeeded);
  }

  /**
   * Reads messages of a queue that are visible (protocol B 4.2).
   *
   * @param offset queue offset to begin at
   * @param maxMessages most messages; at least one
   * @param maxBytes most bytes, but for the first message, which always fits
   * @param filter says which messages are wanted; null for all
   * @throws StoreException when the disk cannot be read or is damaged
   */
  public ReadResult read(
      String topic,
      int queueId,
      long offset,
      int maxMessages,
      int maxBytes,
      @Nullable MessageFilter filter) {
    loop.assertInside();
    ReadResult result = reader.read(topic, queueId, offset, maxMessages, maxBytes, filter);
    read += result.count();
    return result;
  }

  /** Returns the first queue offset that is kept; 0 when there is no such queue. */
  public long minOffset(String topic, int queueId) {
    ConsumeQueue queue = queues.find(topic, queueId);
    return queue == null ? 0 : queue.min();
  }

  /** Returns the queue offset behind the last visible message; 0 when there is no such queue. */
  public long maxOffset(String topic, int queueId) {
    ConsumeQueue queue = queues.find(topic, queueId);
    return queue == null ? 0 : queue.max();
  }

  /**
   * Returns the tag code of a message, which is its time of delivery in the topic of delay levels.
   *
   * @param offset a queue offset from {@link #minOffset} on and below {@link #maxOffset}
   */
  public long tagCode(String topic, int queueId, long offset) {
    return queue(topic, queueId).tagCode(offset);
  }

  /**
   * Returns where in the log a message is.
   *
   * @param offset a queue offset from {@link #minOffset} on and below {@link #maxOffset}
   */
  public long logOffset(String topic, int queueId, long offset) {
    return queue(topic, queueId).logOffset(offset);
  }

  private ConsumeQueue queue(String topic, int queueId) {
    ConsumeQueue queue = queues.find(topic, queueId);
    if (queue == null) {
      throw new IllegalArgumentException("no queue " + queueId + " of topic " + topic);
    }
    return queue;
  }

  /** Returns the queue offset that belongs to a time (protocol B 5.5); 0 without such a queue. */
  public long offsetByTime(String topic, int queueId, long timestamp, TimeBoundary boundary) {
    ConsumeQueue queue = queues.find(topic, queueId);
    return queue == null ? 0 : reader.offsetByTime(queue, timestamp, boundary);
  }

  /** Returns the store time of a queue's first kept message in milliseconds; -1 without one. */
  public long earliestTime(String topic, int queueId) {
    ConsumeQueue queue = queues.find(topic, queueId);
    return queue == null ? -1 : storeTime(topic, queueId, queue.min());
  }

  /** Returns the store time of the message at a queue offset in milliseconds; -1 without one. */
  public long storeTime(String topic, int queueId, long offset) {
    ConsumeQueue queue = queues.find(topic, queueId);
    return queue == null || offset < queue.min() || offset >= queue.max()
        ? -1
        : log.storeTimestamp(queue.logOffset(offset));
  }

  /** Returns the store time of the log's first kept message in milliseconds; -1 without one. */
  public long earliestTime() {
    return log.storeTimestamp(log.start());
  }

  /** Returns the visible record that begins at a log offset, or null when none does. */
  public byte @Nullable [] recordAt(long logOffset) {
    loop.assertInside();
    return reader.recordAt(logOffset);
  }

  /**
   * Looks for messages by key, and calls back on the loop, in this turn or a later one.
   *
   * @return false when too many searches wait already; then nothing is called
   */
  public boolean search(KeyQuery query, SearchCallback callback) {
    loop.assertInside();
    return searches.add(query, callback);
  }

  /** Returns all queues that have ever had a message, by topic and number. */
  public List<QueueRange> queues() {
    return queues.all().stream()
        .map(each -> new QueueRange(each.topic(), each.queueId(), each.min(), each.max()))
        .toList();
  }

  /** Returns the log offset of the first byte that is kept. */
  public long logStart() {
    return log.start();
  }

  /** Returns the log offset behind everything that is written. */
  public long logEnd() {
    return log.written();
  }

  /**
   * How often the log was forced to the disk while the store was open.
   *
   * @param nanos how long all of that took together, in nanoseconds
   */
  public record Forces(long count, long nanos) {}

  /** Returns how often the log was forced to the disk since the store was opened. */
  public Forces forces() {
    return commit.forces();
  }

  /** Returns the length of log files, which an Apache broker must be told. */
  public long logFileBytes() {
    return log.fileSize();
  }

  /** Returns the length of queue files, which an Apache broker must be told. */
  public long queueFileBytes() {
    return queues.fileSize();
  }

  /** Returns how the store works now. */
  public StoreSettings settings() {
    return settings;
  }

  /**
   * Changes how the store works from now on: the flush mode, the retention, and the limits of bytes
   * and free space. What else differs counts from the next start.
   */
  public void change(StoreSettings next) {
    loop.assertInside();
    settings = next;
    upkeep.change(next);
  }

  /** Deletes expired log files now, not only when the timer says so. */
  public void clean() {
    loop.assertInside();
    upkeep.clean();
  }

  /** Returns how many bytes of the log are written and not yet forced to the disk. */
  public long unforcedBytes() {
    return log.written() - log.forced();
  }

  /** Returns what went in and out since the store was opened. */
  public Counts counts() {
    return new Counts(appended, appendedBytes, read);
  }

  /** Returns how index files are made, which an Apache broker must be told. */
  public IndexSettings index() {
    return index.settings();
  }

  /**
   * Deletes the queues of a topic. Its messages stay in the log until their files expire, and come
   * back if all queues have to be made again from the log.
   */
  public void deleteTopic(String topic) {
    loop.assertInside();
    upkeep.expectQueues(queues.count() - queues.count(topic));
    queues.delete(topic);
  }

  /**
   * Writes and forces everything, tells all who wait, and gives the directory back. Blocks. The
   * caller saves its configuration files before this: afterwards the directory counts as cleanly
   * closed, unless a write has failed.
   */
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    searches.close();
    timers.forEach(Cancellable::cancel);
    commit.close();
    boolean clean = commit.failure() == null && upkeep.close();
    log.close();
    queues.close();
    index.close();
    directory.leave(clean);
  }
}
