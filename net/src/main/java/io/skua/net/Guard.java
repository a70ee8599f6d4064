package io.skua.net;

import io.skua.wire.frame.Frame;

/** Decides whether a request that came in may be handled at all. On the loop. */
@FunctionalInterface
public interface Guard {
  /**
   * Lets a request pass by returning.
   *
   * @param request a view that is valid during this call
   * @throws RequestRefused when it may not be handled; that is the answer
   */
  void check(Frame request, Link from);
}
