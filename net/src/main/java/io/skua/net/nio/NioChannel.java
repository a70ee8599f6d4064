package io.skua.net.nio;

import io.skua.net.Channel;
import io.skua.net.Receiver;
import io.skua.runtime.Cancellable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A socket. The loop connects, reads and closes; any one thread at a time writes. */
final class NioChannel implements Channel, NioHandler {
  /**
   * The JDK keeps a direct buffer as large as the largest write for every thread that writes, and
   * the threads are the user's.
   */
  private static final int MAX_WRITE = 128 * 1024;

  private final NioNet net;
  private final NioLoop loop;
  private final InetSocketAddress remote;
  private final AtomicBoolean closing = new AtomicBoolean();
  // Set on the loop; volatile, because writers read them.
  private volatile @Nullable SocketChannel socket;
  private volatile @Nullable SelectionKey key;
  private volatile @Nullable InetSocketAddress local;
  private @Nullable Receiver receiver;
  private @Nullable Cancellable budget;
  private boolean done;

  NioChannel(NioNet net, InetSocketAddress remote) {
    this.net = net;
    this.loop = net.nioLoop();
    this.remote = remote;
  }

  @Override
  public InetSocketAddress remote() {
    return remote;
  }

  @Override
  public InetSocketAddress local() {
    InetSocketAddress known = local;
    if (known == null) {
      throw new IllegalStateException("the channel to " + remote + " is not open");
    }
    return known;
  }

  // --- on the loop

  /** Takes over a socket that was accepted. */
  void accepted(SocketChannel accepted, Receiver owner) {
    receiver = owner;
    socket = accepted;
    try {
      prepare(accepted);
      key = accepted.register(loop.selector(), SelectionKey.OP_READ, this);
      open(accepted);
    } catch (IOException e) {
      end(e);
    }
  }

  void waitFor(Receiver owner, Duration atMost) {
    receiver = owner;
    budget =
        loop.after(
            atMost,
            new Runnable() {
              @Override
              public void run() {
                if (local == null) {
                  end(new IOException("no connection within " + atMost.toMillis() + " ms"));
                }
              }
            });
  }

  /** Connects to the address, now that it is known. */
  void connect(InetSocketAddress resolved) {
    if (done) {
      return;
    }
    if (resolved.isUnresolved()) {
      end(new UnknownHostException("the host " + resolved.getHostString() + " is not known"));
      return;
    }
    try {
      SocketChannel connecting = SocketChannel.open();
      socket = connecting;
      prepare(connecting);
      if (connecting.connect(resolved)) {
        key = connecting.register(loop.selector(), SelectionKey.OP_READ, this);
        open(connecting);
      } else {
        key = connecting.register(loop.selector(), SelectionKey.OP_CONNECT, this);
      }
    } catch (IOException | RuntimeException e) {
      // Addresses that this system cannot express come as unchecked exceptions.
      end(e instanceof IOException io ? io : new IOException(e));
    }
  }

  private static void prepare(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  private void open(SocketChannel connected) throws IOException {
    local = (InetSocketAddress) connected.getLocalAddress();
    if (budget != null) {
      budget.cancel();
    }
    net.opened(this);
    requireReceiver().opened();
  }

  @Override
  public void ready() {
    SelectionKey ready = key;
    SocketChannel present = socket;
    if (ready == null || present == null || !ready.isValid()) {
      return;
    }
    try {
      if (ready.isConnectable() && present.finishConnect()) {
        ready.interestOps(SelectionKey.OP_READ);
        open(present);
      }
      if (ready.isValid() && ready.isWritable()) {
        ready.interestOpsAnd(~SelectionKey.OP_WRITE);
        requireReceiver().writable();
      }
      if (ready.isValid() && ready.isReadable()) {
        read(present);
      }
    } catch (IOException e) {
      end(e);
    }
  }

  private void read(SocketChannel from) throws IOException {
    int count = net.read(from);
    if (count > 0) {
      requireReceiver().received(net.readBytes(), 0, count);
    } else if (count < 0) {
      end(null);
    }
  }

  @Override
  public void reading(boolean on) {
    SelectionKey present = key;
    if (present != null && present.isValid()) {
      if (on) {
        present.interestOpsOr(SelectionKey.OP_READ);
      } else {
        present.interestOpsAnd(~SelectionKey.OP_READ);
      }
    }
  }

  void end(@Nullable IOException cause) {
    if (done) {
      return;
    }
    done = true;
    closing.set(true);
    if (budget != null) {
      budget.cancel();
    }
    net.closed(this);
    IOException failure = closeSocket(cause);
    requireReceiver().closed(failure);
  }

  private @Nullable IOException closeSocket(@Nullable IOException cause) {
    SocketChannel present = socket;
    if (present != null) {
      try {
        present.close();
      } catch (IOException e) {
        if (cause == null) {
          return e;
        }
        cause.addSuppressed(e);
      }
    }
    return cause;
  }

  // --- on any thread

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    SocketChannel present = socket;
    if (present == null) {
      throw new IOException("the channel to " + remote + " is not open");
    }
    int end = bytes.limit();
    int written = 0;
    boolean room = true;
    while (room && bytes.position() < end) {
      int part = Math.min(end - bytes.position(), MAX_WRITE);
      int taken = present.write(bytes.limit(bytes.position() + part));
      written += taken;
      room = taken == part;
    }
    bytes.limit(end);
    return written;
  }

  @Override
  public void awaitWritable() {
    loop.offer(
        () -> {
          SelectionKey present = key;
          if (present != null && present.isValid()) {
            present.interestOpsOr(SelectionKey.OP_WRITE);
          }
        });
  }

  @Override
  public void close() {
    // A loop that has ended has closed its channels.
    if (closing.compareAndSet(false, true)) {
      loop.offer(() -> end(null));
    }
  }

  private Receiver requireReceiver() {
    Receiver present = receiver;
    if (present == null) {
      throw new IllegalStateException("the channel to " + remote + " has no receiver");
    }
    return present;
  }

  @Override
  public String toString() {
    return remote.toString();
  }
}
