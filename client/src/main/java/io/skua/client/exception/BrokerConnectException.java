package io.skua.client.exception;

import io.skua.remoting.exception.RemotingConnectException;
import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * No connection to the broker of a chosen queue could be made at the address that it advertised.
 */
@Situation(
    symptom = "as BrokerUnreachableException, for a send to one broker",
    cause = "the broker advertises an address that cannot be reached from here, or is down",
    remedy =
        "advertise one that can (--advertise; brokerIP1 of an Apache broker), or make that address reachable")
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
