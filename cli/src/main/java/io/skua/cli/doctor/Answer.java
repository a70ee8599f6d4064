package io.skua.cli.doctor;

import org.jspecify.annotations.Nullable;

/** What came of a question to a server. */
sealed interface Answer<T> {
  /**
   * The answer.
   *
   * @param version ordinal of the server's version as its answer states it; 0 when it does not
   * @param askedMillis when it was asked, in milliseconds since 1970 by the clock of this machine
   * @param tookMillis from the question to the answer, connecting included
   */
  record Got<T>(T value, int version, long askedMillis, long tookMillis) implements Answer<T> {}

  /** The server has said no. */
  record Refused<T>(int code, String remark) implements Answer<T> {}

  /** Nobody has answered. */
  record Missing<T>(Trouble trouble, String text) implements Answer<T> {}

  /** Why nobody has answered. */
  enum Trouble {
    /** The address is none. */
    NO_ADDRESS,
    /** The host name is not known here. */
    UNKNOWN_HOST,
    /** The host is there, and nobody listens at the port. */
    NOBODY_LISTENS,
    /** No connection came about in time, or there is no way to the host. */
    NOT_REACHED,
    /** The connection came about, and nothing was said in time. */
    SILENT,
    /** The connection was closed instead of an answer. */
    CLOSED,
    /** The answer is not one of RocketMQ's protocol. */
    NOT_READABLE,
    /** This side speaks TLS, and the server does not. */
    TLS_NOT_THERE,
    /** This side speaks no TLS, and the server may want it. */
    TLS_WANTED,
    /** The server's certificate does not convince this side, or this one's the server. */
    TLS_CERTIFICATE
  }

  /** Returns the answer, or null when there is none. */
  default @Nullable T orNull() {
    return this instanceof Got<T> got ? got.value() : null;
  }

  /** Says whether the server has refused with a code. */
  default boolean refusedWith(int code) {
    return this instanceof Refused<T> refused && refused.code() == code;
  }
}
