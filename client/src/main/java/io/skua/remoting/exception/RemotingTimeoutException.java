package io.skua.remoting.exception;

import org.jspecify.annotations.Nullable;

/** The answer did not come in time; whether the server has acted is unknown. */
public class RemotingTimeoutException extends RemotingException {
  private static final long serialVersionUID = 4106899185095245979L;

  /** Creates the exception with a text of its own. */
  public RemotingTimeoutException(String message) {
    super(message);
  }

  /** Creates the exception for a server and the time that was waited, in milliseconds. */
  public RemotingTimeoutException(String addr, long timeoutMillis) {
    this(addr, timeoutMillis, null);
  }

  /** Creates the exception for a server and the time that was waited, with its cause. */
  public RemotingTimeoutException(String addr, long timeoutMillis, @Nullable Throwable cause) {
    super("wait response on the channel <" + addr + "> timeout, " + timeoutMillis + "(ms)", cause);
  }
}
