package io.skua.client.internal.consume.deliver;

import io.skua.client.internal.consume.process.Held;
import io.skua.client.internal.consume.process.ProcessQueue;
import io.skua.common.message.MessageExt;
import io.skua.wire.body.ConsumeResult;
import java.util.List;

/** Hands messages to the listener, on threads of its own. Methods are called on the loop. */
public interface Delivery {
  /**
   * Delivers what has just been put into a queue.
   *
   * @param fresh the messages, in order
   */
  void deliver(ProcessQueue queue, List<Held> fresh);

  /** Looks after what a listener has had for too long. Every few seconds. */
  default void upkeep(ProcessQueue queue) {}

  /**
   * Has the listener consume one message outside of the order of things; in the caller's thread.
   */
  ConsumeResult deliverNow(MessageExt message);
}
