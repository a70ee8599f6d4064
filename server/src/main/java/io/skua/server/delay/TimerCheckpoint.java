package io.skua.server.delay;

import io.skua.store.config.ConfigFile;
import io.skua.store.disk.Disk;
import io.skua.store.disk.DiskFile;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * The file {@code config/timercheck} (store format 6.2): how far the timer is. Apache's brokers
 * read the first two and the two queue offsets, of which the smaller one counts; the key is ours,
 * in a part of the file that is zero in theirs.
 *
 * @param second wall time in milliseconds; what was due before it is delivered
 * @param read offset behind the last message that was read from the timer's queue
 * @param firstPending smallest offset in the timer's queue that is still needed
 * @param version how often the file was written
 * @param key what is due in {@code second} and has a smaller key is delivered too
 */
record TimerCheckpoint(long second, long read, long firstPending, long version, long key) {
  static final TimerCheckpoint NONE = new TimerCheckpoint(0, 0, 0, 0, 0);

  private static final String PATH = ConfigFile.DIRECTORY + "/timercheck";
  private static final int SIZE = 4096;
  private static final int MARK_AT = 2048;
  private static final int MARK_MAGIC = 0x534B5554;
  private static final int MARK_SIZE = 12;

  /** Reads the file; nothing when there is none. */
  static TimerCheckpoint read(Disk disk) {
    if (!disk.exists(PATH)) {
      return NONE;
    }
    byte[] bytes = new byte[SIZE];
    try (DiskFile file = disk.open(PATH)) {
      file.read(0, bytes, 0, SIZE);
    }
    return decode(bytes);
  }

  /** Returns the checkpoint for a queue that ends at an offset. */
  TimerCheckpoint within(long end) {
    return new TimerCheckpoint(
        second, Math.min(read, end), Math.min(firstPending, end), version, key);
  }

  static TimerCheckpoint decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    boolean marked =
        in.getInt(MARK_AT) == MARK_MAGIC && in.getInt(MARK_AT + MARK_SIZE) == crc(bytes);
    return new TimerCheckpoint(
        in.getLong(0),
        in.getLong(16),
        Math.min(in.getLong(16), in.getLong(24)),
        in.getLong(48),
        marked ? in.getLong(MARK_AT + 4) : 0);
  }

  /** Returns the bytes; the length of the timer log is 0, because there is none. */
  byte[] encode(long now) {
    byte[] bytes = new byte[SIZE];
    ByteBuffer out = ByteBuffer.wrap(bytes);
    out.putLong(0, second)
        .putLong(16, read)
        .putLong(24, firstPending)
        .putLong(40, now)
        .putLong(48, version)
        .putInt(MARK_AT, MARK_MAGIC)
        .putLong(MARK_AT + 4, key)
        .putInt(MARK_AT + MARK_SIZE, crc(bytes));
    return bytes;
  }

  // Of everything: the key must not outlive the second that another broker writes.
  private static int crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, MARK_AT + MARK_SIZE);
    return (int) crc.getValue();
  }

  /** Writes the file in one step. */
  void write(Disk disk, long now) {
    String temporary = PATH + ".tmp";
    try (DiskFile file = disk.open(temporary)) {
      file.resize(0);
      file.write(0, encode(now), 0, SIZE);
      file.force();
    }
    disk.replace(temporary, PATH);
  }
}
