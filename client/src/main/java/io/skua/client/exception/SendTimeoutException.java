package io.skua.client.exception;

import io.skua.remoting.exception.RemotingTooMuchRequestException;
import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The time of a send was over; the text says in which phase it went. It extends the type that has
 * always been thrown for it, whatever that type's name says.
 */
@Situation(
    symptom = "a send fails when its time is over",
    cause =
        "the phase that the text names took the time: compression, route, connect, write or response",
    remedy = "look at that phase's server; raise sendMsgTimeout if it is only slow")
public class SendTimeoutException extends RemotingTooMuchRequestException implements SendFailure {
  @Serial private static final long serialVersionUID = 1;

  private final List<SendAttempt> attempts;

  /** Creates the exception; the text has the attempts in it already. */
  public SendTimeoutException(String text, @Nullable Throwable cause, List<SendAttempt> attempts) {
    super(text);
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
