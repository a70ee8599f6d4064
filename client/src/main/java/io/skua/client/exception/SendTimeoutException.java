package io.skua.client.exception;

import io.skua.remoting.exception.RemotingTooMuchRequestException;
import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The time of a send was over; the text says in which phase it went. It extends the type that has
 * always been thrown for it, whatever that type's name says.
 */
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
