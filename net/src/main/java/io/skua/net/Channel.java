package io.skua.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** One end of a connection, as bytes. What comes in goes to its {@link Receiver}. */
public interface Channel {
  /** Returns the address of the other end; of a channel being dialled, where it goes to. */
  InetSocketAddress remote();

  /** Returns the address of this end, once it is open. */
  InetSocketAddress local();

  /**
   * Writes as much as there is room for, without waiting. May be called from any thread, by one at
   * a time.
   *
   * @return the number of bytes taken, 0 when there is no room
   * @throws IOException when the connection is broken or closed
   */
  int write(ByteBuffer bytes) throws IOException;

  /** Asks for one {@link Receiver#writable()} when there is room again. */
  void awaitWritable();

  /** Turns the reading off, so that the peer is slowed down, or on again. On the loop only. */
  void reading(boolean on);

  /**
   * Closes. {@link Receiver#closed} follows on the loop, once. May be called from any thread, more
   * than once.
   */
  void close();
}
