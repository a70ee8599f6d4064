package io.skua.net;

import org.jspecify.annotations.Nullable;

/**
 * A call that got no answer. The kind says how far it came; nobody knows what the peer did unless
 * it is CONNECT or REFUSED.
 */
public final class NetException extends Exception {
  private static final long serialVersionUID = 1;

  /** How far the call came. */
  public enum Kind {
    /** No connection could be made: nothing was sent. */
    CONNECT,
    /**
     * This side would not take it, because too much waits to be written to that peer: nothing was
     * sent.
     */
    REFUSED,
    /** The connection broke while the call was being written or waited for its answer. */
    BROKEN,
    /** The deadline passed. */
    TIMEOUT,
    /** The peer said that it is going away, twice. */
    GO_AWAY,
    /** The answer came and could not be read. */
    UNREADABLE,
    /** This side was closed. */
    CLOSED
  }

  private final Kind kind;
  private final Address address;

  /** Makes an exception. */
  public NetException(Kind kind, Address address, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.address = address;
  }

  /** Returns how far the call came. */
  public Kind kind() {
    return kind;
  }

  /** Returns the peer's address. */
  public Address address() {
    return address;
  }
}
