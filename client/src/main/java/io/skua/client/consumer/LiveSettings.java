package io.skua.client.consumer;

import io.skua.client.exception.MQClientException;
import io.skua.client.internal.consume.PopSettings;
import io.skua.client.internal.consume.PushSettings;
import io.skua.wire.body.ConsumeFromWhere;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a push consumer as its parts ask for them: those of the moment, but for group,
 * model, listener and who shares the queues out, which stay as they were at the start.
 */
final class LiveSettings extends GroupSettings implements PushSettings, PopSettings {
  private static final long MIB = 1024 * 1024;

  // Protocol b 4.1.
  private static final Duration SUSPEND = Duration.ofSeconds(15);
  private static final Duration PULL_TIMEOUT = Duration.ofSeconds(30);

  private final DefaultMQPushConsumer consumer;
  private final boolean orderly;
  private final boolean pops;

  LiveSettings(DefaultMQPushConsumer consumer) {
    super(consumer, consumer.getConsumerGroup(), consumer.getMessageModel());
    this.consumer = consumer;
    this.orderly = consumer.isConsumeOrderly();
    this.pops = !consumer.isClientRebalance() && !orderly && !broadcasting();
  }

  @Override
  public boolean orderly() {
    return orderly;
  }

  @Override
  public ConsumeFromWhere consumeFromWhere() {
    return ConsumeFromWhere.valueOf(consumer.getConsumeFromWhere().name());
  }

  @Override
  public long consumeFromMillis() {
    try {
      return ConsumerSetup.millis(consumer.getConsumeTimestamp());
    } catch (MQClientException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  @Override
  public Duration suspend() {
    return SUSPEND;
  }

  @Override
  public Duration pullTimeout() {
    return PULL_TIMEOUT;
  }

  @Override
  public int threadsMin() {
    return consumer.getConsumeThreadMin();
  }

  @Override
  public int threadsMax() {
    return consumer.getConsumeThreadMax();
  }

  @Override
  public long backlogForThreads() {
    return consumer.getAdjustThreadPoolNumsThreshold();
  }

  @Override
  public int consumeBatch() {
    return Math.max(1, consumer.getConsumeMessageBatchMaxSize());
  }

  @Override
  public int pullBatch() {
    return consumer.getPullBatchSize();
  }

  @Override
  public int pullBatchBytes() {
    return consumer.getPullBatchSizeInBytes();
  }

  @Override
  public Duration pullInterval() {
    return Duration.ofMillis(consumer.getPullInterval());
  }

  @Override
  public Duration pullDelayAfterFailure() {
    return Duration.ofMillis(consumer.getPullTimeDelayMillsWhenException());
  }

  @Override
  public boolean subscriptionInPulls() {
    return consumer.isPostSubscriptionWhenPull();
  }

  @Override
  public int messagesPerQueue() {
    return consumer.getPullThresholdForQueue();
  }

  @Override
  public long bytesPerQueue() {
    return consumer.getPullThresholdSizeForQueue() * MIB;
  }

  @Override
  public int messagesPerTopic() {
    return consumer.getPullThresholdForTopic();
  }

  @Override
  public long bytesPerTopic() {
    return consumer.getPullThresholdSizeForTopic() * MIB;
  }

  @Override
  public int messagesInAll() {
    return consumer.getPullThresholdForAll();
  }

  @Override
  public long bytesInAll() {
    return consumer.getPullThresholdSizeForAll() * MIB;
  }

  @Override
  public int span() {
    return consumer.getConsumeConcurrentlyMaxSpan();
  }

  @Override
  public int maxReconsumeTimes() {
    return consumer.getMaxReconsumeTimes();
  }

  @Override
  public long suspendMillis() {
    return consumer.getSuspendCurrentQueueTimeMillis();
  }

  @Override
  public Duration consumeTimeout() {
    return Duration.ofMinutes(consumer.getConsumeTimeout());
  }

  @Override
  public @Nullable PopSettings pops() {
    return pops ? this : null;
  }

  @Override
  public String strategyName() {
    return consumer.getAllocateMessageQueueStrategy().getName();
  }

  @Override
  public Duration popInvisible() {
    return Duration.ofMillis(consumer.getPopInvisibleTime());
  }

  @Override
  public int popBatch() {
    return consumer.getPopBatchNums();
  }

  @Override
  public int messagesPerPop() {
    return consumer.getPopThresholdForQueue();
  }
}
