package io.skua.client.consumer.listener;

import io.skua.common.message.MessageExt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages in any order, several at a time on several threads. Must be thread-safe.
 *
 * <p>A message may come more than once: after a failure, after a crash, and when its queue moves to
 * another client.
 */
public interface MessageListenerConcurrently extends MessageListener {
  /**
   * Consumes messages of one queue.
   *
   * @param msgs at least one, at most {@code consumeMessageBatchMaxSize}, in order of their
   *     offsets; the list cannot be changed
   * @param context about this call; also says what becomes of a part of the messages
   * @return null counts as {@link ConsumeConcurrentlyStatus#RECONSUME_LATER}, and so does any
   *     exception
   */
  @Nullable ConsumeConcurrentlyStatus consumeMessage(
      List<MessageExt> msgs, ConsumeConcurrentlyContext context);
}
