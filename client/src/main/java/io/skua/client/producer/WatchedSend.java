package io.skua.client.producer;

import io.skua.client.exception.SendAttempt;
import io.skua.client.exception.SendFailure;
import io.skua.client.internal.send.Outcome;
import io.skua.client.internal.send.Outgoing;
import io.skua.client.metrics.ClientListener;
import io.skua.client.metrics.SendManner;
import io.skua.client.metrics.SendReport;
import io.skua.common.message.Message;
import io.skua.runtime.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A send that a listener hears of. It stands between the pipeline and whoever takes the outcome;
 * without a listener there is none.
 */
final class WatchedSend implements Consumer<Outcome> {
  private static final Logger log = LoggerFactory.getLogger(WatchedSend.class);

  private final ClientListener listener;
  private final Clock clock;
  private final SendManner manner;
  private final String group;
  private final String topic;
  private final boolean retried;
  private final long start;
  private final @Nullable Object begun;
  private final Consumer<Outcome> next;
  private int bodyBytes;

  WatchedSend(
      ClientListener listener,
      Clock clock,
      SendManner manner,
      String group,
      Message message,
      boolean retried,
      Consumer<Outcome> next) {
    this.next = next;
    this.listener = listener;
    this.clock = clock;
    this.manner = manner;
    this.group = group;
    this.topic = String.valueOf(message.getTopic());
    this.retried = retried;
    this.start = clock.nanos();
    this.begun = begin(message);
  }

  private @Nullable Object begin(Message message) {
    try {
      return listener.sendBegins(message, manner);
    } catch (RuntimeException e) {
      log.warn("a client listener failed: {}", listener, e);
      return null;
    }
  }

  /** The message has been encoded; before the pipeline has it. */
  void encoded(Outgoing message) {
    bodyBytes = message.body().length;
  }

  @Override
  public void accept(Outcome outcome) {
    try {
      if (outcome instanceof Outcome.Stored stored) {
        SendResult result = stored.result();
        tell(result.getMessageQueue().getBrokerName(), stored.attempts(), result, null);
      } else if (outcome instanceof Outcome.HandedOver) {
        tell(null, 1, null, null);
      } else {
        failed(SendResults.failure(outcome, retried));
      }
    } finally {
      next.accept(outcome);
    }
  }

  /** The send has failed, in the pipeline or before. */
  void failed(Throwable failure) {
    List<SendAttempt> attempts =
        failure instanceof SendFailure known ? known.getAttempts() : List.of();
    int count = attempts.size();
    tell(count == 0 ? null : attempts.get(count - 1).brokerName(), count, null, failure);
  }

  private void tell(
      @Nullable String broker,
      int attempts,
      @Nullable SendResult result,
      @Nullable Throwable failure) {
    try {
      listener.sendEnded(
          new SendReport(
              manner,
              group,
              topic,
              broker,
              attempts,
              clock.nanos() - start,
              bodyBytes,
              result,
              failure),
          begun);
    } catch (RuntimeException e) {
      log.warn("a client listener failed: {}", listener, e);
    }
  }
}
