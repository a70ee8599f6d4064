package io.skua.client.exception;

import io.skua.net.tls.TlsProblem;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** No name server could be talked to because of TLS, or because of its absence. Code 10004. */
@Situation(
    symptom = "no name server can be talked to",
    cause = "one side wants TLS and the other does not, or the certificate is not trusted",
    remedy =
        "see the text: useTLS here, the server's TLS mode, the trusted certificates or the host name")
public class NameServerTlsException extends NameServerUnreachableException implements TlsFailure {
  @Serial private static final long serialVersionUID = 1;

  private final TlsProblem problem;

  /** Creates the exception. */
  public NameServerTlsException(TlsProblem problem, String text, @Nullable Throwable cause) {
    super(text, cause);
    this.problem = problem;
  }

  @Override
  public TlsProblem getTlsProblem() {
    return problem;
  }
}
