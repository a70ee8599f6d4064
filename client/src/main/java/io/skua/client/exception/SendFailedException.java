package io.skua.client.exception;

import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A send was tried as often as it may be, and no broker stored the message. The code is the last
 * broker's, 10001 when it was not reached, 10002 when it did not answer, 10003 when a hook forbade
 * it or the broker is not known (protocol 6.10).
 */
@Situation(
    symptom = "a send fails after its attempts",
    cause = "every attempt failed in its own way; the text lists them",
    remedy =
        "look at the last attempt's cause; the message may have been stored when an answer was lost")
public class SendFailedException extends MQClientException implements SendFailure {
  @Serial private static final long serialVersionUID = 1;

  private final List<SendAttempt> attempts;

  /** Creates the exception; the text has the attempts in it already. */
  public SendFailedException(
      int code, String text, @Nullable Throwable cause, List<SendAttempt> attempts) {
    super(code, text, cause);
    this.attempts = List.copyOf(attempts);
  }

  @Override
  public List<SendAttempt> getAttempts() {
    return attempts;
  }
}
