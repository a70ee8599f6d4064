package io.skua.client.trace;

import io.skua.client.AccessChannel;
import io.skua.client.exception.MQClientException;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a client traces to where traces are kept. A client starts it after itself and stops it
 * before itself.
 */
public interface TraceDispatcher {
  /**
   * Starts. A failure is logged as a warning and does not keep the client from starting.
   *
   * @param nameSrvAddr the name servers of the client, or null when it found them by itself
   */
  void start(@Nullable String nameSrvAddr, AccessChannel accessChannel) throws MQClientException;

  /** Hands over what is left and stops. Bounded in time. */
  void shutdown();
}
