package io.skua.client.exception;

import io.skua.net.tls.TlsProblem;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** No name server could be talked to because of TLS, or because of its absence. Code 10004. */
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
