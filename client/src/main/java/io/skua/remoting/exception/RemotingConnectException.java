package io.skua.remoting.exception;

import org.jspecify.annotations.Nullable;

/** No connection to the server could be made; the server has seen nothing. */
public class RemotingConnectException extends RemotingException {
  private static final long serialVersionUID = -5565366231695911316L;

  /** Creates the exception for an address; the text is {@code connect to <addr> failed}. */
  public RemotingConnectException(String addr) {
    this(addr, null);
  }

  /** Creates the exception for an address, with its cause. */
  public RemotingConnectException(String addr, @Nullable Throwable cause) {
    super("connect to " + addr + " failed", cause);
  }

  /**
   * Creates the exception with a whole text of its own.
   *
   * @param wholeText tells this constructor from the one for an address
   */
  protected RemotingConnectException(String message, @Nullable Throwable cause, boolean wholeText) {
    super(message, cause);
  }
}
