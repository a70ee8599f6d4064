package io.skua.store.disk;

/** An open file. Positions are bytes from its start; see {@link Disk} for threads and failures. */
public interface DiskFile extends AutoCloseable {
  /**
   * Reads up to {@code length} bytes.
   *
   * @return how many were read: fewer than {@code length} only at the end of the file
   */
  int read(long position, byte[] target, int from, int length);

  /** Writes all of the bytes, beyond the end too; bytes never written read as zero. */
  void write(long position, byte[] source, int from, int length);

  /** Returns when all that was written before the call survives a loss of power. */
  void force();

  /** Returns the length of the file. */
  long size();

  /** Sets the length. What is added takes no room on the disk and reads as zero. */
  void resize(long size);

  @Override
  void close();
}
