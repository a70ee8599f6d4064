package io.skua.net;

import io.skua.wire.frame.Frame;

/**
 * Takes the end of a call: exactly one of its methods is called, once, on the loop or, for a call
 * that never left, by the caller.
 */
public interface Completion {
  /**
   * The response came. It is a view that is valid during this call; its code may say that the peer
   * refused.
   */
  void replied(Frame response);

  /** No response came. */
  void failed(NetException failure);
}
