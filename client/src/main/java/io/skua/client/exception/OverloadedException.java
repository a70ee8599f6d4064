package io.skua.client.exception;

import io.skua.remoting.exception.RemotingTooMuchRequestException;
import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * More is being sent than can be: a limit of this client was reached, and did not give way within
 * the time of the send. The message was not sent. Send slower, or give sends more time.
 */
@Situation(
    symptom = "sends are refused after they have waited for room",
    cause =
        "more is sent than the connection, or the limits of back-pressure, let through in the time of a send",
    remedy = "send more slowly, or raise the time-out or the limits of back-pressure")
public class OverloadedException extends RemotingTooMuchRequestException implements SendFailure {
  @Serial private static final long serialVersionUID = 1;

  private final List<SendAttempt> attempts;

  /** Creates the exception with a text that says which limit it was. */
  public OverloadedException(
      @Nullable String text, @Nullable Throwable cause, List<SendAttempt> attempts) {
    super(String.valueOf(text));
    if (cause != null) {
      initCause(cause);
    }
    this.attempts = List.copyOf(attempts);
  }

  @Override
  public List<SendAttempt> getAttempts() {
    return attempts;
  }
}
