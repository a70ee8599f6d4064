package io.skua.store;

import io.skua.store.disk.Disk;
import io.skua.store.disk.DiskFile;
import io.skua.store.index.IndexMark;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * The file {@code checkpoint} (store format 5.1), and behind its fields, where Apache has zeros, a
 * mark of our own: it says from where recovery has to read, and does not depend on clocks.
 *
 * @param physicTimestamp store time of the last forced record
 * @param logicsTimestamp store time of the last record whose queue entry is forced
 * @param masterFlushedOffset Apache's field, kept as found
 * @param confirmOffset Apache's field, kept as found
 * @param covered log offset before which every record's queue entry is forced; -1 when unknown
 * @param queueCount how many queues had files then; fewer later mean that some were lost
 * @param index how far the index is forced; its time is Apache's field
 */
record Checkpoint(
    long physicTimestamp,
    long logicsTimestamp,
    long masterFlushedOffset,
    long confirmOffset,
    long covered,
    int queueCount,
    IndexMark index) {
  static final String FILE = "checkpoint";
  static final int SIZE = 4096;
  static final Checkpoint NONE = new Checkpoint(0, 0, 0, 0, -1, 0, IndexMark.NONE);

  private static final int MARK_AT = 2048;
  private static final int MARK_MAGIC = 0x534B5541;
  private static final int MARK_SIZE = 32;

  Checkpoint with(long physic, long logics, long newCovered, int newQueueCount) {
    return new Checkpoint(
        physic, logics, masterFlushedOffset, confirmOffset, newCovered, newQueueCount, index);
  }

  Checkpoint with(IndexMark newIndex) {
    return new Checkpoint(
        physicTimestamp,
        logicsTimestamp,
        masterFlushedOffset,
        confirmOffset,
        covered,
        queueCount,
        newIndex);
  }

  static Checkpoint read(Disk disk) {
    if (!disk.exists(FILE)) {
      return NONE;
    }
    byte[] bytes = new byte[SIZE];
    try (DiskFile file = disk.open(FILE)) {
      file.read(0, bytes, 0, SIZE);
    }
    return decode(bytes);
  }

  static Checkpoint decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    boolean marked =
        in.getInt(MARK_AT) == MARK_MAGIC && in.getInt(MARK_AT + MARK_SIZE) == crc(bytes);
    return new Checkpoint(
        in.getLong(0),
        in.getLong(8),
        in.getLong(24),
        in.getLong(32),
        marked ? in.getLong(MARK_AT + 4) : -1,
        marked ? in.getInt(MARK_AT + 12) : 0,
        new IndexMark(
            in.getLong(16),
            marked ? in.getLong(MARK_AT + 16) : IndexMark.NONE.next(),
            marked ? in.getLong(MARK_AT + 24) : IndexMark.NONE.file()));
  }

  byte[] encode() {
    byte[] bytes = new byte[SIZE];
    ByteBuffer out = ByteBuffer.wrap(bytes);
    out.putLong(physicTimestamp)
        .putLong(logicsTimestamp)
        .putLong(index.sealedTime())
        .putLong(masterFlushedOffset)
        .putLong(confirmOffset);
    if (covered >= 0 || index.next() >= 0) {
      out.putInt(MARK_AT, MARK_MAGIC)
          .putLong(MARK_AT + 4, covered)
          .putInt(MARK_AT + 12, queueCount)
          .putLong(MARK_AT + 16, index.next())
          .putLong(MARK_AT + 24, index.file())
          .putInt(MARK_AT + MARK_SIZE, crc(bytes));
    }
    return bytes;
  }

  private static int crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes, MARK_AT, MARK_SIZE);
    return (int) crc.getValue();
  }

  void write(Disk disk, boolean force) {
    try (DiskFile file = disk.open(FILE)) {
      file.write(0, encode(), 0, SIZE);
      if (force) {
        file.force();
      }
    }
  }
}
