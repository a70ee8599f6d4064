package io.skua.client.consumer;

import io.skua.wire.body.ConsumeFromWhere;
import java.time.Duration;

/**
 * The settings of a consumer that the application drives. Nothing is pulled ahead, so that there
 * are no limits.
 */
@SuppressWarnings("deprecation")
final class ManualSettings extends GroupSettings {
  private final DefaultMQPullConsumer consumer;

  ManualSettings(DefaultMQPullConsumer consumer, String group) {
    super(consumer, group, consumer.getMessageModel());
    this.consumer = consumer;
  }

  @Override
  public ConsumeFromWhere consumeFromWhere() {
    return ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET; // what brokers are told, protocol B 1.4
  }

  @Override
  public long consumeFromMillis() {
    return 0;
  }

  @Override
  public boolean pullsAhead() {
    return false;
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
  public int pullBatch() {
    return 0;
  }

  @Override
  public Duration pullDelayAfterFailure() {
    return Duration.ofMillis(consumer.getPullTimeDelayMillsWhenException());
  }

  @Override
  public int messagesPerQueue() {
    return 0;
  }

  @Override
  public long bytesPerQueue() {
    return 0;
  }

  @Override
  public int span() {
    return 0;
  }
}
