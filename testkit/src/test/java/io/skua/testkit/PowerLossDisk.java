package io.skua.testkit;

import io.skua.store.disk.Disk;
import io.skua.store.disk.DiskFile;
import io.skua.store.disk.MemoryDisk;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A disk that also keeps what would be left of it if the power failed now: what was forced. */
final class PowerLossDisk implements Disk {
  private final MemoryDisk present = new MemoryDisk();
  private final MemoryDisk durable = new MemoryDisk();
  private boolean lost;

  /** Ends the power: whatever is done to this disk from now on is not in the result. */
  MemoryDisk lose() {
    lost = true;
    return durable;
  }

  private void keep(String path) {
    if (lost) {
      return;
    }
    try (DiskFile from = present.open(path);
        DiskFile to = durable.open(path)) {
      byte[] bytes = new byte[(int) from.size()];
      from.read(0, bytes, 0, bytes.length);
      to.resize(0);
      to.write(0, bytes, 0, bytes.length);
    }
  }

  @Override
  public DiskFile open(String path) {
    DiskFile file = present.open(path);
    return new DiskFile() {
      @Override
      public int read(long position, byte[] target, int from, int length) {
        return file.read(position, target, from, length);
      }

      @Override
      public void write(long position, byte[] source, int from, int length) {
        file.write(position, source, from, length);
      }

      @Override
      public void force() {
        keep(path);
      }

      @Override
      public long size() {
        return file.size();
      }

      @Override
      public void resize(long size) {
        file.resize(size);
      }

      @Override
      public void close() {
        file.close();
      }
    };
  }

  @Override
  public List<Entry> list(String directory) {
    return present.list(directory);
  }

  @Override
  public boolean exists(String path) {
    return present.exists(path);
  }

  @Override
  public void delete(String path) {
    present.delete(path);
    if (!lost) {
      durable.delete(path);
    }
  }

  @Override
  public void replace(String from, String to) {
    present.replace(from, to);
    keep(to);
  }

  @Override
  public void syncDirectory(String directory) {
    // Names are durable at once; their content is not.
  }

  @Override
  public @Nullable Lock tryLock(String path) {
    return present.tryLock(path);
  }

  @Override
  public long freeBytes() {
    return present.freeBytes();
  }

  @Override
  public long totalBytes() {
    return present.totalBytes();
  }

  @Override
  public String describe(String path) {
    return present.describe(path);
  }
}
