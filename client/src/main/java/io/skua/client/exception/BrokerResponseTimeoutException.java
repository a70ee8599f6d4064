package io.skua.client.exception;

import io.skua.remoting.exception.RemotingTimeoutException;
import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The broker of a chosen queue did not answer in time; the message may have been stored. */
@Situation(
    symptom = "a send to one broker, or in the background, fails when its time is over",
    cause = "the broker did not answer in time; the message may have been stored",
    remedy = "look at the broker; raise sendMsgTimeout if it is only slow")
public class BrokerResponseTimeoutException extends RemotingTimeoutException
    implements SendFailure {
  @Serial private static final long serialVersionUID = 1;

  private final List<SendAttempt> attempts;

  /** Creates the exception; the text has the attempts in it already. */
  public BrokerResponseTimeoutException(
      String text, @Nullable Throwable cause, List<SendAttempt> attempts) {
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
