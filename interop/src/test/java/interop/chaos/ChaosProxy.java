package interop.chaos;

import io.skua.net.Address;
import io.skua.testkit.Chaos;
import io.skua.testkit.FaultyNetwork;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A TCP proxy that {@link Chaos} can happen to. A server that listens on one address of this
 * machine and advertises another one has its door there, at the same port. Plain blocking sockets:
 * nothing of the network under test is in it.
 *
 * <p>One thread accepts per door, one reads per direction of a connection; everything else is on
 * the proxy's thread, writing too, so peers must read what they get. A silent door, other than that
 * of a {@link io.skua.testkit.LoopbackNetwork}, still opens connections, as the system does that
 * for whoever listens; they stay dumb for ever.
 */
final class ChaosProxy implements FaultyNetwork, Closeable {
  private static final int BUFFER = 64 * 1024;
  private static final int BACKLOG = 200;
  private static final Passage LOST = part -> null;

  // What comes after the close is of no interest.
  private final ScheduledExecutorService thread =
      new ScheduledThreadPoolExecutor(1, task -> daemon("chaos", task), new DiscardPolicy());
  private final String host;
  private final List<ServerSocket> listeners = new ArrayList<>();
  // The proxy's thread alone uses what follows.
  private final Set<Connection> connections = new HashSet<>();
  private final Set<Address> silent = new HashSet<>();
  private Throwable defect;
  private Weather weather = (door, towards) -> part -> Duration.ZERO;

  private static Thread daemon(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Makes a proxy whose doors are at a literal address of this machine. */
  ChaosProxy(String host) {
    this.host = host;
  }

  /** Opens the door of a server and returns its address. */
  Address open(Address server) throws IOException {
    ServerSocket listener = new ServerSocket(server.port(), BACKLOG, InetAddress.getByName(host));
    listeners.add(listener);
    Address door = new Address(host, server.port());
    daemon("door " + door, () -> accept(listener, door, server)).start();
    return door;
  }

  /** Runs a task on the proxy's thread, which is that of the chaos, and waits. */
  <T> T onThread(Supplier<T> task) {
    return CompletableFuture.supplyAsync(task, thread).join();
  }

  private void accept(ServerSocket listener, Address door, Address server) {
    try {
      while (true) {
        Socket near = listener.accept();
        after(Duration.ZERO, () -> begin(door, server, near));
      }
    } catch (SocketException closed) {
      // The door was closed.
    } catch (IOException e) {
      throw new UncheckedIOException("door " + door, e);
    }
  }

  private void begin(Address door, Address server, Socket near) {
    Connection connection = new Connection(door, near);
    connections.add(connection);
    try {
      if (silent.contains(door)) {
        connection.swallow();
      } else {
        connection.join(server);
      }
    } catch (IOException e) {
      connection.end(true); // as the server has refused
    }
  }

  @Override
  public void weather(Weather set) {
    weather = set;
  }

  @Override
  public void reset(Address door) {
    for (Connection connection : Set.copyOf(connections)) {
      if (connection.door.equals(door)) {
        connection.end(true);
      }
    }
  }

  @Override
  public void silence(Address door) {
    silent.add(door);
  }

  @Override
  public void restore(Address door) {
    silent.remove(door);
  }

  @Override
  public void after(Duration delay, Runnable task) {
    thread.schedule(() -> guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      defect = e;
    }
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  /**
   * Ends every connection.
   *
   * @throws IllegalStateException when the proxy has not done what it was told
   */
  @Override
  public void close() throws IOException {
    for (ServerSocket listener : listeners) {
      listener.close();
    }
    Throwable wrong =
        onThread(
            () -> {
              Set.copyOf(connections).forEach(connection -> connection.end(true));
              return defect;
            });
    thread.shutdownNow();
    if (wrong != null) {
      throw new IllegalStateException("the proxy is defective", wrong);
    }
  }

  /** A connection to a door, and the one that goes on from there. */
  private final class Connection {
    private final Address door;
    private final Socket near;
    private final List<Socket> both = new ArrayList<>();
    private boolean done;

    Connection(Address door, Socket near) {
      this.door = door;
      this.near = near;
      both.add(near);
    }

    void join(Address server) throws IOException {
      Socket far = new Socket(server.host(), server.port());
      both.add(far);
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      new Way(this, near, far, weather.passage(door, true)).start();
      new Way(this, far, near, weather.passage(door, false)).start();
    }

    void swallow() {
      new Way(this, near, near, LOST).start(); // Nothing ever gets to the other end.
    }

    /** Ends it for both peers, in order or by a reset. */
    void end(boolean reset) {
      if (done) {
        return;
      }
      done = true;
      connections.remove(this);
      try {
        for (Socket socket : both) {
          if (reset) {
            socket.setSoLinger(true, 0);
          }
          socket.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException("connection to " + door, e);
      }
    }
  }

  /** One direction of a connection. */
  private final class Way {
    private final Connection connection;
    private final Socket from;
    private final Socket to;
    private final Passage passage;
    private final Queue<byte[]> travelling = new ArrayDeque<>();
    private long lastArrival = nanos();

    Way(Connection connection, Socket from, Socket to, Passage passage) {
      this.connection = connection;
      this.from = from;
      this.to = to;
      this.passage = passage;
    }

    void start() {
      daemon("way of " + connection.door, this::read).start();
    }

    private void read() {
      byte[] buffer = new byte[BUFFER];
      int count;
      do {
        count = readInto(buffer);
        byte[] part = Arrays.copyOf(buffer, count);
        after(Duration.ZERO, () -> travel(part));
      } while (count > 0);
    }

    /** Returns 0 at the end, in whatever way it came. */
    private int readInto(byte[] buffer) {
      try {
        InputStream in = from.getInputStream();
        return Math.max(0, in.read(buffer));
      } catch (IOException broken) {
        return 0;
      }
    }

    /** What left first arrives first. */
    private void travel(byte[] part) {
      Duration longer = passage.carry(part);
      if (longer != null) {
        long now = nanos();
        lastArrival = Math.max(lastArrival, now + longer.toNanos());
        travelling.add(part);
        after(Duration.ofNanos(lastArrival - now), this::arrive);
      }
    }

    private void arrive() {
      byte[] part = travelling.remove();
      if (connection.done || silent.contains(connection.door)) {
        return;
      }
      try {
        to.getOutputStream().write(part);
        if (part.length == 0) {
          connection.end(false);
        }
      } catch (IOException broken) {
        connection.end(false);
      }
    }
  }
}
