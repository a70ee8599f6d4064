package io.skua.store.index;

import io.skua.store.disk.Disk;
import io.skua.store.disk.DiskFile;
import io.skua.store.disk.Zeros;
import io.skua.wire.Output;
import java.nio.ByteBuffer;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One file of the index (store format 4): a header of 40 bytes, the hash slots, and the entries,
 * whose numbers begin at 1. A slot has the number of its newest entry, and each entry that of the
 * one before it in its slot. Owned by one thread.
 *
 * <p>While a file is written its slots are in memory, and new entries gather there too; {@link
 * #flush} writes entries and header, and only {@link #seal} the slots. That is enough: the slots
 * can be computed from the entries, and {@link #replay} does so after a crash.
 */
final class IndexFile {
  static final int HEADER = 40;
  static final int SLOT = 4;

  /** Bytes of an entry: hash 4, log offset 8, seconds since the file's begin 4, previous 4. */
  static final int ENTRY = 20;

  private static final int CHUNK_ENTRIES = 3200;
  private static final int PENDING_KEPT = 1 << 17;
  private static final int MILLIS = 1000;

  private final Disk disk;
  private final long name;
  private final IndexSettings sizes;
  private final Output pending = new Output(0);
  private @Nullable DiskFile file;
  private int @Nullable [] slots; // while the file is written
  private boolean deleted;
  private int written = 1; // the first entry that is not in the file

  // The header.
  private long beginTime;
  private long endTime;
  private long beginOffset;
  private long endOffset;
  private int usedSlots;
  private int count = 1; // the number of the next entry

  private IndexFile(Disk disk, long name, IndexSettings sizes) {
    this.disk = disk;
    this.name = name;
    this.sizes = sizes;
  }

  /** Makes an empty file; the disk hears of it with the first {@link #flush}. */
  static IndexFile create(Disk disk, long name, IndexSettings sizes) {
    IndexFile created = new IndexFile(disk, name, sizes);
    created.slots = new int[sizes.slots()];
    return created;
  }

  /**
   * Opens a file of the right length to read it.
   *
   * @param torn whether everything but the begin in its header is to be found by {@link #replay}
   * @return null when its header cannot be one
   */
  static @Nullable IndexFile open(Disk disk, long name, IndexSettings sizes, boolean torn) {
    IndexFile opened = new IndexFile(disk, name, sizes);
    return opened.readHeader() && (torn || opened.consistent()) ? opened : null;
  }

  private boolean readHeader() {
    byte[] bytes = new byte[HEADER];
    boolean whole = file().read(0, bytes, 0, HEADER) == HEADER;
    ByteBuffer in = ByteBuffer.wrap(bytes);
    beginTime = in.getLong();
    endTime = in.getLong();
    beginOffset = in.getLong();
    endOffset = in.getLong();
    usedSlots = in.getInt();
    count = Math.max(1, in.getInt());
    written = count;
    return whole && beginTime >= 0 && beginOffset >= 0;
  }

  private boolean consistent() {
    return count <= sizes.entries()
        && endOffset >= beginOffset
        && usedSlots >= 0
        && usedSlots <= Math.min(sizes.slots(), count - 1);
  }

  private DiskFile file() {
    DiskFile present = file;
    if (present == null) {
      present = disk.open(path());
      file = present;
    }
    return present;
  }

  /** Returns the file to force. */
  DiskFile handle() {
    return file();
  }

  private String path() {
    return KeyIndex.DIRECTORY + "/" + name;
  }

  long name() {
    return name;
  }

  long beginTime() {
    return beginTime;
  }

  long endTime() {
    return endTime;
  }

  long beginOffset() {
    return beginOffset;
  }

  long endOffset() {
    return endOffset;
  }

  boolean empty() {
    return count == 1;
  }

  boolean full() {
    return count >= sizes.entries();
  }

  /** Says whether entries can be put. */
  boolean writable() {
    return slots != null;
  }

  int pendingBytes() {
    return pending.size();
  }

  /** Adds an entry to a file that is writable and not full. */
  void put(int hash, long logOffset, long storeTime) {
    if (empty()) {
      beginTime = storeTime;
      beginOffset = logOffset;
    }
    pending.int32(hash);
    pending.int64(logOffset);
    pending.int32(seconds(storeTime));
    pending.int32(link(hash));
    endTime = storeTime;
    endOffset = logOffset;
  }

  private int seconds(long storeTime) {
    return (int) Math.max(0, Math.min(Integer.MAX_VALUE, (storeTime - beginTime) / MILLIS));
  }

  /** Makes the next entry the newest of its slot, and returns the one before it. */
  private int link(int hash) {
    int[] heads = writableSlots();
    int slot = hash % heads.length;
    int previous = heads[slot];
    usedSlots += previous == 0 ? 1 : 0;
    heads[slot] = count++;
    return previous;
  }

  private int[] writableSlots() {
    int[] heads = slots;
    if (heads == null) {
      throw new IllegalStateException("index file " + name + " is only read");
    }
    return heads;
  }

  /** Writes new entries and the header; returns whether there was anything to write. */
  boolean flush() {
    if (pending.size() == 0) {
      return false;
    }
    DiskFile target = file();
    if (target.size() != sizes.fileBytes()) {
      target.resize(sizes.fileBytes());
    }
    target.write(position(written), pending.array(), 0, pending.size());
    written = count;
    pending.truncate(0);
    pending.shrink(PENDING_KEPT);
    writeHeader();
    return true;
  }

  private void writeHeader() {
    byte[] bytes = new byte[HEADER];
    ByteBuffer.wrap(bytes)
        .putLong(beginTime)
        .putLong(endTime)
        .putLong(beginOffset)
        .putLong(endOffset)
        .putInt(usedSlots)
        .putInt(count);
    file().write(0, bytes, 0, HEADER);
  }

  private long position(int entry) {
    return HEADER + (long) sizes.slots() * SLOT + (long) entry * ENTRY;
  }

  /** Writes everything, as peers expect to find it; from then on the file is only read. */
  void seal() {
    flush();
    int[] heads = writableSlots();
    byte[] chunk = new byte[CHUNK_ENTRIES * SLOT];
    ByteBuffer view = ByteBuffer.wrap(chunk);
    for (int from = 0; from < heads.length; from += CHUNK_ENTRIES) {
      int length = Math.min(CHUNK_ENTRIES, heads.length - from);
      view.clear();
      view.asIntBuffer().put(heads, from, length);
      file().write(HEADER + (long) from * SLOT, chunk, 0, length * SLOT);
    }
    slots = null;
  }

  /** Makes a file that was sealed writable again. */
  void resume() {
    int[] heads = new int[sizes.slots()];
    byte[] chunk = new byte[CHUNK_ENTRIES * SLOT];
    ByteBuffer view = ByteBuffer.wrap(chunk);
    for (int from = 0; from < heads.length; from += CHUNK_ENTRIES) {
      int length = Math.min(CHUNK_ENTRIES, heads.length - from);
      file().read(HEADER + (long) from * SLOT, chunk, 0, length * SLOT);
      view.clear();
      view.asIntBuffer().get(heads, from, length);
    }
    slots = heads;
  }

  /**
   * Finds the entries of records before a log offset, computes slots and header from them, and
   * clears what is behind. Afterwards the file is writable, and may be empty.
   *
   * @param storeTimes tells the store time of the record at a log offset; negative without one
   */
  void replay(long end, LongUnaryOperator storeTimes) {
    pending.truncate(0);
    slots = new int[sizes.slots()];
    count = 1;
    usedSlots = 0;
    endOffset = beginOffset;
    byte[] chunk = new byte[CHUNK_ENTRIES * ENTRY];
    ByteBuffer view = ByteBuffer.wrap(chunk);
    int seconds = 0;
    for (int at = 0, length = 0; count < sizes.entries(); at += ENTRY) {
      if (at == length) {
        length = Math.min(CHUNK_ENTRIES, sizes.entries() - count) * ENTRY;
        file().read(position(count), chunk, 0, length);
        at = 0;
      }
      if (!restore(view, at, end)) {
        break;
      }
      seconds = view.getInt(at + 12);
    }
    written = count;
    long time = storeTimes.applyAsLong(endOffset);
    endTime = time >= 0 ? time : beginTime + (long) seconds * MILLIS + MILLIS - 1;
    Zeros.clear(file(), position(count), sizes.fileBytes());
    writeHeader();
  }

  /** Takes an entry that is in the file if it is the one that must follow. */
  private boolean restore(ByteBuffer entries, int at, long end) {
    int hash = entries.getInt(at);
    long logOffset = entries.getLong(at + 4);
    int previous = entries.getInt(at + 16);
    boolean blank = hash == 0 && logOffset == 0 && previous == 0;
    boolean follows = hash >= 0 && logOffset >= endOffset && logOffset < end;
    if (blank || !follows || previous != writableSlots()[hash % sizes.slots()]) {
      return false;
    }
    endOffset = logOffset;
    link(hash);
    return true;
  }

  /** Returns the number of the newest entry in a hash's slot; 0 without one. */
  int newest(int hash) {
    int slot = hash % sizes.slots();
    int[] heads = slots;
    int newest;
    if (heads != null) {
      newest = heads[slot];
    } else {
      byte[] bytes = new byte[SLOT];
      file().read(HEADER + (long) slot * SLOT, bytes, 0, SLOT);
      newest = ByteBuffer.wrap(bytes).getInt();
    }
    return newest > 0 && newest < count ? newest : 0;
  }

  /**
   * Reads an entry and those before it.
   *
   * @param last number of an entry that is there
   * @return the number of the first one in {@code target}, where they stand in their order
   */
  int readUpTo(int last, byte[] target) {
    if (last >= written) {
      System.arraycopy(pending.array(), (last - written) * ENTRY, target, 0, ENTRY);
      return last;
    }
    int first = Math.max(1, last + 1 - target.length / ENTRY);
    file().read(position(first), target, 0, (last + 1 - first) * ENTRY);
    return first;
  }

  boolean deleted() {
    return deleted;
  }

  void delete() {
    close();
    deleted = true;
    disk.delete(path());
  }

  void close() {
    if (file != null) {
      file.close();
      file = null;
    }
  }
}
