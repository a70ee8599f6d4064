package io.skua.store.disk;

import java.util.Arrays;

/** Clears parts of files. */
public final class Zeros {
  private static final int CHUNK = 1 << 16;

  private Zeros() {}

  /** Makes the bytes of a part zero; writes only where they are not, so that files stay sparse. */
  public static void clear(DiskFile file, long from, long to) {
    byte[] chunk = new byte[CHUNK];
    byte[] zeros = new byte[CHUNK];
    for (long at = from; at < to; at += CHUNK) {
      int length = (int) Math.min(CHUNK, to - at);
      file.read(at, chunk, 0, length);
      if (!Arrays.equals(chunk, 0, length, zeros, 0, length)) {
        file.write(at, zeros, 0, length);
      }
    }
  }
}
