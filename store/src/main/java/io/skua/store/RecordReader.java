package io.skua.store;

import io.skua.store.disk.StoreException;
import io.skua.store.log.CommitLog;
import io.skua.store.queue.ConsumeQueue;
import io.skua.store.queue.QueueTable;
import io.skua.wire.MalformedException;
import io.skua.wire.message.MessageRecord;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads queues and the log. Owned by the store's loop; its buffers are kept between reads. Records
 * that stand close together in the log are read by one call.
 */
final class RecordReader {
  // At most this many entries are looked at for one answer (protocol B 4.2: 16000 bytes of them).
  private static final int SCAN_LIMIT = 800;
  // A tag code at or below this is the address of an extension that only Apache reads.
  private static final long EXTENSION_ADDRESS = -2_147_483_649L;
  // Reading a gap of this size costs less than another system call.
  private static final int GAP_LIMIT = 8192;
  private static final int SPAN_LIMIT = 1 << 18;
  // A read ends when it has looked at so many bytes for the sake of properties: the loop has others
  // to serve.
  private static final int EXAMINED_LIMIT = 1 << 18;
  private static final byte[] NOTHING = {};

  private final CommitLog log;
  private final QueueTable queues;
  private final byte[] entries = new byte[64 * ConsumeQueue.ENTRY];
  private final ByteBuffer entry = ByteBuffer.wrap(entries);
  private final StoredProperties properties;
  private long[] offsets = new long[32];
  private int[] sizes = new int[32];
  private byte[] span = new byte[1 << 16];
  private int found;
  private int foundBytes;
  private boolean removed;

  RecordReader(CommitLog log, QueueTable queues) {
    this.log = log;
    this.queues = queues;
    this.properties = new StoredProperties(log);
  }

  ReadResult read(
      String topic,
      int queueId,
      long offset,
      int maxMessages,
      int maxBytes,
      @Nullable MessageFilter filter) {
    ConsumeQueue queue = queues.find(topic, queueId);
    if (queue == null) {
      return nothing(ReadStatus.NO_MATCHED_LOGIC_QUEUE, 0, 0, 0);
    }
    long min = queue.min();
    long max = queue.max();
    if (max == 0) {
      return nothing(ReadStatus.NO_MESSAGE_IN_QUEUE, 0, 0, 0);
    }
    if (offset < min) {
      return nothing(ReadStatus.OFFSET_TOO_SMALL, min, min, max);
    }
    if (offset >= max) {
      boolean one = offset == max;
      return nothing(
          one ? ReadStatus.OFFSET_OVERFLOW_ONE : ReadStatus.OFFSET_OVERFLOW_BADLY, max, min, max);
    }
    long next = select(queue, offset, Math.max(1, maxMessages), maxBytes, filter);
    if (found == 0) {
      return nothing(
          removed ? ReadStatus.MESSAGE_WAS_REMOVING : ReadStatus.NO_MATCHED_MESSAGE,
          next,
          min,
          max);
    }
    return new ReadResult(ReadStatus.FOUND, next, min, max, found, collect());
  }

  private static ReadResult nothing(ReadStatus status, long next, long min, long max) {
    return new ReadResult(status, next, min, max, 0, NOTHING);
  }

  /** Chooses the records of an answer and returns the queue offset behind the last entry seen. */
  private long select(
      ConsumeQueue queue, long offset, int messages, int maxBytes, @Nullable MessageFilter filter) {
    found = 0;
    foundBytes = 0;
    removed = false;
    properties.begin();
    long next = offset;
    long end = offset + Math.max(SCAN_LIMIT, messages);
    while (next < end && found < messages) {
      int count = queue.read(next, (int) Math.min(64, end - next), entries);
      if (count == 0) {
        return next;
      }
      for (int i = 0; i < count && found < messages; i++) {
        if (properties.examined() >= EXAMINED_LIMIT) {
          return next;
        }
        if (!accept(i * ConsumeQueue.ENTRY, maxBytes, filter)) {
          return next;
        }
        next++;
      }
    }
    return next;
  }

  /** Takes one entry, or passes over it; false means that the answer is full. */
  private boolean accept(int at, int maxBytes, @Nullable MessageFilter filter) {
    long logOffset = entry.getLong(at);
    int size = entry.getInt(at + 8);
    long tag = entry.getLong(at + 12);
    if (size <= 0 || size > log.fileSize()) {
      throw damaged(logOffset);
    }
    if (logOffset < log.start()) {
      removed = true;
      return true;
    }
    if (filter != null && !wanted(filter, logOffset, size, tag)) {
      return true;
    }
    if (found > 0 && size > maxBytes - foundBytes) {
      return false;
    }
    if (found == offsets.length) {
      offsets = Arrays.copyOf(offsets, found * 2);
      sizes = Arrays.copyOf(sizes, found * 2);
    }
    offsets[found] = logOffset;
    sizes[found] = size;
    found++;
    foundBytes += size;
    return true;
  }

  private boolean wanted(MessageFilter filter, long logOffset, int size, long tag) {
    if (tag > EXTENSION_ADDRESS && !filter.test(tag)) {
      return false;
    }
    properties.of(logOffset, size);
    return filter.wants(properties);
  }

  private byte[] collect() {
    byte[] records = new byte[foundBytes];
    int to = 0;
    for (int first = 0; first < found; ) {
      int behind = spanEnd(first);
      long start = offsets[first];
      int length = (int) (offsets[behind - 1] + sizes[behind - 1] - start);
      check(start, length);
      int together = 0;
      for (int i = first; i < behind; i++) {
        together += sizes[i];
      }
      if (together == length) {
        log.read(start, records, to, length);
        to += length;
      } else {
        to = copySpan(first, behind, length, records, to);
      }
      first = behind;
    }
    checkRecords(records);
    return records;
  }

  /** Returns the number behind the last record that one call reads together with {@code first}. */
  private int spanEnd(int first) {
    long fileEnd = offsets[first] - offsets[first] % log.fileSize() + log.fileSize();
    int at = first + 1;
    while (at < found) {
      long gap = offsets[at] - offsets[at - 1] - sizes[at - 1];
      long end = offsets[at] + sizes[at];
      if (gap < 0 || gap > GAP_LIMIT || end > fileEnd || end - offsets[first] > SPAN_LIMIT) {
        break;
      }
      at++;
    }
    return at;
  }

  private int copySpan(int first, int behind, int length, byte[] records, int at) {
    if (span.length < length) {
      span = new byte[length];
    }
    log.read(offsets[first], span, 0, length);
    int to = at;
    for (int i = first; i < behind; i++) {
      System.arraycopy(span, (int) (offsets[i] - offsets[first]), records, to, sizes[i]);
      to += sizes[i];
    }
    return to;
  }

  private void check(long logOffset, int length) {
    if (length < MessageRecord.MIN_SIZE || log.readable(logOffset) < length) {
      throw damaged(logOffset);
    }
  }

  private void checkRecords(byte[] records) {
    for (int i = 0, at = 0; i < found; at += sizes[i++]) {
      int magic = MessageRecord.magicAt(records, at);
      if (MessageRecord.sizeAt(records, at) != sizes[i]
          || (magic != MessageRecord.MAGIC_V1 && magic != MessageRecord.MAGIC_V2)) {
        throw damaged(offsets[i]);
      }
    }
  }

  static StoreException damaged(long logOffset) {
    return new StoreException(
        "a queue entry points to log offset "
            + logOffset
            + ", where no such message is; stop the server and delete the directory "
            + QueueTable.DIRECTORY
            + " to have the queues made again");
  }

  byte @Nullable [] recordAt(long logOffset) {
    long readable = log.readable(logOffset);
    if (readable < MessageRecord.MIN_SIZE) {
      return null;
    }
    byte[] prefix = new byte[8];
    log.read(logOffset, prefix, 0, prefix.length);
    int size = MessageRecord.sizeAt(prefix, 0);
    if (size < MessageRecord.MIN_SIZE || size > readable) {
      return null;
    }
    byte[] bytes = new byte[size];
    log.read(logOffset, bytes, 0, size);
    try {
      return MessageRecord.parse(bytes, 0, size).logOffset() == logOffset ? bytes : null;
    } catch (MalformedException e) {
      return null; // Peers ask for any offset; most are no record's start.
    }
  }

  long offsetByTime(ConsumeQueue queue, long timestamp, TimeBoundary boundary) {
    boolean lower = boundary == TimeBoundary.LOWER;
    long from = queue.min();
    long to = queue.max();
    while (from < to) {
      long middle = (from + to) >>> 1;
      long stored = log.storeTimestamp(queue.logOffset(middle));
      if (lower ? stored < timestamp : stored <= timestamp) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    if (lower || queue.min() == queue.max()) {
      return from;
    }
    return from == queue.min() ? 0 : from - 1;
  }
}
