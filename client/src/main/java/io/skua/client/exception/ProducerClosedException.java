package io.skua.client.exception;

import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The producer was shut down while the message was on its way; it may have been stored. */
@Situation(
    symptom = "sends fail while the producer shuts down",
    cause = "the producer was closed before the broker had answered",
    remedy = "wait for what is being sent before closing; whoever sends again may store it twice")
public class ProducerClosedException extends MQClientException implements SendFailure {
  @Serial private static final long serialVersionUID = 1;

  private final List<SendAttempt> attempts;

  /** Creates the exception; the text has the attempts in it already. */
  public ProducerClosedException(
      String text, @Nullable Throwable cause, List<SendAttempt> attempts) {
    super(text, cause);
    this.attempts = List.copyOf(attempts);
  }

  @Override
  public List<SendAttempt> getAttempts() {
    return attempts;
  }
}
