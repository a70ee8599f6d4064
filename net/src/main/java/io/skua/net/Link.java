package io.skua.net;

import io.skua.runtime.Cancellable;
import io.skua.runtime.Clock;
import io.skua.runtime.Loop;
import io.skua.wire.MalformedException;
import io.skua.wire.Output;
import io.skua.wire.frame.Frame;
import io.skua.wire.frame.FrameAssembler;
import io.skua.wire.frame.FrameEncoder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection as frames: calls out with their answers matched, requests in with their answers
 * written. Client and server use it alike; requests travel both ways (protocol 1.5).
 *
 * <p>Sending may happen on any thread. A frame is encoded straight into the {@link Outbox}, under
 * the lock. Then either the sender writes at once, because it is going to wait for the answer
 * anyway and a hand-over would cost it two thread switches; or the loop writes at the end of its
 * turn, so that a burst of frames costs one system call.
 *
 * <p>Everything that comes in is handled on the loop, and so are deadlines: one timer per link, set
 * to the first deadline when it was armed; a call that ends in time touches no timer.
 */
public final class Link implements Receiver {
  private static final Logger log = LoggerFactory.getLogger(Link.class);
  private static final int GO_AWAY = 1500;
  private static final int HEADER_GUESS = 512;

  /**
   * A connection is taken for dead when a call timed out and not one byte has come in for so long
   * after a request left; a shorter silence may be the impatience of the caller.
   */
  private static final long SILENCE_NANOS = 1_000_000_000L;

  // A stream: so many answers at once, with so many calls that still wait. ADR 22.
  private static final int STREAM_ANSWERS = 4;
  private static final int STREAM_CALLS = 64;

  /** The part of the time an answer takes that it may wait for the loop to have rested. */
  private static final int REST_SHARE = 8;

  private static final long LONGEST_REST_NANOS = 2_000_000L;

  private enum State {
    CONNECTING,
    OPEN,
    CLOSED
  }

  private final Loop loop;
  private final Clock clock;
  private final LinkSettings settings;
  private final Dispatcher dispatcher;
  private final Address address;
  private final FrameAssembler assembler;
  // Named classes where method references would do: a client's start links none of those.
  private final Incoming incoming = new Incoming();
  private final Map<String, Object> attributes = new HashMap<>(4); // the loop's
  private @Nullable LinkOwner owner; // set before the link is used

  private final PendingCalls pending = new PendingCalls(); // added to under the lock
  private final BriefLock lock = new BriefLock();
  // Guarded by the lock.
  private volatile State state = State.CONNECTING; // read without the lock, too
  private final FrameEncoder encoder;
  private final Outbox outbox;
  private int lastOpaque;
  private long scanAt;
  private boolean scanArmed;

  private boolean opened;
  private volatile boolean asked; // a request has left since the last byte came in
  private volatile long askedAt; // set first

  private volatile @Nullable Channel channel; // set once, on the loop, before the link opens
  private volatile boolean closeAsked;
  private volatile boolean shutDown; // closed by its owner, not because something is wrong with it
  private boolean silent; // the loop's: given up, because nothing came in
  private volatile long lastRead;
  private int answers; // in what came in last; the loop's
  private @Nullable Cancellable idleTimer;

  private final class Incoming implements Consumer<Frame> {
    @Override
    public void accept(Frame frame) {
      onFrame(frame);
    }
  }

  private final class Scan implements Runnable {
    private final long deadline;

    Scan(long deadline) {
      this.deadline = deadline;
    }

    @Override
    public void run() {
      scan(deadline);
    }
  }

  private final class CloseIfIdle implements Runnable {
    @Override
    public void run() {
      closeIfIdle();
    }
  }

  Link(Loop loop, Clock clock, LinkSettings settings, Dispatcher dispatcher, Address address) {
    this.loop = loop;
    this.clock = clock;
    this.settings = settings;
    this.dispatcher = dispatcher;
    this.address = address;
    this.encoder = new FrameEncoder(settings.form());
    this.assembler = new FrameAssembler(settings.maxFrame());
    this.outbox = new Outbox(loop, clock, lock, settings, address);
  }

  /** Makes the link of a connection that was accepted. */
  public static Link accepted(
      Loop loop, Clock clock, LinkSettings settings, Dispatcher dispatcher, Channel channel) {
    InetSocketAddress remote = channel.remote();
    Address address = new Address(remote.getAddress().getHostAddress(), remote.getPort());
    Link link = new Link(loop, clock, settings, dispatcher, address);
    link.attach(channel);
    return link;
  }

  /** Gives the link its channel, on the loop. */
  void attach(Channel opening) {
    channel = opening;
    if (closeAsked) {
      opening.close();
    }
  }

  /** Sets who hears what becomes of the link. Before anything does. */
  public void owner(LinkOwner hears) {
    owner = hears;
  }

  /** Returns the address that was dialled, or that the connection came from. */
  public Address address() {
    return address;
  }

  /** Returns the address of the peer. */
  public InetSocketAddress remote() {
    return requireChannel().remote();
  }

  /**
   * Returns this side's address of the connection: for a server, the one that the client reached.
   */
  public InetSocketAddress local() {
    return requireChannel().local();
  }

  /** Remembers something about this connection. On the loop. */
  public void attribute(String name, Object value) {
    attributes.put(name, value);
  }

  /** Returns what was remembered under a name, or null. On the loop. */
  public @Nullable Object attribute(String name) {
    return attributes.get(name);
  }

  /** Says whether the link is connected. */
  public boolean isOpen() {
    return state == State.OPEN && !closeAsked;
  }

  /** Says whether the link is closed, so that a new one is needed. */
  public boolean isClosed() {
    return state == State.CLOSED || closeAsked;
  }

  /** Returns how many calls wait for their answer. */
  int unanswered() {
    return pending.size();
  }

  /** Says whether the connection could not be made. Only when closed. */
  boolean neverOpened() {
    return !opened;
  }

  /**
   * Sends a request and waits for its answer until a deadline. May be called while the link is
   * still connecting.
   *
   * @param deadline on the clock's nanoseconds
   * @param now whether the caller is going to wait, so that the frame should leave in its own
   *     thread
   * @return whether the call was taken, or has failed; false when the link is closed, so that
   *     nothing has happened and another link can take it
   */
  public boolean call(Frame request, long deadline, boolean now, Completion completion) {
    NetException refused = null;
    lock.lock();
    try {
      if (state == State.CLOSED) {
        return false;
      }
      if (!outbox.hasRoom()) {
        refused = overloaded();
      } else {
        int opaque = nextOpaque();
        encoder.encode(request, opaque, outbox.filling());
        pending.add(opaque, request, deadline, completion);
        armScan(deadline);
        if (!asked) {
          askedAt = clock.nanos();
          asked = true;
        }
        now = now && state == State.OPEN;
        if (!now && !outbox.askFlush()) {
          pending.remove(opaque);
          refused = shutDown();
        }
      }
    } finally {
      lock.unlock();
    }
    if (refused != null) {
      completion.failed(refused);
    } else if (now) {
      outbox.flush();
    }
    return true;
  }

  /**
   * Sends a request that nobody answers.
   *
   * @return whether it was taken; false when the link is closed
   * @throws NetException when too much is waiting, or this side has been shut down
   */
  public boolean oneWay(Frame request) throws NetException {
    lock.lock();
    try {
      if (state == State.CLOSED) {
        return false;
      }
      if (!outbox.hasRoom()) {
        throw overloaded();
      }
      encoder.encode(request.oneWay(), nextOpaque(), outbox.filling());
      if (!outbox.askFlush()) {
        throw shutDown();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * As {@link #oneWay(Frame)}, for a caller that waits: what does not fit waits for room until a
   * deadline, and goes in the order in which it came. Each waiting request is as large as its
   * frame; as many wait as there are callers.
   *
   * @param deadline on the clock's nanoseconds
   * @return false when the link is closed, so that nothing has happened and another link can take
   *     it
   */
  boolean oneWay(Frame request, long deadline, OneWayCompletion completion) {
    NetException refused = null;
    lock.lock();
    try {
      if (state == State.CLOSED) {
        return false;
      }
      if (!outbox.hasRoom() || outbox.hasWaiting()) {
        await(request, deadline, completion);
        return true;
      }
      encoder.encode(request.oneWay(), nextOpaque(), outbox.filling());
      if (!outbox.askFlush()) {
        refused = shutDown();
      }
    } finally {
      lock.unlock();
    }
    if (refused == null) {
      completion.taken();
    } else {
      completion.failed(refused);
    }
    return true;
  }

  private void await(Frame request, long deadline, OneWayCompletion completion) {
    Output frame = new Output(request.bodyLength() + HEADER_GUESS);
    encoder.encode(request.oneWay(), nextOpaque(), frame);
    outbox.await(new WaitingRequests.Waiting(frame.toByteArray(), deadline, completion));
    armScan(deadline);
  }

  /** Writes a response. One that has nobody to go to any more is dropped. */
  void send(Frame response, int opaque) {
    lock.lock();
    try {
      if (state != State.CLOSED) {
        encoder.encode(response, opaque, outbox.filling());
        outbox.askFlush();
        // A flush that waits for room does not look again by itself.
        outbox.throttle();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Closes: calls that wait fail as CLOSED. May be called from any thread, more than once. */
  public void close() {
    shutDown = true;
    drop();
  }

  /** Closes a connection that is of no use any more: calls that wait fail as BROKEN. */
  void drop() {
    closeAsked = true;
    Channel opened = channel;
    if (opened != null) {
      opened.close();
    }
  }

  // --- the loop: what comes in

  @Override
  public void opened() {
    lastRead = clock.nanos();
    lock.lock();
    try {
      if (state == State.CONNECTING) {
        state = State.OPEN;
        opened = true;
        outbox.open(requireChannel());
      }
    } finally {
      lock.unlock();
    }
    armIdle(settings.idle());
    if (owner != null) {
      owner.opened(this);
    }
    outbox.flush();
  }

  @Override
  public void received(byte[] bytes, int from, int to) {
    long before = lastRead;
    lastRead = clock.nanos();
    asked = false;
    answers = 0;
    try {
      assembler.feed(bytes, from, to, incoming);
      if (answers >= STREAM_ANSWERS) {
        restInStream(lastRead - before);
      }
    } catch (MalformedException e) {
      boolean tls = bytes[from] == 0x16; // the first byte of a handshake (protocol 1.12)
      log.warn(
          "closing the connection with {}: {}{}",
          address,
          e.getMessage(),
          tls ? "; it may speak TLS, which is off here" : "");
      drop();
    }
  }

  // At the pace of those that have come in, the last one that is still to come takes so long.
  private void restInStream(long nanos) {
    int calls = pending.size();
    if (calls >= STREAM_CALLS) {
      long last = nanos / answers * calls;
      loop.rest(Math.min(LONGEST_REST_NANOS, last / REST_SHARE));
    }
  }

  @Override
  public void writable() {
    outbox.writable();
  }

  @Override
  public void closed(@Nullable IOException cause) {
    List<PendingCalls.Call> orphans;
    List<WaitingRequests.Waiting> unsent;
    State before;
    lock.lock();
    try {
      before = state;
      state = State.CLOSED;
      orphans = pending.drain();
      unsent = outbox.close();
    } finally {
      lock.unlock();
    }
    if (idleTimer != null) {
      idleTimer.cancel();
    }
    NetException failure = closing(before, cause);
    for (PendingCalls.Call orphan : orphans) {
      orphan.completion().failed(failure);
    }
    boolean broke = silent || failure.kind() == NetException.Kind.BROKEN;
    for (WaitingRequests.Waiting each : unsent) {
      each.completion().failed(broke ? neverSent() : failure);
    }
    if (owner != null) {
      owner.closed(this, cause);
    }
  }

  private NetException closing(State before, @Nullable IOException cause) {
    if (shutDown) {
      return shutDown();
    }
    if (before == State.CONNECTING) {
      return new NetException(
          NetException.Kind.CONNECT,
          address,
          "connect to " + address + " failed" + because(cause),
          cause);
    }
    if (silent) {
      return failure(
          NetException.Kind.TIMEOUT,
          "no answer from "
              + address
              + ", which has not said anything for a second or longer: the connection is given up");
    }
    return new NetException(
        NetException.Kind.BROKEN,
        address,
        "the connection to " + address + " was closed before the answer came" + because(cause),
        cause);
  }

  private static String because(@Nullable IOException cause) {
    return cause == null || cause.getMessage() == null ? "" : ": " + cause.getMessage();
  }

  private void onFrame(Frame frame) {
    if (frame.isResponse()) {
      answers++;
      onResponse(frame);
    } else {
      dispatcher.dispatch(this, frame);
    }
  }

  private void onResponse(Frame response) {
    if (response.code() == GO_AWAY && owner != null) {
      onGoAway(owner, response);
      return;
    }
    Completion completion = pending.complete(response.opaque());
    if (completion == null) {
      log.debug("{} answered a call that no longer waits: {}", address, response);
    } else {
      deliver(completion, response);
    }
  }

  private void onGoAway(LinkOwner moves, Frame response) {
    PendingCalls.Call call = pending.remove(response.opaque());
    if (call != null && !moves.resend(this, call.request(), call.deadline(), call.completion())) {
      deliver(call.completion(), response);
    }
  }

  private void deliver(Completion completion, Frame response) {
    try {
      completion.replied(response);
    } catch (MalformedException e) {
      completion.failed(
          new NetException(
              NetException.Kind.UNREADABLE,
              address,
              "the answer of " + address + " cannot be read: " + e.getMessage(),
              e));
    }
  }

  private int nextOpaque() {
    do {
      lastOpaque++;
    } while (pending.contains(lastOpaque));
    return lastOpaque;
  }

  // --- deadlines and idleness

  private void armScan(long deadline) {
    if (!scanArmed || deadline - scanAt < 0) {
      scanArmed = true;
      scanAt = deadline;
      scanAfter(deadline - clock.nanos());
    }
  }

  private void scanAfter(long nanos) {
    loop.after(Duration.ofNanos(Math.max(0, nanos)), new Scan(scanAt));
  }

  private void scan(long deadline) {
    long now = clock.nanos();
    List<PendingCalls.Call> expired;
    List<WaitingRequests.Waiting> unsent;
    boolean connecting;
    boolean dead;
    lock.lock();
    try {
      if (!scanArmed || deadline != scanAt) {
        return; // Another one was armed in its place.
      }
      if (scanAt - now > 0) {
        scanAfter(scanAt - now); // Tests may have the loop's timers ring early.
        return;
      }
      connecting = state == State.CONNECTING;
      scanArmed = false;
      expired = pending.expire(now);
      dead = !expired.isEmpty() && asked && now - askedAt >= SILENCE_NANOS;
      if (pending.size() > 0) {
        armScan(now + pending.untilFirstDeadline(now));
      }
      unsent = outbox.expire(now);
      if (outbox.hasWaiting()) {
        armScan(now + outbox.untilFirstDeadline(now));
      }
    } finally {
      lock.unlock();
    }
    for (PendingCalls.Call call : expired) {
      call.completion().failed(timedOut(connecting));
    }
    for (WaitingRequests.Waiting each : unsent) {
      each.completion().failed(connecting ? timedOut(true) : noRoom());
    }
    if (dead) {
      log.warn(
          "closing the connection to {}: a call timed out and nothing has come in since", address);
      silent = true;
      drop();
    }
  }

  private NetException timedOut(boolean connecting) {
    // As long as there is no connection, nothing has been sent.
    return failure(
        connecting ? NetException.Kind.CONNECT : NetException.Kind.TIMEOUT,
        connecting
            ? "no connection to " + address + " within the time of the call"
            : "no answer from " + address + " within the time of the call");
  }

  private void armIdle(Duration delay) {
    idleTimer = loop.after(delay, new CloseIfIdle());
  }

  private void closeIfIdle() {
    long now = clock.nanos();
    long lastWrite = outbox.lastWrite();
    long last = lastRead - lastWrite > 0 ? lastRead : lastWrite;
    long left = settings.idle().toNanos() - (now - last);
    if (left > 0) {
      armIdle(Duration.ofNanos(left));
    } else {
      log.debug("closing the connection with {}: idle for {}", address, settings.idle());
      drop();
    }
  }

  private NetException shutDown() {
    return failure(NetException.Kind.CLOSED, "this side has been shut down");
  }

  private NetException neverSent() {
    return failure(
        NetException.Kind.CONNECT,
        "the connection to " + address + " was closed before there was room for the request");
  }

  private NetException overloaded() {
    return failure(
        NetException.Kind.REFUSED,
        "too much waits to be written to "
            + address
            + ": "
            + outbox.size()
            + " bytes, limit "
            + settings.highWater());
  }

  private NetException noRoom() {
    return failure(
        NetException.Kind.REFUSED,
        address
            + " takes too little: for all the time of the send too much waited to be written to it,"
            + " limit "
            + settings.highWater()
            + " bytes");
  }

  private NetException failure(NetException.Kind kind, String text) {
    return new NetException(kind, address, text, null);
  }

  private Channel requireChannel() {
    Channel present = channel;
    if (present == null) {
      throw new IllegalStateException("the link to " + address + " has no channel yet");
    }
    return present;
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
