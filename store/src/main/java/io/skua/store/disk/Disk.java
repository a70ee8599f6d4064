package io.skua.store.disk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One directory tree. Paths are relative to it, with {@code /} between names; "" is the root.
 * Called on one thread at a time, but for {@link DiskFile#force()} and {@link #syncDirectory},
 * which may run beside. Every method fails with a {@link StoreException} that names the full path.
 */
public interface Disk {
  /**
   * One name in a directory.
   *
   * @param name last part of the path
   * @param directory whether it is a directory
   * @param size bytes of a file; 0 for a directory
   */
  record Entry(String name, boolean directory, long size) {}

  /** A lock that is held until it is closed, or the process ends. */
  interface Lock extends AutoCloseable {
    @Override
    void close();
  }

  /** Opens a file to read and write; makes it, and the directories above it, when missing. */
  DiskFile open(String path);

  /** Returns what is in a directory, sorted by name; nothing when there is no such directory. */
  List<Entry> list(String directory);

  /** Says whether there is a file or directory. */
  boolean exists(String path);

  /** Deletes a file or an empty directory; does nothing when it is missing. */
  void delete(String path);

  /** Moves a file over another one, or to a new name, in one step, and makes that durable. */
  void replace(String from, String to);

  /** Makes the names in a directory durable, and those of the directories above it. */
  void syncDirectory(String directory);

  /**
   * Locks byte 0 of a file, which is made when missing, against every other process.
   *
   * @return the lock, or null when somebody else holds it
   */
  @Nullable Lock tryLock(String path);

  /** Returns how many bytes may still be written. */
  long freeBytes();

  /** Returns how many bytes the whole disk has. */
  long totalBytes();

  /** Returns a path as people know it. */
  String describe(String path);
}
