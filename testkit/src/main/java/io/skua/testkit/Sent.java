package io.skua.testkit;

import io.skua.client.exception.BrokerConnectException;
import io.skua.client.exception.BrokerResponseTimeoutException;
import io.skua.client.exception.BrokerUnreachableException;
import io.skua.client.exception.SendFailedException;
import io.skua.client.exception.SendTimeoutException;
import io.skua.client.producer.SendCallback;
import io.skua.client.producer.SendResult;
import io.skua.remoting.exception.RemotingSendRequestException;
import io.skua.remoting.exception.RemotingTimeoutException;
import io.skua.runtime.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One send while faults happen, and its end. It begins when this is made. Thread-safe. */
public final class Sent implements SendCallback {
  /** How a send may fail when brokers and name servers cannot be reached. */
  private static final Set<Class<?>> TYPES =
      Set.of(
          SendTimeoutException.class,
          SendFailedException.class,
          BrokerUnreachableException.class,
          BrokerConnectException.class,
          BrokerResponseTimeoutException.class,
          RemotingSendRequestException.class,
          RemotingTimeoutException.class);

  private static final Set<Class<?>> OUT_OF_TIME =
      Set.of(SendTimeoutException.class, BrokerResponseTimeoutException.class);

  private final Clock clock;
  private final String body;
  private final long timeoutMillis;
  private final long startNanos;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  // Guarded by this.
  private long endNanos;
  private int ends;
  private @Nullable SendResult result;
  private @Nullable Throwable failure;

  /** Begins a send of this body, which has so much time. */
  public Sent(Clock clock, String body, long timeoutMillis) {
    this.clock = clock;
    this.body = body;
    this.timeoutMillis = timeoutMillis;
    this.startNanos = clock.nanos();
  }

  @Override
  public void onSuccess(SendResult sendResult) {
    end(sendResult, null);
  }

  @Override
  public void onException(Throwable thrown) {
    end(null, thrown);
  }

  /** The send was a one-way one and has been taken: nobody will ever say more. */
  public void onTaken() {
    end(null, null);
  }

  private void end(@Nullable SendResult sendResult, @Nullable Throwable thrown) {
    synchronized (this) {
      endNanos = clock.nanos();
      ends++;
      result = sendResult;
      failure = thrown;
    }
    ended.complete(null);
  }

  /** Completes with the first end. */
  public CompletableFuture<Void> ended() {
    return ended;
  }

  /** What was sent. */
  public String body() {
    return body;
  }

  /** What was acknowledged, or null. */
  public synchronized @Nullable SendResult result() {
    return result;
  }

  /** Why it failed, or null. */
  public synchronized @Nullable Throwable failure() {
    return failure;
  }

  /** By how much the send took longer than its time; negative when it did not. */
  public synchronized Duration overrun() {
    return Duration.ofNanos(endNanos - startNanos).minusMillis(timeoutMillis);
  }

  /**
   * Says whether the send took longer than its time and a tenth of it.
   *
   * @param allowance what the time may be longer because of the machine
   */
  public boolean isLate(Duration allowance) {
    return overrun().compareTo(allowance.plusMillis(timeoutMillis / 10)) > 0;
  }

  /**
   * Checks that the send has ended, once, within its time and a tenth of it, and in the right type.
   *
   * @param allowance what the time may be longer because of the machine
   * @param knownTypes whether only failures to reach somebody are right
   */
  public synchronized void checkEnd(Duration allowance, boolean knownTypes) {
    if (ends != 1) {
      throw wrong("ended " + ends + " times");
    }
    if (isLate(allowance)) {
      throw wrong("ended too late");
    }
    Throwable thrown = failure;
    if (thrown != null && knownTypes) {
      if (!TYPES.contains(thrown.getClass())) {
        throw wrong("ended in a type that is not one for unreachable servers");
      }
      if (OUT_OF_TIME.contains(thrown.getClass()) && overrun().isNegative()) {
        throw wrong("was out of time too early");
      }
    }
  }

  private AssertionError wrong(String how) {
    return new AssertionError(
        "'%.20s' %s: %d ms after its time of %d ms, in %s"
            .formatted(
                body, how, overrun().toMillis(), timeoutMillis, failure == null ? result : failure),
        failure);
  }
}
