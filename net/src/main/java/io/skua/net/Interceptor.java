package io.skua.net;

import io.skua.wire.frame.Frame;

/**
 * Sees every request before it leaves and every answer before its caller does, and may replace
 * them. Requests pass on the threads that make them, answers on the loop.
 */
public interface Interceptor {
  /**
   * Returns the request to send instead of {@code request}. What it throws reaches the caller, and
   * nothing is sent.
   */
  Frame before(Address to, Frame request);

  /**
   * Returns the answer to deliver instead of {@code response}, which is a view.
   *
   * @param request what was sent
   */
  Frame after(Address from, Frame request, Frame response);
}
