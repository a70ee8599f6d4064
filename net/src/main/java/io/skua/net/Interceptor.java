package io.skua.net;

import io.skua.wire.frame.Frame;

/**
 * Sees every request before it leaves and every answer before its caller does, and may replace
 * them.
 */
@FunctionalInterface
public interface Interceptor {
  /** What an interceptor knows of one request on its way. */
  interface Passage {
    /** Returns what is sent. */
    Frame request();

    /**
     * Returns what is delivered instead of an answer. On the loop.
     *
     * @param response a view that is valid during this call
     */
    Frame answered(Frame response);
  }

  /**
   * Takes a request in, on the thread that makes it. What it throws reaches the caller, and nothing
   * is sent.
   */
  Passage pass(Address to, Frame request);
}
