package io.skua.client.internal.reply;

import io.skua.runtime.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

/**
 * Requests to other applications that wait for a reply message, by correlation id (protocol 6.17).
 * The owner scans once a second; so a request ends between its deadline and one second later.
 * Thread-safe.
 *
 * @param <R> the reply
 */
public final class PendingReplies<R> {
  private record Waiting<R>(long deadline, CompletableFuture<R> reply) {}

  private final Clock clock;
  private final Map<String, Waiting<R>> waiting = new ConcurrentHashMap<>();

  /** Makes an empty table. */
  public PendingReplies(Clock clock) {
    this.clock = clock;
  }

  /**
   * Notes a request before it is sent.
   *
   * @return completes with the reply; fails with {@link TimeoutException} when none came in time
   */
  public CompletableFuture<R> add(String correlationId, Duration timeout) {
    CompletableFuture<R> reply = new CompletableFuture<>();
    waiting.put(correlationId, new Waiting<>(clock.nanos() + timeout.toNanos(), reply));
    return reply;
  }

  /** Brings a reply; returns false when nobody waits for it any more. */
  public boolean complete(String correlationId, R reply) {
    Waiting<R> request = waiting.remove(correlationId);
    return request != null && request.reply.complete(reply);
  }

  /** Takes a request out whose sending failed. */
  public void fail(String correlationId, Throwable cause) {
    Waiting<R> request = waiting.remove(correlationId);
    if (request != null) {
      request.reply.completeExceptionally(cause);
    }
  }

  /** Fails the requests whose deadline has passed. */
  public void scan() {
    long now = clock.nanos();
    for (Iterator<Waiting<R>> each = waiting.values().iterator(); each.hasNext(); ) {
      Waiting<R> request = each.next();
      if (request.deadline - now <= 0) {
        each.remove();
        request.reply.completeExceptionally(
            new TimeoutException("request timeout, no reply message."));
      }
    }
  }

  /** Returns how many requests wait. */
  public int size() {
    return waiting.size();
  }

  /** Fails all requests, because the client is being shut down. */
  public void close(Throwable cause) {
    for (String id : waiting.keySet()) {
      fail(id, cause);
    }
  }
}
