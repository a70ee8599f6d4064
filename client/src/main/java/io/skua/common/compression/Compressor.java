package io.skua.common.compression;

import java.io.IOException;

/** Makes bytes fewer, and as many again. Thread-safe. */
public interface Compressor {
  /**
   * Returns the bytes in fewer.
   *
   * @param level how hard to try; what it means is the algorithm's
   */
  byte[] compress(byte[] src, int level) throws IOException;

  /**
   * Returns the bytes that were compressed.
   *
   * @throws IOException when these are not the result of this algorithm
   */
  byte[] decompress(byte[] src) throws IOException;
}
