package interop.process;

import java.io.IOException;
import java.net.ServerSocket;

/** Finds ports that nobody listens on. Another process may still be faster: callers must notice. */
public final class FreePorts {
  private static final int TRIES = 100;

  private FreePorts() {}

  /** A free port. */
  public static int one() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /**
   * A port p for a broker: it listens on p, on p - 2 (the second listener, "VIP channel") and on p
   * + 1 (replication).
   */
  public static int forBroker() throws IOException {
    for (int i = 0; i < TRIES; i++) {
      try (ServerSocket middle = new ServerSocket(0)) {
        int port = middle.getLocalPort();
        if (port < 65535 && isFree(port - 2) && isFree(port + 1)) {
          return port;
        }
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
