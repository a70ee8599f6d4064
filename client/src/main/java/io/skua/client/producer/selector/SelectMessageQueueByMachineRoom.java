package io.skua.client.producer.selector;

import io.skua.client.producer.MessageQueueSelector;
import io.skua.common.message.Message;
import io.skua.common.message.MessageQueue;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A place for a choice by machine room: it chooses nothing, so a send with it fails until {@link
 * #select} is overridden, as it has always been. Safe for use from any thread.
 */
public class SelectMessageQueueByMachineRoom implements MessageQueueSelector {
  private volatile @Nullable Set<String> consumeridcs;

  /** Creates the selector without machine rooms. */
  public SelectMessageQueueByMachineRoom() {}

  /** Returns null: no queue. */
  @Override
  public @Nullable MessageQueue select(List<MessageQueue> mqs, Message msg, @Nullable Object arg) {
    return null;
  }

  /** Returns the machine rooms that consume, or null if none have been set. */
  public @Nullable Set<String> getConsumeridcs() {
    return consumeridcs;
  }

  /** Sets the machine rooms that consume; the set is not copied. */
  public void setConsumeridcs(@Nullable Set<String> consumeridcs) {
    this.consumeridcs = consumeridcs;
  }
}
