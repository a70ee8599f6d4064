package io.skua.net.nio;

import io.skua.net.Address;
import io.skua.net.Channel;
import io.skua.net.Net;
import io.skua.net.Receiver;
import io.skua.net.tls.TlsClient;
import io.skua.net.tls.TlsServer;
import io.skua.runtime.Loop;
import io.skua.runtime.Platform;
import io.skua.runtime.Workers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The real network: sockets served by one thread. */
public final class NioNet implements Net {
  private static final Logger log = LoggerFactory.getLogger(NioNet.class);
  private static final int READ_BUFFER = 64 * 1024;
  private static final int BACKLOG = 1024;

  private final NioLoop loop;
  private final Workers resolvers;
  private final @Nullable TlsClient tlsClient;
  private final @Nullable TlsServer tlsServer;
  private final @Nullable TlsParts tls; // there when one of the two is
  private final AtomicBoolean closed = new AtomicBoolean();
  // All of these are the loop's.
  private final byte[] readBytes = new byte[READ_BUFFER];
  private final ByteBuffer readBuffer = ByteBuffer.wrap(readBytes);
  private final Set<NioChannel> channels = new HashSet<>();
  private final Set<NioListener> listeners = new HashSet<>();
  private final Set<InetSocketAddress> plainPeers = new HashSet<>();

  /** Starts the thread, under the given name. */
  public NioNet(String name, Platform platform) {
    this(name, platform, null, null);
  }

  /**
   * Starts the thread, under the given name.
   *
   * @param tlsClient how connections that are made use TLS; null: they are plain
   * @param tlsServer how connections that are accepted use TLS; null: they are plain
   */
  public NioNet(
      String name,
      Platform platform,
      @Nullable TlsClient tlsClient,
      @Nullable TlsServer tlsServer) {
    this.tlsClient = tlsClient;
    this.tlsServer = tlsServer;
    this.tls = tlsClient == null && tlsServer == null ? null : new TlsParts(name, platform);
    loop = new NioLoop(name, platform.clock());
    resolvers = platform.workers(name + "-resolver", 1);
  }

  /** What all connections with TLS share. */
  private static final class TlsParts {
    static final int RECORD = 17 * 1024; // the longest that the engine makes, and some
    static final int RECORDS = 4 * RECORD;
    static final int KEPT = 4;
    static final int THREADS = 2;

    final Workers workers;
    final byte[] plainBytes = new byte[READ_BUFFER]; // the loop's
    final ByteBuffer plain = ByteBuffer.wrap(plainBytes);
    // The engine wants room for the longest record, however short the message: they are kept.
    final ArrayBlockingQueue<ByteBuffer> records = new ArrayBlockingQueue<>(KEPT);

    TlsParts(String name, Platform platform) {
      workers = platform.workers(name + "-tls", THREADS);
    }
  }

  @Nullable TlsClient tlsClient() {
    return tlsClient;
  }

  @Nullable TlsServer tlsServer() {
    return tlsServer;
  }

  private TlsParts requireTls() {
    TlsParts present = tls;
    if (present == null) {
      throw new IllegalStateException("this network is without TLS");
    }
    return present;
  }

  /** Returns the threads for what takes a handshake long. */
  Workers tlsWorkers() {
    return requireTls().workers;
  }

  /** Returns the buffer for what was decrypted; the loop's. */
  ByteBuffer plainBuffer() {
    return requireTls().plain;
  }

  byte[] plainBytes() {
    return requireTls().plainBytes;
  }

  /** Takes a buffer for records to be written. */
  ByteBuffer takeRecords() {
    ByteBuffer kept = requireTls().records.poll();
    return kept == null ? ByteBuffer.allocate(TlsParts.RECORDS) : kept;
  }

  /** Gives a buffer back, which is kept if there are few. */
  void giveRecords(ByteBuffer records) {
    boolean unused = requireTls().records.offer(records);
  }

  /** Notes that a peer that was dialled has answered without TLS; on the loop. */
  void plainPeer(InetSocketAddress peer) {
    plainPeers.add(peer);
  }

  /** Says whether a peer has ever answered without TLS; on the loop. */
  boolean isPlainPeer(InetSocketAddress peer) {
    return plainPeers.contains(peer);
  }

  @Override
  public Loop loop() {
    return loop;
  }

  NioLoop nioLoop() {
    return loop;
  }

  /** Reads what is there into {@link #readBytes()}; returns the count, negative at the end. */
  int read(SocketChannel from) throws IOException {
    readBuffer.clear();
    return from.read(readBuffer);
  }

  /** As {@link #read(SocketChannel)}, behind bytes that were there before. */
  int read(SocketChannel from, byte[] before) throws IOException {
    readBuffer.clear().put(before);
    return from.read(readBuffer);
  }

  /** Returns the buffer around {@link #readBytes()}, whose position is the end of what was read. */
  ByteBuffer readBuffer() {
    return readBuffer;
  }

  byte[] readBytes() {
    return readBytes;
  }

  @Override
  public Channel dial(Address address, Duration budget, Receiver receiver) {
    loop.assertInside();
    InetSocketAddress unresolved =
        InetSocketAddress.createUnresolved(address.host(), address.port());
    NioChannel channel = new NioChannel(this, unresolved);
    channels.add(channel);
    channel.waitFor(receiver, budget);
    if (isLiteral(address.host())) {
      loop.execute(new Connect(channel, address));
    } else {
      resolvers.execute(
          () -> {
            InetSocketAddress resolved = resolve(address);
            // The network may have been closed while the name service took its time.
            loop.offer(() -> channel.connect(resolved));
          });
    }
    return channel;
  }

  private static final class Connect implements Runnable {
    private final NioChannel channel;
    private final Address literal;

    Connect(NioChannel channel, Address literal) {
      this.channel = channel;
      this.literal = literal;
    }

    @Override
    public void run() {
      channel.connect(resolve(literal));
    }
  }

  /**
   * A literal is made of digits and colons; anything else may ask a name service, which takes its
   * time.
   */
  private static boolean isLiteral(String host) {
    if (host.indexOf(':') >= 0) {
      return true;
    }
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c != '.' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  // A name that cannot be resolved stays unresolved, and connecting to it then says so.
  private static InetSocketAddress resolve(Address address) {
    return new InetSocketAddress(address.host(), address.port());
  }

  @Override
  public Listener listen(Address bind, Function<Channel, Receiver> acceptor) throws IOException {
    ServerSocketChannel socket = ServerSocketChannel.open();
    try {
      socket.configureBlocking(false);
      socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      InetAddress host = InetAddress.getByName(bind.host());
      socket.bind(new InetSocketAddress(host, bind.port()), BACKLOG);
    } catch (UnknownHostException e) {
      socket.close();
      throw new IOException("cannot listen on " + bind + ": the host is not known", e);
    } catch (IOException e) {
      socket.close();
      throw new IOException("cannot listen on " + bind + ": " + e.getMessage(), e);
    }
    ServerSocket bound = socket.socket();
    NioListener listener = new NioListener(socket, bind.withPort(bound.getLocalPort()), acceptor);
    loop.execute(listener::register);
    return listener;
  }

  void opened(NioChannel channel) {
    channels.add(channel);
  }

  void closed(NioChannel channel) {
    channels.remove(channel);
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    loop.offer(
        () -> {
          List.copyOf(listeners).forEach(NioListener::end);
          List.copyOf(channels).forEach(channel -> channel.end(null));
        });
    loop.close();
    resolvers.close(Duration.ZERO);
    if (tls != null) {
      tls.workers.close(Duration.ZERO);
    }
  }

  private final class NioListener implements Listener, NioHandler {
    private final ServerSocketChannel socket;
    private final Address address;
    private final Function<Channel, Receiver> acceptor;

    NioListener(ServerSocketChannel socket, Address address, Function<Channel, Receiver> acceptor) {
      this.socket = socket;
      this.address = address;
      this.acceptor = acceptor;
    }

    void register() {
      listeners.add(this);
      try {
        socket.register(loop.selector(), SelectionKey.OP_ACCEPT, this);
      } catch (IOException e) {
        log.error("listening on {} failed", address, e);
        end();
      }
    }

    @Override
    public void ready() {
      try {
        for (SocketChannel accepted = socket.accept();
            accepted != null;
            accepted = socket.accept()) {
          InetSocketAddress remote = (InetSocketAddress) accepted.getRemoteAddress();
          NioChannel channel = new NioChannel(NioNet.this, remote);
          channel.accepted(accepted, acceptor.apply(channel));
        }
      } catch (IOException e) {
        // Most often no file descriptor is left; accepting again at once would spin until one is.
        log.warn(
            "accepting a connection on {} failed, next try in 1 s: {}", address, e.getMessage());
        accepting(false);
        loop.after(Duration.ofSeconds(1), () -> accepting(true));
      }
    }

    private void accepting(boolean on) {
      SelectionKey key = socket.keyFor(loop.selector());
      if (key != null && key.isValid()) {
        key.interestOps(on ? SelectionKey.OP_ACCEPT : 0);
      }
    }

    @Override
    public Address address() {
      return address;
    }

    @Override
    public void close() {
      if (!closed.get()) {
        loop.run(this::end);
      }
    }

    void end() {
      listeners.remove(this);
      try {
        socket.close();
      } catch (IOException e) {
        log.warn("closing the listener on {} failed", address, e);
      }
    }
  }
}
