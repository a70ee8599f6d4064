package io.skua.store;

import io.skua.runtime.ProcessId;
import io.skua.store.disk.Disk;
import io.skua.store.disk.DiskFile;
import io.skua.store.disk.StoreException;
import io.skua.store.disk.StoreLockedException;
import io.skua.store.queue.QueueTable;
import java.nio.charset.StandardCharsets;

/**
 * The right to a store directory: the file {@code lock}, whose byte 0 is locked before anything is
 * read, and the file {@code abort}, which is there from before the first write until after the last
 * one (store format 5.2 and 10.3). Owned by one thread.
 */
final class StoreDirectory {
  private static final String LOCK = "lock";
  private static final String ABORT = "abort";

  private final Disk disk;
  private final Disk.Lock lock;
  private final boolean unclean;

  private StoreDirectory(Disk disk, Disk.Lock lock, boolean unclean) {
    this.disk = disk;
    this.lock = lock;
    this.unclean = unclean;
  }

  /**
   * Takes the directory.
   *
   * @throws StoreLockedException when another process has it
   * @throws StoreException when it cannot be written, or holds a kind of store that is not ours
   */
  static StoreDirectory take(Disk disk) {
    Disk.Lock lock = disk.tryLock(LOCK);
    if (lock == null) {
      throw new StoreLockedException(disk.describe(""));
    }
    boolean taken = false;
    try {
      refuseForeign(disk);
      boolean unclean = disk.exists(ABORT);
      if (!unclean) {
        writeAbort(disk);
      }
      taken = true;
      return new StoreDirectory(disk, lock, unclean);
    } finally {
      if (!taken) {
        lock.close();
      }
    }
  }

  private static void writeAbort(Disk disk) {
    byte[] pid = Long.toString(ProcessId.current()).getBytes(StandardCharsets.US_ASCII);
    try (DiskFile file = disk.open(ABORT)) {
      file.write(0, pid, 0, pid.length);
      file.force();
    }
    disk.syncDirectory("");
  }

  private static void refuseForeign(Disk disk) {
    for (Disk.Entry entry : disk.list("")) {
      if (entry.directory() && entry.name().startsWith("dledger-")) {
        throw foreign(disk, entry.name(), "a DLedger store, whose log has another format");
      }
    }
    String current = QueueTable.DIRECTORY + "/CURRENT";
    if (disk.exists(current)) {
      throw foreign(disk, current, "a store with its queues in RocksDB (storeType defaultRocksDB)");
    }
  }

  private static StoreException foreign(Disk disk, String path, String what) {
    return new StoreException(
        disk.describe(path)
            + " belongs to "
            + what
            + "; choose another directory, or convert that store with Apache RocketMQ first");
  }

  /** Says whether the last owner crashed. */
  boolean unclean() {
    return unclean;
  }

  /** Gives the directory back; {@code clean} says that everything is on the disk. */
  void leave(boolean clean) {
    try {
      if (clean) {
        disk.delete(ABORT);
        disk.syncDirectory("");
      }
    } finally {
      lock.close();
    }
  }
}
