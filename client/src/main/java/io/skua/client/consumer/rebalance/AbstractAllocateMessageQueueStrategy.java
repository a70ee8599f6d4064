package io.skua.client.consumer.rebalance;

import io.skua.client.consumer.AllocateMessageQueueStrategy;
import io.skua.common.message.MessageQueue;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the known strategies have in common: the check of their arguments. */
public abstract class AbstractAllocateMessageQueueStrategy implements AllocateMessageQueueStrategy {
  private static final Logger log =
      LoggerFactory.getLogger(AbstractAllocateMessageQueueStrategy.class);

  /** For subclasses. */
  public AbstractAllocateMessageQueueStrategy() {}

  /**
   * Says whether there is anything to share with the client that asks: false when the group does
   * not know it (yet).
   *
   * @throws IllegalArgumentException when an id or a list is null or empty
   */
  public boolean check(
      String consumerGroup,
      @Nullable String currentCID,
      @Nullable List<MessageQueue> mqAll,
      @Nullable List<String> cidAll) {
    if (currentCID == null || currentCID.isEmpty()) {
      throw new IllegalArgumentException("currentCID is empty");
    }
    if (mqAll == null || mqAll.isEmpty()) {
      throw new IllegalArgumentException("mqAll is null or mqAll empty");
    }
    if (cidAll == null || cidAll.isEmpty()) {
      throw new IllegalArgumentException("cidAll is null or cidAll empty");
    }
    if (!cidAll.contains(currentCID)) {
      log.info(
          "group {} does not have its client {} yet, but {}; it gets no queue until then",
          consumerGroup,
          currentCID,
          cidAll);
      return false;
    }
    return true;
  }
}
