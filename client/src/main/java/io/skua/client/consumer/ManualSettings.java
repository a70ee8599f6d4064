package io.skua.client.consumer;

import io.skua.client.internal.consume.ConsumerSettings;
import io.skua.remoting.protocol.heartbeat.MessageModel;
import io.skua.wire.body.ConsumeFromWhere;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a consumer that the application drives. Nothing is pulled ahead, so that there
 * are no limits.
 *
 * @param group with the namespace
 */
@SuppressWarnings("deprecation")
record ManualSettings(DefaultMQPullConsumer consumer, String group, boolean broadcasting)
    implements ConsumerSettings {
  static ManualSettings of(DefaultMQPullConsumer consumer, String group) {
    return new ManualSettings(
        consumer, group, consumer.getMessageModel() == MessageModel.BROADCASTING);
  }

  @Override
  public @Nullable String namespace() {
    return consumer.getNamespace();
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
  public boolean unitMode() {
    return consumer.isUnitMode();
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
