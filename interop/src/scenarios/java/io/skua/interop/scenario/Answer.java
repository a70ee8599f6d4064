package io.skua.interop.scenario;

import interop.harness.Content;
import interop.harness.Sent;
import io.skua.client.producer.SendCallback;
import io.skua.client.producer.SendResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A callback as a future. It must be called once: a second call throws. */
final class Answer implements SendCallback {
  private static final int PATIENCE_SECONDS = 60;
  private final CompletableFuture<SendResult> result = new CompletableFuture<>();

  @Override
  public void onSuccess(SendResult sendResult) {
    if (!result.complete(sendResult)) {
      throw new IllegalStateException("called back twice: " + sendResult);
    }
  }

  @Override
  public void onException(Throwable failure) {
    if (!result.completeExceptionally(failure)) {
      throw new IllegalStateException("called back twice", failure);
    }
  }

  /** The message with its result, when that has come. */
  CompletableFuture<Sent> sent(Content content) {
    return result.thenApply(sendResult -> Session.sent(content, sendResult));
  }

  /** Waits for the result of a send that must succeed. */
  SendResult await() throws Exception {
    return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Waits for the failure of a send that must fail. */
  Throwable awaitFailure() throws InterruptedException, TimeoutException {
    try {
      throw new AssertionError("it was sent: " + result.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }
}
