package io.skua.cli;

import io.skua.client.exception.MQClientException;

/** What brings the messages of a topic to a {@link MessagePrinter} until it is closed. */
interface Follower extends AutoCloseable {
  /**
   * Starts; what is wrong with the topic, the filter or the servers shows here or at the printer.
   */
  void start() throws MQClientException;

  /** Ends, bounded in time. */
  @Override
  void close();
}
