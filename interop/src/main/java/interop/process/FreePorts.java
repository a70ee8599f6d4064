package interop.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Ports for servers in processes of their own, which have to be told where to listen before they
 * do. A port is this process's until it ends: the ports are taken from below those that the system
 * gives to connections and to whoever asks for any port, and a socket is held for each of them that
 * keeps other processes with this class away. Who listens on a number of his own choice is seen
 * when he does so before. Thread-safe.
 */
public final class FreePorts {
  /** Ports below belong to well-known servers. */
  private static final int FIRST = 10_000;

  /** What is used even when the system begins its own ports lower. */
  private static final int LEAST = 20_000;

  /** Where the system's own ports begin when it does not say: by the rule of IANA. */
  private static final int DYNAMIC = 49_152;

  private static final Path RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

  /**
   * A broker at port p listens on p - 2 (the second listener, "VIP channel"), p and p + 1
   * (replication), and its guard is at p - 1.
   */
  private static final int PORTS = 4;

  private static final int GUARD = 1;
  private static final int MAIN = 2;

  /** Open until the process ends. */
  private static final List<ServerSocket> guards = new ArrayList<>();

  /** Where to look next; the beginnings of processes lie apart. */
  private static int block = new Random().nextInt(LEAST);

  private FreePorts() {}

  /**
   * A port p for a server of any kind; p - 2 and p + 1, where an Apache broker listens too, are
   * kept for it.
   */
  public static synchronized int one() throws IOException {
    int blocks = (Math.max(end(), LEAST) - FIRST) / PORTS;
    for (int tries = 0; tries < blocks; tries++) {
      block = (block + 1) % blocks;
      int first = FIRST + block * PORTS;
      if (reserved(first)) {
        return first + MAIN;
      }
    }
    throw new IOException(
        "each of %d blocks of %d ports from %d on is taken".formatted(blocks, PORTS, FIRST));
  }

  private static boolean reserved(int first) {
    ServerSocket guard;
    try {
      guard = new ServerSocket(first + GUARD, 1, InetAddress.getLoopbackAddress());
    } catch (IOException taken) {
      return false;
    }
    guards.add(guard);
    for (int port = first; port < first + PORTS; port++) {
      if (port != first + GUARD && !isFree(port)) {
        return false; // The guard stays: there is nothing to have here.
      }
    }
    return true;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  /** The first port that the system gives to connections. */
  private static int end() throws IOException {
    return Files.exists(RANGE)
        ? Integer.parseInt(Files.readString(RANGE).strip().split("\\s+", 2)[0])
        : DYNAMIC;
  }
}
