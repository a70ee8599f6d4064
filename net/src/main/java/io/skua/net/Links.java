package io.skua.net;

import io.skua.runtime.Backoff;
import io.skua.runtime.Clock;
import io.skua.runtime.Platform;
import io.skua.wire.frame.Frame;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a client: one per address, opened when first needed and shared by everybody
 * who calls that address. After a failed attempt calls fail at once until a back-off has passed, so
 * that a dead address costs its callers no time. Thread-safe.
 */
public final class Links implements AutoCloseable {
  private static final Backoff RECONNECT =
      new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2), 2);

  private final Net net;
  private final Platform platform;
  private final Clock clock;
  private final LinkSettings settings;
  private final Dispatcher dispatcher;
  private final Duration connectBudget;
  private final Map<Address, Peer> peers = new ConcurrentHashMap<>();
  private volatile @Nullable Consumer<Link> openListener;
  private volatile @Nullable BiConsumer<Link, @Nullable IOException> closeListener;
  private @Nullable Interceptor interceptor; // set before the first call
  private volatile boolean closed;

  /**
   * Makes an empty set of connections; the network stays the caller's.
   *
   * @param dispatcher handles the requests that peers send
   * @param connectBudget how long one attempt to connect may take
   */
  public Links(
      Net net,
      Platform platform,
      LinkSettings settings,
      Dispatcher dispatcher,
      Duration connectBudget) {
    this.net = net;
    this.platform = platform;
    this.clock = platform.clock();
    this.settings = settings;
    this.dispatcher = dispatcher;
    this.connectBudget = connectBudget;
  }

  /** Sets who hears, on the loop, that a connection has opened. */
  public void onOpen(Consumer<Link> listener) {
    openListener = listener;
  }

  /** Sets who sees each request and answer; nobody unless set. Before the first call. */
  public void intercept(Interceptor set) {
    interceptor = set;
  }

  /**
   * Sets who hears, on the loop, that a connection that was open has closed, and why; null when it
   * was closed in order.
   */
  public void onClose(BiConsumer<Link, @Nullable IOException> listener) {
    closeListener = listener;
  }

  /**
   * Sends a request to an address and waits for the answer until a deadline; connects first when
   * needed. What an {@link Interceptor} throws is thrown here.
   *
   * @param deadline on the clock's nanoseconds
   * @param now whether the caller is going to wait, see {@link Link#call}
   */
  public void call(
      Address address, Frame request, long deadline, boolean now, Completion completion) {
    Interceptor present = interceptor;
    if (present == null) {
      send(address, request, deadline, now, completion);
    } else {
      Interceptor.Passage passage = present.pass(address, request);
      Completion behind = new Intercepted(passage, completion);
      send(address, passage.request(), deadline, now, behind);
    }
  }

  private void send(
      Address address, Frame request, long deadline, boolean now, Completion completion) {
    try {
      while (!link(address).call(request, deadline, now, completion)) {
        // The link closed between being found and being used: the next one is another.
      }
    } catch (NetException e) {
      completion.failed(e);
    }
  }

  /**
   * As {@link #call(Address, Frame, long, boolean, Completion)}, with a future.
   *
   * @param reader makes the result of the response, which is a view, on the loop
   * @return fails with a {@link NetException}, or with what the reader or an {@link Interceptor}
   *     throws
   */
  public <T> CompletableFuture<T> call(
      Address address, Frame request, Duration timeout, Function<Frame, T> reader) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Completion completion =
        new Completion() {
          @Override
          public void replied(Frame response) {
            try {
              result.complete(reader.apply(response));
            } catch (RuntimeException e) {
              result.completeExceptionally(e);
            }
          }

          @Override
          public void failed(NetException failure) {
            result.completeExceptionally(failure);
          }
        };
    try {
      call(address, request, clock.nanos() + timeout.toNanos(), false, completion);
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
    }
    return result;
  }

  /**
   * Sends a request that nobody answers; connects first when needed and does not wait for it.
   *
   * @throws NetException when it cannot be taken
   */
  public void oneWay(Address address, Frame request) throws NetException {
    Interceptor present = interceptor;
    Frame passed = present == null ? request : present.pass(address, request.oneWay()).request();
    while (!link(address).oneWay(passed)) {
      // As above.
    }
  }

  /**
   * As {@link #oneWay(Address, Frame)}, for a caller that waits: when too much waits to be written,
   * the request waits for room until a deadline.
   *
   * @param deadline on the clock's nanoseconds
   */
  public void oneWay(Address address, Frame request, long deadline, OneWayCompletion completion) {
    Interceptor present = interceptor;
    Frame passed = present == null ? request : present.pass(address, request.oneWay()).request();
    try {
      while (!link(address).oneWay(passed, deadline, completion)) {
        // As above.
      }
    } catch (NetException e) {
      completion.failed(e);
    }
  }

  /** Says whether a connection to an address is open. */
  public boolean isOpen(Address address) {
    Peer peer = peers.get(address);
    Link link = peer == null ? null : peer.link;
    return link != null && link.isOpen();
  }

  /** Returns the addresses to which a connection is open. */
  public Set<Address> open() {
    Set<Address> open = new HashSet<>();
    for (Address address : peers.keySet()) {
      if (isOpen(address)) {
        open.add(address);
      }
    }
    return open;
  }

  /** Returns how many calls wait for their answer, on all connections. */
  public int unanswered() {
    int all = 0;
    for (Peer peer : peers.values()) {
      Link link = peer.link;
      all += link == null ? 0 : link.unanswered();
    }
    return all;
  }

  /** Closes the connections to all addresses but these. */
  public void retain(Collection<Address> needed) {
    peers.forEach(
        (address, peer) -> {
          if (!needed.contains(address) && peers.remove(address, peer)) {
            peer.drop();
          }
        });
  }

  /** Closes all connections; calls that wait fail. Further calls fail at once. */
  @Override
  public void close() {
    closed = true;
    peers.values().forEach(Peer::close);
  }

  private Link link(Address address) throws NetException {
    if (closed) {
      throw new NetException(
          NetException.Kind.CLOSED, address, "this client has been shut down", null);
    }
    Peer peer = peers.get(address);
    if (peer == null) {
      Peer fresh = new Peer(address);
      Peer earlier = peers.putIfAbsent(address, fresh);
      peer = earlier == null ? fresh : earlier;
    }
    return peer.link();
  }

  /** A completion of a call whose answer passes an interceptor first. */
  private record Intercepted(Interceptor.Passage passage, Completion completion)
      implements Completion {
    @Override
    public void replied(Frame response) {
      completion.replied(passage.answered(response));
    }

    @Override
    public void failed(NetException failure) {
      completion.failed(failure);
    }
  }

  /** A completion of a call that a GO_AWAY has already been the answer to. */
  private record SentAgain(Completion completion) implements Completion {
    @Override
    public void replied(Frame response) {
      completion.replied(response);
    }

    @Override
    public void failed(NetException failure) {
      completion.failed(failure);
    }
  }

  /** Connects, on the loop. */
  private final class Dial implements Runnable {
    private final Link opening;

    Dial(Link opening) {
      this.opening = opening;
    }

    @Override
    public void run() {
      opening.attach(net.dial(opening.address(), connectBudget, opening));
    }
  }

  private final class Peer implements LinkOwner {
    private final Address address;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Link link;
    // Guarded by the lock.
    private int failures;
    private long notBefore;
    private @Nullable IOException lastFailure;

    Peer(Address address) {
      this.address = address;
    }

    Link link() throws NetException {
      Link present = link;
      return present != null && !present.isClosed() ? present : open();
    }

    private Link open() throws NetException {
      lock.lock();
      try {
        Link present = link;
        if (present != null && !present.isClosed()) {
          return present;
        }
        if (failures > 0 && notBefore - clock.nanos() > 0) {
          throw backingOff();
        }
        Link opening = new Link(net.loop(), clock, settings, dispatcher, address);
        opening.owner(this);
        net.loop().execute(new Dial(opening));
        link = opening;
        return opening;
      } catch (RejectedExecutionException e) {
        throw new NetException(
            NetException.Kind.CLOSED, address, "this client has been shut down", e);
      } finally {
        lock.unlock();
      }
    }

    private NetException backingOff() {
      IOException cause = lastFailure;
      return new NetException(
          NetException.Kind.CONNECT,
          address,
          "connect to " + address + " failed" + (cause == null ? "" : ": " + cause.getMessage()),
          cause);
    }

    @Override
    public void opened(Link opened) {
      lock.lock();
      try {
        failures = 0;
      } finally {
        lock.unlock();
      }
      Consumer<Link> listener = openListener;
      if (listener != null) {
        listener.accept(opened);
      }
    }

    @Override
    public void closed(Link gone, @Nullable IOException cause) {
      lock.lock();
      try {
        if (link == gone) {
          link = null;
        }
        if (gone.neverOpened()) {
          failures++;
          lastFailure = cause;
          notBefore = clock.nanos() + RECONNECT.delay(failures, platform.random()).toNanos();
        }
      } finally {
        lock.unlock();
      }
      BiConsumer<Link, @Nullable IOException> listener = closeListener;
      if (listener != null && !gone.neverOpened()) {
        listener.accept(gone, cause);
      }
    }

    /** Moves to a new connection; the old one stays open for the answers that it still owes. */
    @Override
    public boolean resend(Link leaving, Frame request, long deadline, Completion completion) {
      if (completion instanceof SentAgain) {
        completion.failed(
            new NetException(
                NetException.Kind.GO_AWAY,
                address,
                "Receive GO_AWAY twice in request from " + address,
                null));
        return true;
      }
      lock.lock();
      try {
        if (link == leaving) {
          link = null;
        }
      } finally {
        lock.unlock();
      }
      // The request has passed the interceptor already.
      send(address, request, deadline, false, new SentAgain(completion));
      return true;
    }

    void close() {
      Link present = link;
      if (present != null) {
        present.close();
      }
    }

    void drop() {
      Link present = link;
      if (present != null) {
        present.drop();
      }
    }
  }
}
