package io.skua.net;

/**
 * Takes the end of a request that nobody answers: exactly one of its methods is called, once, in
 * the call when there is room or none can come, else on the loop.
 */
public interface OneWayCompletion {
  /** The request has been handed to the connection. */
  void taken();

  /** Nothing was sent. */
  void failed(NetException failure);
}
