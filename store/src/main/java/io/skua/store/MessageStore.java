package io.skua.store;

import io.skua.runtime.Cancellable;
import io.skua.runtime.Clock;
import io.skua.runtime.Loop;
import io.skua.runtime.Workers;
import io.skua.store.disk.Disk;
import io.skua.store.disk.FileSequence;
import io.skua.store.disk.StoreException;
import io.skua.store.log.CommitLog;
import io.skua.store.queue.ConsumeQueue;
import io.skua.store.queue.EntryTag;
import io.skua.store.queue.QueueListener;
import io.skua.store.queue.QueueTable;
import io.skua.wire.message.MessageDraft;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.MessageRecord;
import io.skua.wire.message.SysFlag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of a server on disk, in the directory format of Apache RocketMQ 5.3.3 (without
 * index, timer and batch queue files). Owned by one loop: after {@link #open} every method must run
 * there.
 *
 * <p>An append encodes the message into memory and gives it its places at once. It becomes visible
 * to readers, and safe as far as {@link #whenStored} says, when the loop's turn has ended with one
 * write for all its appends, and a force for those who wait for one. Nothing is acknowledged that
 * is not written.
 */
public final class MessageStore {
  private static final Logger LOG = LoggerFactory.getLogger(MessageStore.class);
  private static final String RETRY_PREFIX = "%RETRY%";
  private static final int MAX_TOPIC = 127;
  private static final int MAX_RETRY_TOPIC = 255;

  private final Disk disk;
  private final StoreSettings settings;
  private final Loop loop;
  private final Workers workers;
  private final Clock clock;
  private final StoreDirectory directory;
  private final CommitLog log;
  private final QueueTable queues;
  private final GroupCommit commit;
  private final RecordReader reader;
  private final List<Cancellable> timers = new ArrayList<>();
  private Checkpoint checkpoint;
  private @Nullable Checkpoint savedCheckpoint;
  private boolean forcingQueues;
  private boolean closed;
  private @Nullable String refusal;

  private MessageStore(
      Disk disk,
      StoreSettings settings,
      Loop loop,
      Workers workers,
      Clock clock,
      StoreDirectory directory) {
    this.disk = disk;
    this.settings = settings;
    this.loop = loop;
    this.workers = workers;
    this.clock = clock;
    this.directory = directory;
    boolean unclean = directory.unclean();
    log = CommitLog.open(disk, settings.logFileBytes(), unclean);
    queues =
        QueueTable.open(disk, (long) settings.queueFileEntries() * ConsumeQueue.ENTRY, unclean);
    checkpoint = Checkpoint.read(disk);
    Recovery recovery = new Recovery(disk, log, queues, settings.delayMillis());
    recovery.run(checkpoint, unclean);
    commit = new GroupCommit(loop, workers, log, queues, recovery.lastStoreTimestamp());
    reader = new RecordReader(log, queues);
    checkSpace();
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
    every(settings.checkpointEvery(), this::saveCheckpoint);
    every(settings.cleanEvery(), this::clean);
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
    return failure != null ? failure.getMessage() : refusal;
  }

  /** Appends a message to the log and to its queue. */
  public AppendResult append(MessageDraft draft) {
    loop.assertInside();
    AppendResult refused = refuse(draft);
    if (refused != null) {
      return refused;
    }
    int size = size(draft);
    if (!storable(size)) {
      return tooLarge(size);
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
      size += size(draft);
    }
    if (!storable(size)) {
      return new BatchResult(tooLarge(size));
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

  /** Encodes a message for which there is room, and adds its queue entry. */
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
    return new AppendResult(PutStatus.OK, logOffset, queueOffset, size, now, null);
  }

  private static int size(MessageDraft draft) {
    return (int)
        Math.min(
            Integer.MAX_VALUE,
            MessageRecord.size(
                draft, MessageRecord.topicBytes(draft), MessageRecord.propertiesBytes(draft)));
  }

  private boolean storable(long size) {
    return size <= settings.maxRecordBytes() && log.fits(size);
  }

  private AppendResult tooLarge(long size) {
    return AppendResult.refused(
        PutStatus.MESSAGE_ILLEGAL,
        "a record of "
            + size
            + " bytes is larger than "
            + Math.min(settings.maxRecordBytes(), log.fileSize() - CommitLog.FILLER_SIZE));
  }

  /** The checks of protocol 7.2, in its order. */
  private @Nullable AppendResult refuse(MessageDraft draft) {
    String closedFor = refusal();
    if (closedFor != null) {
      return AppendResult.refused(PutStatus.SERVICE_NOT_AVAILABLE, closedFor);
    }
    String topic = draft.topic();
    int topicLimit = topic.startsWith(RETRY_PREFIX) ? MAX_RETRY_TOPIC : MAX_TOPIC;
    if (MessageRecord.topicBytes(draft) > topicLimit || !QueueTable.nameable(topic)) {
      return AppendResult.refused(
          PutStatus.MESSAGE_ILLEGAL,
          "topic " + topic + " is no name of 1 to " + topicLimit + " bytes");
    }
    if (draft.queueId() < 0 || draft.queueId() > QueueTable.MAX_QUEUE_ID) {
      return AppendResult.refused(
          PutStatus.MESSAGE_ILLEGAL,
          "queue id " + draft.queueId() + " is not in 0 to " + QueueTable.MAX_QUEUE_ID);
    }
    int properties = MessageRecord.propertiesBytes(draft);
    if (properties > MessageProperties.MAX_BYTES) {
      return AppendResult.refused(
          PutStatus.PROPERTIES_SIZE_EXCEEDED,
          "properties have " + properties + " bytes; the limit is " + MessageProperties.MAX_BYTES);
    }
    if (draft.bodyLength() > settings.maxMessageBytes()) {
      return AppendResult.refused(
          PutStatus.MESSAGE_ILLEGAL,
          "a body of " + draft.bodyLength() + " bytes; limit " + settings.maxMessageBytes());
    }
    return null;
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
   * Reads messages of a queue that are visible (protocol B 4.2).
   *
   * @param offset queue offset to begin at
   * @param maxMessages most messages; at least one
   * @param maxBytes most bytes, but for the first message, which always fits
   * @param tags says which tag codes are wanted; null for all
   * @throws StoreException when the disk cannot be read or is damaged
   */
  public ReadResult read(
      String topic,
      int queueId,
      long offset,
      int maxMessages,
      int maxBytes,
      @Nullable LongPredicate tags) {
    loop.assertInside();
    return reader.read(topic, queueId, offset, maxMessages, maxBytes, tags);
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

  /** Returns the queue offset that belongs to a time (protocol B 5.5); 0 without such a queue. */
  public long offsetByTime(String topic, int queueId, long timestamp, TimeBoundary boundary) {
    ConsumeQueue queue = queues.find(topic, queueId);
    return queue == null ? 0 : reader.offsetByTime(queue, timestamp, boundary);
  }

  /** Returns the store time of a queue's first kept message in milliseconds; -1 without one. */
  public long earliestTime(String topic, int queueId) {
    ConsumeQueue queue = queues.find(topic, queueId);
    return queue == null || queue.min() == queue.max()
        ? -1
        : log.storeTimestamp(queue.logOffset(queue.min()));
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

  /** Returns the length of log files, which an Apache broker must be told. */
  public long logFileBytes() {
    return log.fileSize();
  }

  /** Returns the length of queue files, which an Apache broker must be told. */
  public long queueFileBytes() {
    return queues.fileSize();
  }

  /**
   * Deletes the queues of a topic. Its messages stay in the log until their files expire, and come
   * back if all queues have to be made again from the log.
   */
  public void deleteTopic(String topic) {
    loop.assertInside();
    int left = queues.count() - queues.count(topic);
    checkpoint =
        checkpoint.with(
            checkpoint.physicTimestamp(),
            checkpoint.logicsTimestamp(),
            checkpoint.covered(),
            Math.min(left, checkpoint.queueCount()));
    checkpoint.write(disk, true);
    savedCheckpoint = checkpoint;
    queues.delete(topic);
  }

  /** Writes the queues and, when it has changed, the checkpoint. */
  private void saveCheckpoint() {
    try {
      queues.flush();
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

  /** Forces the queues once per log file: recovery reads whole files anyway. */
  private void forceQueues() {
    long target = log.forced();
    long size = log.fileSize();
    if (forcingQueues || target / size <= Math.max(0, checkpoint.covered()) / size) {
      return;
    }
    List<FileSequence.Pending> work = queues.pending();
    long timestamp = commit.forcedTimestamp();
    int count = queues.count();
    forcingQueues = true;
    try {
      workers.execute(() -> forceQueues(work, target, timestamp, count));
    } catch (RejectedExecutionException e) {
      commit.fail(new StoreException("cannot force the queues: the store's worker is closed", e));
    }
  }

  /** Runs on a worker. */
  private void forceQueues(
      List<FileSequence.Pending> work, long target, long timestamp, int count) {
    try {
      work.forEach(FileSequence.Pending::force);
      loop.execute(() -> queuesForced(target, timestamp, count));
    } catch (StoreException e) {
      loop.execute(() -> queuesNotForced(e));
    }
  }

  private void queuesForced(long target, long timestamp, int count) {
    forcingQueues = false;
    if (!closed) {
      checkpoint =
          checkpoint.with(
              checkpoint.physicTimestamp(), timestamp, target, Math.min(count, queues.count()));
    }
  }

  /** Not fatal: the checkpoint stays where it is, and recovery makes the entries again. */
  private void queuesNotForced(StoreException e) {
    if (!closed) {
      LOG.warn("the queues could not be forced; a recovery will take longer", e);
    }
  }

  /** Deletes expired log files and looks at the free space. */
  private void clean() {
    try {
      long before = log.start();
      while (log.oldestIsSpare() && expired()) {
        log.deleteOldest();
      }
      if (log.start() > before) {
        queues.expire(log.start());
        LOG.info("expired log files are deleted; the log now begins at {}", log.start());
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

  private void checkSpace() {
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
    timers.forEach(Cancellable::cancel);
    commit.close();
    boolean clean = commit.failure() == null && closeQueues();
    log.close();
    queues.close();
    directory.leave(clean);
  }

  private boolean closeQueues() {
    try {
      queues.flush();
      queues.pending().forEach(FileSequence.Pending::force);
      checkpoint
          .with(commit.forcedTimestamp(), commit.forcedTimestamp(), log.written(), queues.count())
          .write(disk, true);
      return true;
    } catch (StoreException e) {
      LOG.error("the queues could not be saved; the next start makes them again", e);
      return false;
    }
  }
}
