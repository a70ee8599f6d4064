package io.skua.net;

import io.skua.runtime.Loop;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;

/**
 * The port to the network: connections out, connections in, and the loop on which they are served.
 * Closing it closes every channel and listener and ends its thread.
 */
public interface Net extends AutoCloseable {
  /** Returns the loop that calls all receivers of this network. */
  Loop loop();

  /**
   * Begins to connect. The receiver hears of the end: opened, or closed with the cause. On the loop
   * only.
   *
   * @param budget how long resolving the name and connecting may take together
   */
  Channel dial(Address address, Duration budget, Receiver receiver);

  /**
   * Accepts connections until the listener is closed.
   *
   * @param bind where to listen; port 0 takes a free one
   * @param acceptor makes the receiver of each connection, on the loop; {@link Receiver#opened()}
   *     follows
   * @throws IOException when the address cannot be bound, for example because the port is taken
   */
  Listener listen(Address bind, Function<Channel, Receiver> acceptor) throws IOException;

  /**
   * Closes everything. Does not throw, may be called more than once, and waits for the thread
   * unless it is called on it.
   */
  @Override
  void close();

  /** Accepts connections at an address. */
  interface Listener extends AutoCloseable {
    /** Returns the address, with the port that was taken. */
    Address address();

    /** Stops accepting; connections that were accepted stay open. */
    @Override
    void close();
  }
}
