package io.skua.remoting.exception;

import org.jspecify.annotations.Nullable;

/** The request could not be written completely to the connection. */
public class RemotingSendRequestException extends RemotingException {
  private static final long serialVersionUID = 5391285827332471674L;

  /** Creates the exception; the text is {@code send request to <addr> failed}, with brackets. */
  public RemotingSendRequestException(String addr) {
    this(addr, null);
  }

  /** Creates the exception for an address, with its cause. */
  public RemotingSendRequestException(String addr, @Nullable Throwable cause) {
    super("send request to <" + addr + "> failed", cause);
  }
}
