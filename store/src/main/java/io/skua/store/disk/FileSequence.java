package io.skua.store.disk;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A long run of bytes in files of one length. Each file is named by the offset of its first byte,
 * in 20 digits (store format 2.1 and 3.1). Offsets are those of the whole run. Owned by one thread;
 * {@link Pending#force} may run beside it.
 */
public final class FileSequence {
  private static final int NAME_DIGITS = 20;

  private final Disk disk;
  private final String directory;
  private final long fileSize;
  private final List<Slot> slots = new ArrayList<>();
  private boolean namesChanged;

  private static final class Slot {
    final long base;
    @Nullable DiskFile file;

    Slot(long base) {
      this.base = base;
    }
  }

  /**
   * What forcing a part has to do, taken on the owner's thread and run on any.
   *
   * @param files files to force, oldest first
   * @param directory directory whose names to make durable after that, or null
   */
  public record Pending(Disk disk, List<DiskFile> files, @Nullable String directory) {
    /** Forces; when it returns, what was written when this was taken is durable. */
    public void force() {
      files.forEach(DiskFile::force);
      if (directory != null) {
        disk.syncDirectory(directory);
      }
    }
  }

  private FileSequence(Disk disk, String directory, long fileSize) {
    this.disk = disk;
    this.directory = directory;
    this.fileSize = fileSize;
  }

  /**
   * Opens the files of a directory. The length of the files that are there wins over {@code
   * sizeOfNew}.
   *
   * @param unclean whether the last owner of the files crashed: a file of length 0 was then never
   *     forced, and goes with all behind it; otherwise only one that is the last goes
   * @throws StoreException when there is a file that does not belong, or one of another length
   */
  public static FileSequence open(Disk disk, String directory, long sizeOfNew, boolean unclean) {
    long size = sizeOfNew;
    List<Long> bases = new ArrayList<>();
    List<Long> doomed = new ArrayList<>();
    List<Disk.Entry> entries = files(disk, directory);
    for (int i = 0; i < entries.size(); i++) {
      Disk.Entry entry = entries.get(i);
      String path = directory + "/" + entry.name();
      long base = base(disk, path, entry.name());
      if (!doomed.isEmpty() || (entry.size() == 0 && (unclean || i == entries.size() - 1))) {
        doomed.add(base);
        continue;
      }
      if (bases.isEmpty()) {
        size = entry.size();
      }
      check(disk, path, entry, base, size, bases);
      bases.add(base);
    }
    FileSequence sequence = new FileSequence(disk, directory, size);
    for (int i = doomed.size() - 1; i >= 0; i--) {
      disk.delete(sequence.path(doomed.get(i)));
    }
    bases.forEach(base -> sequence.slots.add(new Slot(base)));
    return sequence;
  }

  private static List<Disk.Entry> files(Disk disk, String directory) {
    List<Disk.Entry> files = new ArrayList<>(disk.list(directory));
    files.removeIf(Disk.Entry::directory);
    return files;
  }

  private static long base(Disk disk, String path, String name) {
    if (name.length() == NAME_DIGITS && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
      try {
        return Long.parseLong(name);
      } catch (NumberFormatException e) {
        throw new StoreException("file name " + disk.describe(path) + " is too large a number", e);
      }
    }
    throw new StoreException(
        "file "
            + disk.describe(path)
            + " does not belong there: only files named by 20 digits do; move it away");
  }

  private static void check(
      Disk disk, String path, Disk.Entry entry, long base, long size, List<Long> bases) {
    if (entry.size() != size) {
      throw new StoreException(
          "file "
              + disk.describe(path)
              + " has "
              + entry.size()
              + " bytes, but the files before it have "
              + size
              + "; all must have the same length: restore it, or extend it with zeros");
    }
    long expected = bases.isEmpty() ? base - base % size : bases.get(bases.size() - 1) + size;
    if (base != expected) {
      throw new StoreException(
          "file "
              + disk.describe(path)
              + " is not at a multiple of the file length "
              + size
              + " or not next to the one before it; restore what is missing in between");
    }
  }

  private String path(long base) {
    return directory + "/" + name(base);
  }

  /** Returns the name of the file that begins at an offset. */
  public static String name(long base) {
    String digits = Long.toString(base);
    return "0".repeat(NAME_DIGITS - digits.length()) + digits;
  }

  /** Returns the length of every file. */
  public long fileSize() {
    return fileSize;
  }

  /** Returns the number of files. */
  public int count() {
    return slots.size();
  }

  /** Returns the offset at which a file begins, counted from the oldest file. */
  public long base(int index) {
    return slots.get(index).base;
  }

  /** Returns the offset of the first byte; 0 when there is no file. */
  public long start() {
    return slots.isEmpty() ? 0 : slots.get(0).base;
  }

  /** Returns the offset behind the last file; 0 when there is no file. */
  public long end() {
    return slots.isEmpty() ? 0 : slots.get(slots.size() - 1).base + fileSize;
  }

  /** Says whether there is a file for the byte at an offset. */
  public boolean contains(long offset) {
    return offset >= start() && offset < end();
  }

  /** Adds the file that begins at {@code base}: the first one, or the one behind the last. */
  public void add(long base) {
    if (base % fileSize != 0 || (!slots.isEmpty() && base != end())) {
      throw new IllegalArgumentException(base + " behind " + end() + " of " + directory);
    }
    Slot slot = new Slot(base);
    file(slot).resize(fileSize);
    slots.add(slot);
    namesChanged = true;
  }

  private DiskFile file(Slot slot) {
    DiskFile file = slot.file;
    if (file == null) {
      file = disk.open(path(slot.base));
      slot.file = file;
    }
    return file;
  }

  private Slot slot(long offset) {
    if (!contains(offset)) {
      throw new IndexOutOfBoundsException(
          offset + " is not in " + start() + " to " + end() + " of " + directory);
    }
    return slots.get((int) ((offset - start()) / fileSize));
  }

  /** Reads bytes that all lie in one file. */
  public void read(long offset, byte[] target, int from, int length) {
    Slot slot = slot(offset);
    int count = file(slot).read(offset - slot.base, target, from, length);
    if (count < length) {
      throw new StoreException(
          "file " + disk.describe(path(slot.base)) + " has fewer than " + fileSize + " bytes");
    }
  }

  /** Writes bytes that all lie in one file. */
  public void write(long offset, byte[] source, int from, int length) {
    Slot slot = slot(offset);
    if (offset + length > slot.base + fileSize) {
      throw new IndexOutOfBoundsException(offset + " and " + length + " cross a file end");
    }
    file(slot).write(offset - slot.base, source, from, length);
  }

  /** Deletes the files that end at or before {@code offset}. */
  public void deleteBefore(long offset) {
    while (!slots.isEmpty() && slots.get(0).base + fileSize <= offset) {
      remove(0);
    }
  }

  /**
   * Ends the run at {@code offset}: the files behind it are deleted, the last one first, and the
   * bytes behind it in its own file become zero, so that nothing stale can come back.
   */
  public void truncate(long offset) {
    for (int i = slots.size() - 1; i >= 0 && slots.get(i).base >= offset; i--) {
      remove(i);
    }
    if (!contains(offset)) {
      return;
    }
    Slot slot = slot(offset);
    Zeros.clear(file(slot), offset - slot.base, fileSize);
  }

  private void remove(int index) {
    Slot slot = slots.remove(index);
    if (slot.file != null) {
      slot.file.close();
    }
    disk.delete(path(slot.base));
  }

  /** Returns the work that makes the bytes from {@code from} to {@code to} durable. */
  public Pending pending(long from, long to) {
    List<DiskFile> files = new ArrayList<>();
    for (Slot slot : slots) {
      if (slot.base + fileSize > from && slot.base < to) {
        files.add(file(slot));
      }
    }
    String changed = namesChanged ? directory : null;
    namesChanged = false;
    return new Pending(disk, files, changed);
  }

  /** Gives the handles back. */
  public void close() {
    for (Slot slot : slots) {
      if (slot.file != null) {
        slot.file.close();
        slot.file = null;
      }
    }
  }
}
