package io.skua.client.internal.reply;

import io.skua.client.exception.RequestTimeoutException;
import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.runtime.Clock;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests to other applications that wait for a reply message, by correlation id (protocol 6.17),
 * and the handler of {@link RequestCode#PUSH_REPLY_MESSAGE_TO_CLIENT}, which brings the replies.
 * The owner scans once a second; so a request ends between its deadline and one second later.
 * Thread-safe.
 */
public final class PendingReplies implements RequestHandler {
  private static final Logger log = LoggerFactory.getLogger(PendingReplies.class);

  private record Waiting(Object owner, long deadline, CompletableFuture<ReceivedReply> reply) {}

  private final Clock clock;
  private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();

  /** Makes an empty table. */
  public PendingReplies(Clock clock) {
    this.clock = clock;
  }

  /**
   * Notes a request before it is sent.
   *
   * @param owner whose request it is, see {@link #close}
   * @return completes with the reply; fails with {@link RequestTimeoutException} when none came in
   *     time
   */
  public CompletableFuture<ReceivedReply> add(
      String correlationId, Object owner, Duration timeout) {
    CompletableFuture<ReceivedReply> reply = new CompletableFuture<>();
    waiting.put(correlationId, new Waiting(owner, clock.nanos() + timeout.toNanos(), reply));
    return reply;
  }

  /**
   * Takes in a reply, on the loop. One that nobody waits for any more is not the broker's fault.
   */
  @Override
  public void handle(Frame request, Exchange exchange) {
    ReceivedReply reply = ReceivedReply.of(request, clock.wallMillis());
    String id = reply.correlationId();
    if (id == null || !complete(id, reply)) {
      log.warn(
          "receive reply message, but not matched any request, CorrelationId: {} , reply from host:"
              + " {}",
          id,
          reply.header().bornHost());
    }
    exchange.reply(Frame.success());
  }

  private boolean complete(String correlationId, ReceivedReply reply) {
    Waiting request = waiting.remove(correlationId);
    return request != null && request.reply.complete(reply);
  }

  /** Takes out a request that nobody waits for any more. */
  public void remove(String correlationId) {
    waiting.remove(correlationId);
  }

  /** Ends a request that got no reply. Does nothing when it has ended. */
  public void fail(String correlationId, Throwable cause) {
    Waiting request = waiting.remove(correlationId);
    if (request != null) {
      request.reply.completeExceptionally(cause);
    }
  }

  /** Fails the requests whose deadline has passed. */
  public void scan() {
    if (waiting.isEmpty()) {
      return;
    }
    long now = clock.nanos();
    for (Iterator<Waiting> each = waiting.values().iterator(); each.hasNext(); ) {
      Waiting request = each.next();
      if (request.deadline - now <= 0) {
        each.remove();
        request.reply.completeExceptionally(RequestTimeoutException.noReply());
      }
    }
  }

  /** Returns how many requests wait. */
  public int size() {
    return waiting.size();
  }

  /** Fails the requests of an owner, because it is being shut down. */
  public void close(Object owner, Throwable cause) {
    waiting.forEach(
        (id, request) -> {
          if (request.owner == owner) {
            fail(id, cause);
          }
        });
  }
}
