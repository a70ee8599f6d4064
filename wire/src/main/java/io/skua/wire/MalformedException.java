package io.skua.wire;

/**
 * Bytes from a peer that are not what the protocol says. The text names the field, the value and
 * the limit.
 */
public final class MalformedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Makes an exception with a text for people. */
  public MalformedException(String message) {
    super(message);
  }

  /** Makes an exception with a text for people and what led to it. */
  public MalformedException(String message, Throwable cause) {
    super(message, cause);
  }
}
