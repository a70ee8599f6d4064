package io.skua.client.consumer;

import io.skua.client.exception.MQClientException;
import io.skua.client.internal.consume.lite.PollSettings;
import io.skua.wire.body.ConsumeFromWhere;
import java.time.Duration;

/**
 * The settings of a consumer that is polled as its parts ask for them: those of the moment, but for
 * group and model, which stay as they were at the start.
 */
final class LiteSettings extends GroupSettings implements PollSettings {
  private static final long MIB = 1024 * 1024;

  private final DefaultLitePullConsumer consumer;

  LiteSettings(DefaultLitePullConsumer consumer) {
    super(consumer, consumer.getConsumerGroup(), consumer.getMessageModel());
    this.consumer = consumer;
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
  public boolean lite() {
    return true;
  }

  @Override
  public Duration suspend() {
    return Duration.ofMillis(consumer.getBrokerSuspendMaxTimeMillis());
  }

  @Override
  public Duration pullTimeout() {
    return Duration.ofMillis(consumer.getConsumerTimeoutMillisWhenSuspend());
  }

  @Override
  public long brokerId(long suggested) {
    return consumer.isConnectBrokerByUser() ? consumer.getDefaultBrokerId() : suggested;
  }

  @Override
  public int pullBatch() {
    return consumer.getPullBatchSize();
  }

  @Override
  public Duration pullDelayAfterFailure() {
    return Duration.ofMillis(consumer.getPullTimeDelayMillsWhenException());
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
  public int messagesInAll() {
    return (int) Math.min(Integer.MAX_VALUE, consumer.getPullThresholdForAll());
  }

  @Override
  public int span() {
    return consumer.getConsumeMaxSpan();
  }

  @Override
  public boolean commitsByItself() {
    return consumer.isAutoCommit();
  }

  @Override
  public Duration commitInterval() {
    return Duration.ofMillis(consumer.getAutoCommitIntervalMillis());
  }

  @Override
  public Duration topicCheck() {
    return Duration.ofMillis(consumer.getTopicMetadataCheckIntervalMillis());
  }
}
