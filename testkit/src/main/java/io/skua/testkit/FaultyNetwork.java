package io.skua.testkit;

import io.skua.net.Address;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A network that {@link Chaos} can happen to, with its own time. All that it is told and all that
 * it tells is on one thread.
 */
public interface FaultyNetwork {
  /** What happens to bytes under way, by connection and direction. */
  @FunctionalInterface
  interface Weather {
    /**
     * Begins one direction of a connection.
     *
     * @param target the address that was dialled
     * @param towards whether the bytes travel to it; else they come from it
     */
    Passage passage(Address target, boolean towards);
  }

  /** One direction of a connection. */
  @FunctionalInterface
  interface Passage {
    /**
     * Takes what was written at once; empty for the end of the connection. May change the bytes.
     *
     * @return how much longer than usual they travel; null when they are lost
     */
    @Nullable Duration carry(byte[] part);
  }

  /** Sets what happens to bytes of connections that begin from now on. */
  void weather(Weather set);

  /** Breaks every connection to an address, as a reset by the peer does. */
  void reset(Address address);

  /**
   * From now on nothing comes back from an address: bytes to it and from it are lost, and so are
   * new connections to it.
   */
  void silence(Address address);

  /** Ends {@link #silence}. */
  void restore(Address address);

  /** Runs a task on the network's thread, not before a time has passed. */
  void after(Duration delay, Runnable task);

  /** Returns nanoseconds since an arbitrary origin; only differences mean something. */
  long nanos();
}
