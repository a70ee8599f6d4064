package io.skua.remoting.exception;

import org.jspecify.annotations.Nullable;

/** A request or an answer has a header that cannot be understood. */
public class RemotingCommandException extends RemotingException {
  private static final long serialVersionUID = -6061365915274953096L;

  /** Creates the exception with a text that says what was wrong with which header. */
  public RemotingCommandException(String message) {
    super(message, null);
  }

  /** Creates the exception with its cause. */
  public RemotingCommandException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
