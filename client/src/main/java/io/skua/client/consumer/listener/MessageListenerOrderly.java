package io.skua.client.consumer.listener;

import io.skua.common.message.MessageExt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the messages of each queue in order, by one thread at a time; different queues are consumed
 * at the same time. Must be thread-safe.
 */
public interface MessageListenerOrderly extends MessageListener {
  /**
   * Consumes messages of one queue.
   *
   * @param msgs at least one, at most {@code consumeMessageBatchMaxSize}, in order; the list cannot
   *     be changed
   * @param context about this call
   * @return null counts as {@link ConsumeOrderlyStatus#SUSPEND_CURRENT_QUEUE_A_MOMENT}, and so does
   *     any exception
   */
  @Nullable ConsumeOrderlyStatus consumeMessage(
      List<MessageExt> msgs, ConsumeOrderlyContext context);
}
