package io.skua.net.nio;

/** What is attached to a selection key. */
interface NioHandler {
  /** Serves the key, which is ready for something. On the loop. */
  void ready();
}
