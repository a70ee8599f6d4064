package io.skua.client.consumer;

import io.skua.common.message.MessageQueue;

/**
 * Pulls a queue by a schedule ({@link MQPullConsumerScheduleService}). Must be thread-safe: several
 * queues are pulled at a time, each by one thread.
 *
 * @deprecated as {@link DefaultMQPullConsumer} is
 */
@Deprecated
public interface PullTaskCallback {
  /**
   * Pulls once. May take as long as it likes. A failure is logged, and the next pull comes a second
   * later.
   *
   * @param mq the queue
   * @param context has the consumer, and takes the pause until the next pull
   */
  void doPullTask(MessageQueue mq, PullTaskContext context);
}
