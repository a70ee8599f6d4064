package io.skua.remoting.exception;

/** The call was not even tried: its time was used up, or too many calls were under way. */
public class RemotingTooMuchRequestException extends RemotingException {
  private static final long serialVersionUID = 4326919581254519654L;

  /** Creates the exception with a text that says which limit it was. */
  public RemotingTooMuchRequestException(String message) {
    super(message);
  }
}
