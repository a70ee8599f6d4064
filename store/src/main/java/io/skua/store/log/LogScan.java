package io.skua.store.log;

import io.skua.store.disk.FileSequence;
import io.skua.wire.MalformedException;
import io.skua.wire.message.MessageRecord;

/**
 * Reads a log record by record up to the first that is bad, which is its end (store format 5.3).
 * Stricter than Apache's in one thing: a record must say the offset at which it stands, so that
 * stale bytes of an older life of the file are never taken for messages.
 */
final class LogScan {
  private static final int WINDOW = 1 << 20;
  private static final int PREFIX = 8;

  private final FileSequence files;
  private byte[] window = new byte[0];
  private long windowStart;
  private int windowLength;

  LogScan(FileSequence files) {
    this.files = files;
  }

  /** Scans from the start of a record, and returns the offset behind the last good one. */
  long run(long from, RecordVisitor visitor) {
    long at = from;
    while (files.contains(at)) {
      long next = step(at, visitor);
      if (next == at) {
        break;
      }
      at = next;
    }
    return at;
  }

  private long step(long at, RecordVisitor visitor) {
    long rest = files.fileSize() - at % files.fileSize();
    if (rest < PREFIX) {
      return at;
    }
    int start = load(at, PREFIX, rest);
    int size = MessageRecord.sizeAt(window, start);
    if (MessageRecord.magicAt(window, start) == MessageRecord.MAGIC_FILLER) {
      return size == rest ? at + rest : at;
    }
    if (size < MessageRecord.MIN_SIZE || size > rest) {
      return at;
    }
    start = load(at, size, rest);
    try {
      MessageRecord record = MessageRecord.parse(window, start, size);
      if (record.logOffset() != at || !record.bodyIntact()) {
        return at;
      }
      visitor.visit(record);
      return at + size;
    } catch (MalformedException e) {
      return at; // A torn record: the log ends before it.
    }
  }

  /** Makes {@code length} bytes at an offset available and returns where in the window they are. */
  private int load(long at, int length, long rest) {
    if (at >= windowStart && at + length <= windowStart + windowLength) {
      return (int) (at - windowStart);
    }
    int wanted = (int) Math.min(rest, Math.max(length, WINDOW));
    if (wanted > window.length) {
      window = new byte[wanted];
    }
    files.read(at, window, 0, wanted);
    windowStart = at;
    windowLength = wanted;
    return 0;
  }
}
