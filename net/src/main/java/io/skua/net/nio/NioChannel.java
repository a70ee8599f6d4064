package io.skua.net.nio;

import io.skua.net.Channel;
import io.skua.net.Receiver;
import io.skua.net.tls.TlsClient;
import io.skua.net.tls.TlsServer;
import io.skua.net.tls.TlsServer.Mode;
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
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A socket. The loop connects, reads and closes; any one thread at a time writes. */
final class NioChannel implements Channel, NioHandler {
  /**
   * The JDK keeps a direct buffer as large as the largest write for every thread that writes, and
   * the threads are the user's.
   */
  private static final int MAX_WRITE = 128 * 1024;

  /**
   * How long who connects may take to begin, and to end a handshake of TLS, where TLS is served.
   */
  private static final Duration HANDSHAKE = Duration.ofSeconds(10);

  private static final byte TLS_HANDSHAKE = 0x16; // the type of its first record (RFC 8446, 5.1)

  private static final Logger log = LoggerFactory.getLogger(NioChannel.class);

  private final NioNet net;
  private final NioLoop loop;
  private final InetSocketAddress remote;
  private final AtomicBoolean closing = new AtomicBoolean();
  // Set on the loop; volatile, because writers read them.
  private volatile @Nullable SocketChannel socket;
  private volatile @Nullable SelectionKey key;
  private volatile @Nullable InetSocketAddress local;
  private volatile boolean roomAsked; // by the receiver
  private volatile @Nullable IOException broken; // why a write failed
  // Set on the loop before the receiver hears of the opening, and so before anybody writes.
  private @Nullable TlsStream tls;
  private @Nullable Receiver receiver;
  private @Nullable Cancellable budget;
  private boolean dialled;
  private boolean undecided; // accepted, and the first byte will tell whether it speaks TLS
  private boolean opened;
  private boolean heard; // a byte has come in
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
      if (net.tlsServer() == null) {
        open(accepted);
      } else {
        undecided = true;
        net.opened(this);
        limit(HANDSHAKE);
      }
    } catch (IOException e) {
      end(e);
    }
  }

  void waitFor(Receiver owner, Duration atMost) {
    receiver = owner;
    dialled = true;
    // A port that says nothing must be told from a slow one while there still is somebody to tell.
    limit(net.tlsClient() == null ? atMost : atMost.multipliedBy(2).dividedBy(3));
  }

  private void limit(Duration atMost) {
    budget =
        loop.after(
            atMost,
            new Runnable() {
              @Override
              public void run() {
                if (!opened) {
                  end(late(atMost.toMillis()));
                }
              }
            });
  }

  private IOException late(long millis) {
    TlsStream secured = tls;
    return secured != null
        ? secured.late(millis)
        : new IOException(
            (undecided ? "it has said nothing within " : "no connection within ") + millis + " ms");
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
        connected(connecting);
      } else {
        key = connecting.register(loop.selector(), SelectionKey.OP_CONNECT, this);
      }
    } catch (IOException | RuntimeException e) {
      // Addresses that this system cannot express come as unchecked exceptions.
      fail(e instanceof IOException io ? io : new IOException(e));
    }
  }

  private void connected(SocketChannel connected) throws IOException {
    TlsClient client = net.tlsClient();
    if (client == null) {
      open(connected);
    } else {
      secure(connected, client.engine(remote.getHostString(), remote.getPort())).begin();
    }
  }

  private TlsStream secure(SocketChannel over, SSLEngine engine) {
    TlsStream secured = new TlsStream(net, this, over, engine);
    tls = secured;
    return secured;
  }

  /** TLS is there. */
  void established() throws IOException {
    SocketChannel present = socket;
    if (present != null) {
      open(present);
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
    opened = true;
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
        connected(present);
      }
      if (ready.isValid() && ready.isWritable()) {
        ready.interestOpsAnd(~SelectionKey.OP_WRITE);
        writable();
      }
      if (ready.isValid() && ready.isReadable()) {
        read(present);
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  private void writable() throws IOException {
    TlsStream secured = tls;
    if ((secured == null || secured.writable()) && roomAsked) {
      roomAsked = false;
      requireReceiver().writable();
    }
  }

  private void read(SocketChannel from) throws IOException {
    TlsStream secured = tls;
    if (secured != null) {
      secured.readable();
      return;
    }
    int count = net.read(from);
    if (count > 0) {
      if (!heard) {
        heard = true;
        if (dialled) {
          net.plainPeer(remote);
        }
      }
      if (!undecided || decide(from)) {
        received(net.readBytes(), count);
      }
    } else if (count < 0) {
      end(silence(null));
    }
  }

  /** Hands on what has come in. */
  void received(byte[] bytes, int count) {
    requireReceiver().received(bytes, 0, count);
  }

  /** Says by the first byte whether the connection is plain; if it is not, takes it from there. */
  private boolean decide(SocketChannel from) throws IOException {
    undecided = false;
    TlsServer server = net.tlsServer();
    boolean hello = net.readBytes()[0] == TLS_HANDSHAKE;
    if (server == null || (!hello && server.mode() != Mode.ENFORCING)) {
      open(from);
      return true;
    }
    if (!hello || server.mode() == Mode.DISABLED) {
      throw TlsStream.refusal(hello);
    }
    TlsStream secured = secure(from, server.engine());
    secured.begin();
    secured.received(net.readBuffer().flip());
    return false;
  }

  /**
   * A server that wants TLS says nothing to who comes without it (protocol 1.12). One that has
   * answered without it before has closed for another reason.
   */
  private @Nullable IOException silence(@Nullable IOException cause) {
    return dialled && opened && !heard && !net.isPlainPeer(remote)
        ? TlsStream.silence(cause)
        : cause;
  }

  /** Runs a step of TLS; its failure ends the connection. */
  void guarded(Step step) {
    if (!done) {
      try {
        step.run();
      } catch (IOException e) {
        fail(e);
      }
    }
  }

  /** A step that may find the connection broken. */
  interface Step {
    void run() throws IOException;
  }

  private void fail(IOException cause) {
    TlsStream secured = tls;
    end(secured == null ? silence(cause) : secured.explain(cause));
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
    if (!opened && net.tlsServer() != null && cause != null) {
      log.info("no connection with {}: {}", remote, cause.getMessage());
    }
    if (tls != null) {
      tls.close();
    }
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
    try {
      return tls == null ? write(present, bytes) : tls.write(bytes);
    } catch (IOException e) {
      broken = e;
      throw e;
    }
  }

  private static int write(SocketChannel to, ByteBuffer bytes) throws IOException {
    int end = bytes.limit();
    int written = 0;
    boolean room = true;
    while (room && bytes.position() < end) {
      int part = Math.min(end - bytes.position(), MAX_WRITE);
      int taken = to.write(bytes.limit(bytes.position() + part));
      written += taken;
      room = taken == part;
    }
    bytes.limit(end);
    return written;
  }

  @Override
  public void awaitWritable() {
    roomAsked = true;
    awaitRoom();
  }

  void awaitRoom() {
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
      loop.offer(this::ended);
    }
  }

  // Why a write failed, the peer may have said before: that is still there to be read.
  private void ended() {
    IOException failure = broken;
    SocketChannel present = socket;
    if (failure != null && present != null && !done) {
      guarded(() -> read(present));
      fail(failure);
    }
    end(null);
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
