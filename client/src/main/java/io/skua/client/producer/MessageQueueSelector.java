package io.skua.client.producer;

import io.skua.common.message.Message;
import io.skua.common.message.MessageQueue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the queue of a message; what always goes to one queue stays in order. Called on the
 * thread that sends, so an instance that several threads use must be safe for that.
 */
public interface MessageQueueSelector {
  /**
   * Returns the queue to send to.
   *
   * @param mqs the queues that can be written to, never empty
   * @param msg a copy of the message; changes to it have no effect on what is sent
   * @param arg what the caller of the send gave along
   * @return one of the queues; null makes the send fail
   */
  @Nullable MessageQueue select(List<MessageQueue> mqs, Message msg, @Nullable Object arg);
}
