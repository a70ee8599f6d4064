package io.skua.server;

import org.jspecify.annotations.Nullable;

/**
 * The server cannot start or has failed. The text says what was tried, what came back, and what to
 * do.
 */
public final class ServerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What is in the way. */
  public enum Kind {
    /** Another process listens on the port. */
    PORT_TAKEN,
    /** The server cannot listen on the address for another reason. */
    ADDRESS_UNUSABLE,
    /** Another server has the data directory. */
    DIRECTORY_IN_USE,
    /** The data directory cannot be read or written, or holds what is not understood. */
    DIRECTORY_UNUSABLE,
    /** The disk has no room. */
    DISK_FULL,
    /** The certificate, its key or the trusted certificates cannot be used. */
    TLS_UNUSABLE,
    /** No name server took the registration. */
    NOT_REGISTERED,
    /** The server was closed, or its thread interrupted, while it started. */
    INTERRUPTED
  }

  private final Kind kind;

  ServerException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Returns what is in the way. */
  public Kind kind() {
    return kind;
  }
}
