package io.skua.net.nio;

import io.skua.net.tls.TlsException;
import io.skua.net.tls.TlsProblem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS over the socket of a channel, by the JDK's engine. The loop reads and shakes hands; any one
 * thread at a time writes. What takes the engine long, keys and certificates, runs on workers; the
 * connection is not read from meanwhile.
 *
 * <p>A connection holds at most one record that has not come in whole, and one buffer that the
 * socket has had no room for.
 */
final class TlsStream {
  private static final Logger log = LoggerFactory.getLogger(TlsStream.class);
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final byte[] NONE = {};

  private final NioNet net;
  private final NioChannel channel;
  private final SocketChannel socket;
  private final SSLEngine engine;

  // The loop's.
  private byte[] begun = NONE; // what has come in of a record that is not whole, or not served yet
  private boolean heard; // something has come in
  private boolean established;
  private boolean working; // a task of the engine runs; the engine must be left alone
  private boolean held; // not read from until the task has ended or there is room to write

  private final ReentrantLock writing = new ReentrantLock();
  private @Nullable ByteBuffer unsent; // guarded by the lock: encrypted, and no room yet

  TlsStream(NioNet net, NioChannel channel, SocketChannel socket, SSLEngine engine) {
    this.net = net;
    this.channel = channel;
    this.socket = socket;
    this.engine = engine;
  }

  // Both return the general type: the verifier then leaves the class alone where TLS is not used.

  /** Makes the exception for a peer that began otherwise than this side lets it. */
  static IOException refusal(boolean hello) {
    return hello
        ? new TlsException(TlsProblem.HANDSHAKE, "it began with TLS, which is disabled", null)
        : new TlsException(TlsProblem.TLS_REQUIRED, "it began without TLS", null);
  }

  /** Makes the exception for a peer that has closed a plain connection without a word. */
  static IOException silence(@Nullable IOException cause) {
    return new TlsException(
        TlsProblem.PEER_MAY_WANT_TLS,
        "it closed before it answered anything, as a server does that accepts TLS only",
        cause);
  }

  // --- on the loop

  /** Begins the handshake; {@link NioChannel#established} follows. */
  void begin() throws IOException {
    engine.beginHandshake();
    advance(NOTHING);
  }

  /** Reads what is there. */
  void readable() throws IOException {
    if (held) {
      return;
    }
    int count = net.read(socket, begun);
    if (count < 0) {
      ended();
    } else if (count > 0) {
      begun = NONE;
      received(net.readBuffer().flip());
    }
  }

  /** Takes bytes that have been read. */
  void received(ByteBuffer bytes) throws IOException {
    heard = true;
    advance(bytes);
  }

  private void ended() throws IOException {
    if (!established) {
      throw endedEarly(null);
    }
    channel.end(null);
  }

  private TlsException endedEarly(@Nullable IOException cause) {
    return heard
        ? new TlsException(
            TlsProblem.HANDSHAKE, "it closed the connection within the TLS handshake", cause)
        : new TlsException(
            TlsProblem.PEER_IS_PLAIN, "it closed the connection at the TLS handshake", cause);
  }

  /** Makes the exception for a failure of this connection. */
  IOException explain(IOException failure) {
    if (failure instanceof SSLException) {
      return TlsException.of(failure);
    }
    return established || failure instanceof TlsException ? failure : endedEarly(failure);
  }

  /** Makes the exception for a handshake that has not ended in time. */
  IOException late(long millis) {
    return new TlsException(
        heard ? TlsProblem.HANDSHAKE : TlsProblem.PEER_IS_PLAIN,
        "the TLS handshake has not ended within "
            + millis
            + " ms"
            + (heard ? "" : ", and it has not said anything"),
        null);
  }

  /** Goes as far as the engine gets with these bytes, and keeps the rest. */
  private void advance(ByteBuffer bytes) throws IOException {
    ByteBuffer plain = net.plainBuffer();
    plain.clear();
    Step step = Step.GO_ON;
    try {
      while (step == Step.GO_ON) {
        step = step(bytes, plain);
      }
    } finally {
      begun = rest(bytes);
      deliver(plain);
    }
    if (step == Step.CLOSED) {
      ended();
    } else if (step != Step.READ) {
      hold(true);
      if (step == Step.WORK) {
        work();
      }
    }
  }

  private enum Step {
    GO_ON,
    READ,
    WRITE,
    WORK,
    CLOSED
  }

  private void hold(boolean on) {
    if (held != on) {
      held = on;
      channel.reading(!on);
    }
  }

  private Step step(ByteBuffer bytes, ByteBuffer plain) throws IOException {
    HandshakeStatus status = engine.getHandshakeStatus();
    if (!established && status == HandshakeStatus.NOT_HANDSHAKING) {
      established = true;
      channel.established();
    }
    return switch (status) {
      case NEED_TASK -> {
        // Only the second handshake of a connection in TLS 1.2 gets here again.
        if (established) {
          throw new SSLException("the peer wants a second handshake, which is refused");
        }
        yield Step.WORK;
      }
      case NEED_WRAP -> write() ? Step.GO_ON : Step.WRITE;
      default -> unwrap(bytes, plain, status);
    };
  }

  private Step unwrap(ByteBuffer bytes, ByteBuffer plain, HandshakeStatus before)
      throws IOException {
    SSLEngineResult result = engine.unwrap(bytes, plain);
    return switch (result.getStatus()) {
      case BUFFER_UNDERFLOW -> Step.READ;
      case BUFFER_OVERFLOW -> {
        if (plain.position() == 0) {
          throw new SSLException("the peer sent a record that is too long");
        }
        deliver(plain);
        yield Step.GO_ON;
      }
      case CLOSED -> Step.CLOSED;
      case OK -> {
        boolean moved =
            result.bytesConsumed() > 0
                || result.bytesProduced() > 0
                || engine.getHandshakeStatus() != before;
        yield moved ? Step.GO_ON : Step.READ;
      }
    };
  }

  private void deliver(ByteBuffer plain) {
    int count = plain.position();
    plain.clear();
    if (count > 0) {
      channel.received(net.plainBytes(), count);
    }
  }

  private static byte[] rest(ByteBuffer bytes) {
    if (!bytes.hasRemaining()) {
      return NONE;
    }
    byte[] rest = new byte[bytes.remaining()];
    bytes.get(rest);
    return rest;
  }

  private void work() {
    working = true;
    net.tlsWorkers()
        .execute(
            () -> {
              for (Runnable task = engine.getDelegatedTask();
                  task != null;
                  task = engine.getDelegatedTask()) {
                task.run(); // what goes wrong in it, the engine throws later
              }
              net.nioLoop().offer(this::worked);
            });
  }

  private void worked() {
    working = false;
    channel.guarded(this::resume);
  }

  private void resume() throws IOException {
    if (held && !working) {
      hold(false);
      advance(ByteBuffer.wrap(begun));
    }
  }

  /** Goes on when the socket has room again; returns whether there is room for more. */
  boolean writable() throws IOException {
    writing.lock();
    try {
      if (!flush()) {
        return false;
      }
    } finally {
      writing.unlock();
    }
    resume();
    return true;
  }

  /**
   * Tells the peer, if it can be told at once: by an alert after a failure, else that all is said.
   */
  void close() {
    // The engine would block the loop while a task runs, and a writer holds the lock for long.
    if (working || !writing.tryLock()) {
      return;
    }
    try {
      engine.closeOutbound();
      send(NOTHING);
    } catch (IOException e) {
      log.debug("{} is not told that the connection ends", channel, e);
    } finally {
      writing.unlock();
    }
  }

  // --- on any thread

  /** Writes as much as there is room for; returns how many bytes were taken. */
  int write(ByteBuffer bytes) throws IOException {
    int start = bytes.position();
    writing.lock();
    try {
      send(bytes);
    } finally {
      writing.unlock();
    }
    return bytes.position() - start;
  }

  private boolean write() throws IOException {
    writing.lock();
    try {
      return send(NOTHING);
    } finally {
      writing.unlock();
    }
  }

  /**
   * Writes the bytes, or what the engine itself has to say; returns false when there is no room.
   */
  private boolean send(ByteBuffer bytes) throws IOException {
    boolean room = flush();
    if (!room) {
      return false;
    }
    ByteBuffer records = net.takeRecords();
    try {
      do {
        records.clear();
        encrypt(bytes, records);
        socket.write(records.flip());
        if (records.hasRemaining()) {
          unsent = ByteBuffer.wrap(rest(records));
          channel.awaitRoom();
          return false;
        }
      } while (bytes.hasRemaining());
      return true;
    } finally {
      net.giveRecords(records);
    }
  }

  private boolean flush() throws IOException {
    ByteBuffer waiting = unsent;
    if (waiting != null) {
      socket.write(waiting);
      if (waiting.hasRemaining()) {
        channel.awaitRoom();
        return false;
      }
      unsent = null;
    }
    return true;
  }

  /** Fills the buffer with records, as far as it or the bytes go. */
  private void encrypt(ByteBuffer bytes, ByteBuffer records) throws SSLException {
    do {
      SSLEngineResult result = engine.wrap(bytes, records);
      boolean still = result.bytesConsumed() == 0 && result.bytesProduced() == 0;
      if (result.getStatus() == Status.BUFFER_OVERFLOW && records.position() > 0) {
        return;
      }
      if (result.getStatus() == Status.CLOSED && !bytes.hasRemaining()) {
        return;
      }
      if (result.getStatus() != Status.OK || (still && bytes.hasRemaining())) {
        throw new SSLException("TLS takes nothing to write: " + result);
      }
      if (still) {
        return;
      }
    } while (bytes.hasRemaining() || engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP);
  }
}
