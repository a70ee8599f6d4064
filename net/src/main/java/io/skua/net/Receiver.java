package io.skua.net;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Takes what a {@link Channel} brings. All methods are called on the loop of the network. */
public interface Receiver {
  /** The channel is connected. */
  void opened();

  /** Bytes have come in. The array is the network's and changes after this call. */
  void received(byte[] bytes, int from, int to);

  /** There is room again after {@link Channel#awaitWritable()}. */
  void writable();

  /**
   * The channel is closed and nothing follows; called exactly once, also when it never opened.
   *
   * @param cause what went wrong; null when this side or the peer closed in order
   */
  void closed(@Nullable IOException cause);
}
