package io.skua.client.trace;

import io.skua.client.AccessChannel;
import io.skua.client.exception.MQClientException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a client traces to where traces are kept. A client starts it after itself and stops it
 * after itself.
 */
public interface TraceDispatcher {
  /** What kind of client is traced. */
  enum Type {
    /** A producer. */
    PRODUCE,
    /** A consumer. */
    CONSUME
  }

  /**
   * Starts. A failure is logged as a warning and does not keep the client from starting.
   *
   * @param nameSrvAddr the name servers of the client, or null when it found them by itself
   */
  void start(@Nullable String nameSrvAddr, AccessChannel accessChannel) throws MQClientException;

  /**
   * Takes a trace. Safe for use from any thread; never blocks, as sends wait for it.
   *
   * @param ctx a {@link TraceContext}, which the caller does not change any more
   * @return false when the trace is dropped
   */
  boolean append(Object ctx);

  /** Hands over what is there now. */
  void flush() throws IOException;

  /** Hands over what is left and stops. Bounded in time. */
  void shutdown();
}
