package io.skua.net.tls;

import org.jspecify.annotations.Nullable;

/** A file or setting for TLS cannot be used. The text names it and says what to do. */
public final class TlsSetupException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** Makes an exception with a text for people and what led to it. */
  public TlsSetupException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
