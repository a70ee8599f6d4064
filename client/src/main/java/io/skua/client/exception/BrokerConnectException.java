package io.skua.client.exception;

import io.skua.remoting.exception.RemotingConnectException;
import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * No connection to the broker of a chosen queue could be made at the address that it advertised.
 */
public class BrokerConnectException extends RemotingConnectException implements SendFailure {
  @Serial private static final long serialVersionUID = 1;

  private final List<SendAttempt> attempts;

  /** Creates the exception; the text has the attempts in it already. */
  public BrokerConnectException(
      String text, @Nullable Throwable cause, List<SendAttempt> attempts) {
    super(text, cause, true);
    this.attempts = List.copyOf(attempts);
  }

  @Override
  public List<SendAttempt> getAttempts() {
    return attempts;
  }
}
