package io.skua.net;

import io.skua.wire.frame.Frame;

/** Handles the requests of one code, on the loop. */
@FunctionalInterface
public interface RequestHandler {
  /**
   * Handles a request. What is thrown is answered with SYSTEM_ERROR, or with what {@link
   * RequestRefused} says.
   *
   * @param request a view that is valid during this call
   * @param exchange where the answer goes, now or later
   */
  void handle(Frame request, Exchange exchange);
}
