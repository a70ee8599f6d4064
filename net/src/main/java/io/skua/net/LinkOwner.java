package io.skua.net;

import io.skua.wire.frame.Frame;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Hears what becomes of a link, on the loop. */
public interface LinkOwner {
  /** The link is open. Not for links that were accepted, which are open from the beginning. */
  default void opened(Link link) {}

  /**
   * The link has closed.
   *
   * @param cause null when it was closed in order
   */
  void closed(Link link, @Nullable IOException cause);

  /**
   * The peer answered a call with GO_AWAY (protocol 1.11).
   *
   * @return whether the owner takes the call over, to send it again over another connection; if
   *     not, the caller gets the answer as it is
   */
  default boolean resend(Link link, Frame request, long deadline, Completion completion) {
    return false;
  }
}
