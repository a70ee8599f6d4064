package io.skua.client.producer.selector;

import io.skua.client.producer.MessageQueueSelector;
import io.skua.common.message.Message;
import io.skua.common.message.MessageQueue;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Chooses by the hash of the argument: equal arguments go to one queue for as long as the number of
 * queues stays the same. Without state, safe for use from any thread.
 */
public class SelectMessageQueueByHash implements MessageQueueSelector {
  /** Creates the selector. */
  public SelectMessageQueueByHash() {}

  /**
   * Returns the queue at the absolute value of the hash modulo the number of queues.
   *
   * @throws NullPointerException if the argument is null
   */
  @Override
  public MessageQueue select(List<MessageQueue> mqs, Message msg, @Nullable Object arg) {
    Objects.requireNonNull(arg, "Choosing a queue by hash needs an argument, but got null.");
    return mqs.get(Math.abs(arg.hashCode() % mqs.size()));
  }
}
