package interop.process;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds ports that nobody listens on, each only once. They are below the range from which systems
 * take the ports of outgoing connections, so that none of those is faster. Another process may
 * still be: callers must notice. Thread-safe.
 */
public final class FreePorts {
  private static final int TRIES = 1000;
  private static final int LOWEST = 12_000;
  private static final int RANGE = 20_000;

  /** A port, and the two below it, and the one above. */
  private static final int STEP = 4;

  /** Processes beside this one begin elsewhere. */
  private static final AtomicInteger next = new AtomicInteger(new Random().nextInt(RANGE));

  private FreePorts() {}

  /** A free port. */
  public static int one() throws IOException {
    return forBroker();
  }

  /**
   * A port p for a broker: it listens on p, on p - 2 (the second listener, "VIP channel") and on p
   * + 1 (replication).
   */
  public static int forBroker() throws IOException {
    for (int i = 0; i < TRIES; i++) {
      int port = LOWEST + Math.floorMod(next.getAndAdd(STEP), RANGE);
      if (isFree(port) && isFree(port - 2) && isFree(port + 1)) {
        return port;
      }
    }
    throw new IOException("no port with free neighbours in " + TRIES + " tries");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
