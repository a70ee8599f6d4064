package io.skua.store.log;

import io.skua.store.disk.Disk;
import io.skua.store.disk.FileSequence;
import io.skua.wire.Output;
import io.skua.wire.message.MessageRecord;

/**
 * All messages in the order of their arrival, in files of one length (store format 2). What is
 * appended waits in memory, in the tail, until {@link #write} puts it into the file by one call.
 * Owned by one thread.
 *
 * <p>Three offsets, each at or behind the next: what is forced, what is written and may be read,
 * and the end, behind the tail.
 */
public final class CommitLog {
  /** Name of the directory. */
  public static final String DIRECTORY = "commitlog";

  /** Every file keeps at least this many bytes for its filler (store format 2.2). */
  public static final int FILLER_SIZE = 8;

  private static final int TAIL_LIMIT = 1 << 20;
  private static final int TAIL_KEPT = 4 << 20;

  private final FileSequence files;
  private final Output tail = new Output(1 << 16);
  private final byte[] head = new byte[MessageRecord.HEAD_SIZE];
  private long written;
  private long forced;

  private CommitLog(FileSequence files) {
    this.files = files;
    this.written = files.end();
  }

  /**
   * Opens the log; {@link #end()} means nothing until {@link #recovered}.
   *
   * @param fileSize length of the files, when there is none yet
   * @param unclean whether the last owner crashed
   */
  public static CommitLog open(Disk disk, long fileSize, boolean unclean) {
    return new CommitLog(FileSequence.open(disk, DIRECTORY, fileSize, unclean));
  }

  /** Scans from the start of a record, and returns the offset behind the last good one. */
  public long scan(long from, RecordVisitor visitor) {
    return new LogScan(files).run(from, visitor);
  }

  /** Cuts at the end that a scan from {@code from} has found, and makes that part durable. */
  public void recovered(long from, long end) {
    files.truncate(end);
    files.pending(from, files.end()).force();
    written = end;
    forced = end;
  }

  /** Returns the length of every file. */
  public long fileSize() {
    return files.fileSize();
  }

  /** Returns the offset of the first byte that is kept. */
  public long start() {
    return files.start();
  }

  /** Returns the offset behind the last file. */
  public long filesEnd() {
    return files.end();
  }

  /** Returns the offset behind everything that was appended. */
  public long end() {
    return written + tail.size();
  }

  /** Returns the offset behind everything that may be read. */
  public long written() {
    return written;
  }

  /** Returns the offset behind everything that survives a loss of power. */
  public long forced() {
    return forced;
  }

  /** Takes the news that a force has ended. */
  public void forced(long offset) {
    forced = Math.max(forced, offset);
  }

  /** Says whether a record, or a batch, of this size can be stored at all. */
  public boolean fits(long size) {
    return size + FILLER_SIZE <= files.fileSize();
  }

  /**
   * Makes room for {@code size} bytes in one file, which {@link #fits}: closes the present file
   * with a filler and begins the next one if needed.
   *
   * @return the offset at which the bytes must be put into {@link #tail}
   */
  public long reserve(int size) {
    if (tail.size() >= TAIL_LIMIT) {
      write();
    }
    long end = end();
    if (!files.contains(end)) {
      write();
      files.add(end);
      return end;
    }
    long rest = files.fileSize() - end % files.fileSize();
    if (size + FILLER_SIZE <= rest) {
      return end;
    }
    tail.int32((int) rest);
    tail.int32(MessageRecord.MAGIC_FILLER);
    write();
    files.add(end + rest);
    written = end + rest;
    return written;
  }

  /** Returns where records are encoded, right behind a {@link #reserve}. */
  public Output tail() {
    return tail;
  }

  /** Puts the tail into the file. */
  public void write() {
    if (tail.size() > 0) {
      files.write(written, tail.array(), 0, tail.size());
      written += tail.size();
      tail.truncate(0);
      tail.shrink(TAIL_KEPT);
    }
  }

  /** Gives up what is not written. */
  public void discardTail() {
    tail.truncate(0);
  }

  /** Returns the work that makes everything durable that is written now. */
  public FileSequence.Pending pending() {
    return files.pending(forced, written);
  }

  /** Reads bytes that lie in one file, below {@link #written}. */
  public void read(long offset, byte[] target, int from, int length) {
    files.read(offset, target, from, length);
  }

  /** Returns how many bytes of the log from an offset are readable and in the same file. */
  public long readable(long offset) {
    if (!files.contains(offset) || offset >= written) {
      return 0;
    }
    return Math.min(written - offset, files.fileSize() - offset % files.fileSize());
  }

  /** Returns the store time of the record at an offset, or -1 when there is none. */
  public long storeTimestamp(long offset) {
    if (readable(offset) < MessageRecord.MIN_SIZE) {
      return -1;
    }
    files.read(offset, head, 0, head.length);
    int magic = MessageRecord.magicAt(head, 0);
    return magic == MessageRecord.MAGIC_V1 || magic == MessageRecord.MAGIC_V2
        ? MessageRecord.storeTimestampAt(head, 0)
        : -1;
  }

  /** Returns how many bytes the files have together, the unused part of the last one included. */
  public long bytes() {
    return files.end() - files.start();
  }

  /** Says whether the oldest file may go: it is not the last and is durable as a whole. */
  public boolean oldestIsSpare() {
    return files.count() > 1 && files.base(1) <= forced;
  }

  /** Returns the offset of the second oldest file. */
  public long secondStart() {
    return files.base(1);
  }

  /** Deletes the oldest file. */
  public void deleteOldest() {
    files.deleteBefore(files.base(1));
  }

  /** Gives the handles back. */
  public void close() {
    files.close();
  }
}
