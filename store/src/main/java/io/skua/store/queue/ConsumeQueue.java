package io.skua.store.queue;

import io.skua.store.disk.Disk;
import io.skua.store.disk.FileSequence;
import io.skua.wire.Output;
import java.nio.ByteBuffer;

/**
 * Where in the log the messages of one queue are: entries of 20 bytes, one per queue offset (store
 * format 3). New entries wait in memory until {@link #flush}; they can be made again from the log.
 * Owned by one thread.
 *
 * <p>Four queue offsets, each at or behind the next: the minimum, what is in the files, what
 * readers see, and the next one to give away.
 */
public final class ConsumeQueue {
  /** Bytes of an entry: log offset 8, size 4, tag code 8. */
  public static final int ENTRY = 20;

  /** Size of an entry that only fills a place before the first real one (store format 3.3). */
  static final int BLANK_SIZE = Integer.MAX_VALUE;

  private final String topic;
  private final int queueId;
  private final FileSequence files;
  private final Output pending = new Output(0);
  private final ByteBuffer one = ByteBuffer.allocate(ENTRY);
  private long min;
  private long flushed;
  private long visible;
  private long next;
  private long forcedBytes;

  // Which lists of the table this queue is in.
  boolean touched;
  boolean dirty;
  boolean unforced;

  private ConsumeQueue(String topic, int queueId, FileSequence files) {
    this.topic = topic;
    this.queueId = queueId;
    this.files = files;
  }

  static ConsumeQueue open(Disk disk, String topic, int queueId, long fileSize, boolean unclean) {
    String directory = QueueTable.DIRECTORY + "/" + topic + "/" + queueId;
    FileSequence files = FileSequence.open(disk, directory, fileSize, unclean);
    ConsumeQueue queue = new ConsumeQueue(topic, queueId, files);
    queue.findEnd();
    return queue;
  }

  private void findEnd() {
    long end = files.start() / ENTRY;
    byte[] bytes = new byte[(int) files.fileSize()];
    for (int i = files.count() - 1; i >= 0; i--) {
      files.read(files.base(i), bytes, 0, bytes.length);
      int valid = validEntries(ByteBuffer.wrap(bytes));
      if (valid > 0) {
        end = files.base(i) / ENTRY + valid;
        break;
      }
    }
    next = end;
    visible = end;
    flushed = end;
    min = end;
  }

  private static int validEntries(ByteBuffer bytes) {
    long last = -1;
    int count = 0;
    for (int at = 0; at + ENTRY <= bytes.limit(); at += ENTRY) {
      long logOffset = bytes.getLong(at);
      int size = bytes.getInt(at + 8);
      if (size <= 0 || logOffset < 0 || (size != BLANK_SIZE && logOffset <= last)) {
        break;
      }
      last = size == BLANK_SIZE ? -1 : logOffset;
      count++;
    }
    return count;
  }

  /** Returns the topic. */
  public String topic() {
    return topic;
  }

  /** Returns the number of the queue. */
  public int queueId() {
    return queueId;
  }

  /** Returns the first queue offset whose message is kept; {@link #max} when there is none. */
  public long min() {
    return min;
  }

  /** Returns the queue offset behind the last message that readers see. */
  public long max() {
    return visible;
  }

  /** Returns the queue offset that the next message gets. */
  public long next() {
    return next;
  }

  /** Returns the length of the files. */
  public long fileSize() {
    return files.fileSize();
  }

  void add(long logOffset, int size, long tag) {
    pending.int64(logOffset);
    pending.int32(size);
    pending.int64(tag);
    next++;
  }

  void publish() {
    visible = next;
  }

  void discardUnpublished() {
    next = visible;
    pending.truncate((int) (next - flushed) * ENTRY);
  }

  int pendingBytes() {
    return pending.size();
  }

  /**
   * Reads entries that readers see.
   *
   * @return how many were read: at least one if {@code from} is below {@link #max}, and perhaps
   *     fewer than {@code count}
   */
  public int read(long from, int count, byte[] target) {
    int wanted = (int) Math.min(Math.min(count, target.length / ENTRY), visible - from);
    if (wanted <= 0) {
      return 0;
    }
    if (from >= flushed) {
      int at = (int) (from - flushed) * ENTRY;
      System.arraycopy(pending.array(), at, target, 0, wanted * ENTRY);
      return wanted;
    }
    long perFile = files.fileSize() / ENTRY;
    int inFile = (int) Math.min(wanted, Math.min(flushed - from, perFile - from % perFile));
    files.read(from * ENTRY, target, 0, inFile * ENTRY);
    return inFile;
  }

  /** Returns the log offset of the message at a queue offset below {@link #max}. */
  public long logOffset(long index) {
    entry(index);
    return one.getLong(0);
  }

  /** Returns the tag code (see {@link EntryTag}) at a queue offset below {@link #max}. */
  public long tagCode(long index) {
    entry(index);
    return one.getLong(12);
  }

  private void entry(long index) {
    if (index >= flushed) {
      one.put(0, pending.array(), (int) (index - flushed) * ENTRY, ENTRY);
    } else {
      files.read(index * ENTRY, one.array(), 0, ENTRY);
    }
  }

  /** Returns the log offset behind the last message; -1 when there is none. */
  long logEnd() {
    if (next == files.start() / ENTRY && pending.size() == 0) {
      return -1;
    }
    entry(next - 1);
    return one.getInt(8) == BLANK_SIZE ? -1 : one.getLong(0) + one.getInt(8);
  }

  /** Returns the first queue offset from {@code low} whose message is not before a log offset. */
  private long firstAt(long low, long logOffset) {
    long from = low;
    long to = next;
    while (from < to) {
      long middle = (from + to) >>> 1;
      entry(middle);
      if (one.getInt(8) == BLANK_SIZE || one.getLong(0) < logOffset) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  private long firstIndex() {
    return files.count() == 0 ? flushed : files.start() / ENTRY;
  }

  /** Gives up the entries from a queue offset on. */
  void cut(long index) {
    if (index >= flushed) {
      pending.truncate((int) (index - flushed) * ENTRY);
    } else {
      pending.truncate(0);
      files.truncate(index * ENTRY);
      flushed = index;
      forcedBytes = Math.min(forcedBytes, index * ENTRY);
    }
    next = index;
    visible = index;
    min = Math.min(min, index);
  }

  /** Gives up the entries of messages at or behind a log offset, and any bytes behind them. */
  void cutAtLog(long logOffset) {
    cut(firstAt(firstIndex(), logOffset));
    files.truncate(flushed * ENTRY);
  }

  /** Gives up everything: the next message gets the queue offset {@code index}. */
  void restartAt(long index) {
    files.truncate(0);
    pending.truncate(0);
    min = index;
    flushed = index;
    visible = index;
    next = index;
    forcedBytes = 0;
  }

  /** Writes what readers see into the files. */
  void flush() {
    long perFile = files.fileSize() / ENTRY;
    while (flushed < visible) {
      long base = flushed - flushed % perFile;
      if (!files.contains(flushed * ENTRY)) {
        boolean first = files.count() == 0;
        files.add(base * ENTRY);
        if (first && flushed > base) {
          fillBlank(base, flushed);
        }
      }
      int count = (int) Math.min(visible - flushed, base + perFile - flushed);
      files.write(flushed * ENTRY, pending.array(), 0, count * ENTRY);
      pending.discard(count * ENTRY);
      flushed += count;
    }
  }

  private void fillBlank(long from, long to) {
    Output blank = new Output((int) (to - from) * ENTRY);
    for (long i = from; i < to; i++) {
      blank.int64(0);
      blank.int32(BLANK_SIZE);
      blank.int64(0);
    }
    files.write(from * ENTRY, blank.array(), 0, blank.size());
  }

  FileSequence.Pending pending() {
    FileSequence.Pending work = files.pending(forcedBytes, flushed * ENTRY);
    forcedBytes = flushed * ENTRY;
    return work;
  }

  /** Moves the minimum behind what the log has deleted, and deletes files; never the last one. */
  void expire(long logStart) {
    min = firstAt(Math.max(min, firstIndex()), logStart);
    if (files.count() > 1) {
      files.deleteBefore(Math.min(min * ENTRY, files.end() - files.fileSize()));
    }
  }

  /** Finds the minimum anew. */
  void findMin(long logStart) {
    min = firstAt(firstIndex(), logStart);
  }

  void delete() {
    files.truncate(0);
  }

  void close() {
    files.close();
  }
}
