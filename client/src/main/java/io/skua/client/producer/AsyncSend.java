package io.skua.client.producer;

import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.internal.send.BackPressure;
import io.skua.client.internal.send.CallbackThreads;
import io.skua.client.internal.send.Outcome;
import io.skua.remoting.exception.RemotingException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An asynchronous send whose outcome is awaited: it takes the outcome, moves over to the callback
 * threads, and there completes and calls the user. One object, and one hand-over, per message.
 */
final class AsyncSend extends CompletableFuture<SendResult> implements Consumer<Outcome>, Runnable {
  private static final Logger log = LoggerFactory.getLogger(AsyncSend.class);

  private final @Nullable SendCallback callback;
  private final Executor callbacks;
  private final BackPressure.@Nullable Permit permit;
  private @Nullable Outcome outcome; // set before the hand-over

  AsyncSend(
      @Nullable SendCallback callback, Executor callbacks, BackPressure.@Nullable Permit permit) {
    this.callback = callback;
    this.callbacks = callbacks;
    this.permit = permit;
  }

  @Override
  public void accept(Outcome end) {
    outcome = end;
    CallbackThreads.run(callbacks, this);
  }

  @Override
  public void run() {
    if (permit == null) {
      tell();
    } else {
      permit.release(this::tell);
    }
  }

  private void tell() {
    Outcome end = outcome;
    if (end == null) {
      throw new IllegalStateException("no outcome yet");
    }
    SendResult result = null;
    Throwable failure = null;
    try {
      result = SendResults.of(end, false);
    } catch (MQClientException | RemotingException | MQBrokerException | RuntimeException e) {
      failure = e;
    }
    if (failure == null) {
      complete(result);
    } else {
      completeExceptionally(failure);
    }
    call(callback, result, failure);
  }

  /** Calls the user; what that throws is logged, not lost. A null callback is allowed. */
  static void call(
      @Nullable SendCallback callback, @Nullable SendResult result, @Nullable Throwable failure) {
    if (callback == null) {
      return;
    }
    try {
      if (result != null) {
        callback.onSuccess(result);
      } else if (failure != null) {
        callback.onException(failure);
      }
    } catch (RuntimeException | Error e) {
      log.warn("a send callback failed", e);
    }
  }
}
