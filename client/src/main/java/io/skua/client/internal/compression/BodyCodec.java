package io.skua.client.internal.compression;

import io.skua.wire.MalformedException;

/** One way to make bodies smaller. Thread-safe. */
public interface BodyCodec {
  /**
   * Returns a body compressed.
   *
   * @param level how much is tried, 0 to 9, as far as the format knows levels
   */
  byte[] compress(byte[] body, int level);

  /**
   * Returns what a part of an array holds.
   *
   * @param limit the most bytes that the result may have; a stream that holds more is given up
   *     there, whatever it says of itself
   * @throws MalformedException when it is damaged, incomplete, or holds more than {@code limit}
   */
  byte[] decompress(byte[] bytes, int from, int length, int limit);
}
