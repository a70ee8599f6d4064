package io.skua.client.metrics;

/** How a message is sent. */
public enum SendManner {
  /** The caller waits for the result. */
  SYNC,
  /** A callback or a future gets the result. */
  ASYNC,
  /** Nobody answers. */
  ONE_WAY
}
