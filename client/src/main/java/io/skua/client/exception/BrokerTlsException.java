package io.skua.client.exception;

import io.skua.net.tls.TlsProblem;
import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The brokers could not be talked to because of TLS, or because of its absence. A send to a queue
 * that the caller has chosen throws the known types instead, with the same text.
 */
@Situation(
    symptom = "the route is found, and no broker can be talked to",
    cause = "one side wants TLS and the other does not, or the certificate is not trusted",
    remedy =
        "see the text: useTLS here, the broker's TLS mode, the trusted certificates or the host name")
public class BrokerTlsException extends SendFailedException implements TlsFailure {
  @Serial private static final long serialVersionUID = 1;

  private final TlsProblem problem;

  /** Creates the exception; the text has the attempts in it already. */
  public BrokerTlsException(
      TlsProblem problem,
      int code,
      String text,
      @Nullable Throwable cause,
      List<SendAttempt> attempts) {
    super(code, text, cause, attempts);
    this.problem = problem;
  }

  @Override
  public TlsProblem getTlsProblem() {
    return problem;
  }
}
