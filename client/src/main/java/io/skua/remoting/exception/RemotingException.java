package io.skua.remoting.exception;

import org.jspecify.annotations.Nullable;

/**
 * A call to a server failed in transport: no answer of the server says what became of it. Whether
 * the server has acted is unknown unless the subclass says otherwise.
 */
public class RemotingException extends Exception {
  private static final long serialVersionUID = -5690687334570505110L;

  /** Creates the exception with a text that says what was tried and what came of it. */
  public RemotingException(@Nullable String message) {
    super(message);
  }

  /** Creates the exception with its cause. */
  public RemotingException(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
