package io.skua.client.consumer;

import io.skua.client.ClientConfig;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A consumer's settings as administrators see them (protocol B 8.1). */
final class SettingsInWords {
  private SettingsInWords() {}

  /**
   * Returns the settings of the moment, by the names that tools know.
   *
   * @param started when the consumer was started, in milliseconds since 1970
   */
  static Map<String, String> of(DefaultMQPushConsumer consumer, long started) {
    Map<String, String> words = common(consumer, "CONSUME_PASSIVELY", started);
    words.put("PROP_CONSUMEORDERLY", Boolean.toString(consumer.isConsumeOrderly()));
    words.put("PROP_THREADPOOL_CORE_SIZE", Integer.toString(consumer.getConsumeThreadMin()));
    words.put("consumerGroup", consumer.getConsumerGroup());
    words.put("messageModel", consumer.getMessageModel().name());
    words.put("consumeFromWhere", consumer.getConsumeFromWhere().name());
    words.put("consumeTimestamp", consumer.getConsumeTimestamp());
    words.put("allocateMessageQueueStrategy", consumer.getAllocateMessageQueueStrategy().getName());
    words.put("unitMode", Boolean.toString(consumer.isUnitMode()));
    words.put("consumeThreadMin", String.valueOf(consumer.getConsumeThreadMin()));
    words.put("consumeThreadMax", String.valueOf(consumer.getConsumeThreadMax()));
    words.put(
        "adjustThreadPoolNumsThreshold",
        String.valueOf(consumer.getAdjustThreadPoolNumsThreshold()));
    words.put(
        "consumeConcurrentlyMaxSpan", String.valueOf(consumer.getConsumeConcurrentlyMaxSpan()));
    words.put("pullThresholdForQueue", String.valueOf(consumer.getPullThresholdForQueue()));
    words.put("pullThresholdSizeForQueue", String.valueOf(consumer.getPullThresholdSizeForQueue()));
    words.put("pullThresholdForTopic", String.valueOf(consumer.getPullThresholdForTopic()));
    words.put("pullThresholdSizeForTopic", String.valueOf(consumer.getPullThresholdSizeForTopic()));
    words.put("pullThresholdForAll", String.valueOf(consumer.getPullThresholdForAll()));
    words.put("pullThresholdSizeForAll", String.valueOf(consumer.getPullThresholdSizeForAll()));
    words.put("popThresholdForQueue", String.valueOf(consumer.getPopThresholdForQueue()));
    words.put("pullInterval", String.valueOf(consumer.getPullInterval()));
    words.put(
        "consumeMessageBatchMaxSize", String.valueOf(consumer.getConsumeMessageBatchMaxSize()));
    words.put("pullBatchSize", String.valueOf(consumer.getPullBatchSize()));
    words.put("pullBatchSizeInBytes", String.valueOf(consumer.getPullBatchSizeInBytes()));
    words.put("postSubscriptionWhenPull", String.valueOf(consumer.isPostSubscriptionWhenPull()));
    words.put("maxReconsumeTimes", String.valueOf(consumer.getMaxReconsumeTimes()));
    words.put(
        "suspendCurrentQueueTimeMillis",
        String.valueOf(consumer.getSuspendCurrentQueueTimeMillis()));
    words.put("consumeTimeout", String.valueOf(consumer.getConsumeTimeout()));
    words.put("popInvisibleTime", String.valueOf(consumer.getPopInvisibleTime()));
    words.put("popBatchNums", String.valueOf(consumer.getPopBatchNums()));
    words.put(
        "awaitTerminationMillisWhenShutdown",
        String.valueOf(consumer.getAwaitTerminationMillisWhenShutdown()));
    words.put("clientRebalance", String.valueOf(consumer.isClientRebalance()));
    return words;
  }

  /** As the other, of a consumer that is polled. */
  static Map<String, String> of(DefaultLitePullConsumer consumer, long started) {
    Map<String, String> words = common(consumer, "CONSUME_ACTIVELY", started);
    words.put("consumerGroup", consumer.getConsumerGroup());
    words.put("messageModel", consumer.getMessageModel().name());
    words.put("consumeFromWhere", consumer.getConsumeFromWhere().name());
    words.put("consumeTimestamp", consumer.getConsumeTimestamp());
    words.put("allocateMessageQueueStrategy", consumer.getAllocateMessageQueueStrategy().getName());
    words.put("autoCommit", String.valueOf(consumer.isAutoCommit()));
    words.put("autoCommitIntervalMillis", String.valueOf(consumer.getAutoCommitIntervalMillis()));
    words.put("pullBatchSize", String.valueOf(consumer.getPullBatchSize()));
    words.put("pullThresholdForAll", String.valueOf(consumer.getPullThresholdForAll()));
    words.put("pullThresholdForQueue", String.valueOf(consumer.getPullThresholdForQueue()));
    words.put("pullThresholdSizeForQueue", String.valueOf(consumer.getPullThresholdSizeForQueue()));
    words.put("consumeMaxSpan", String.valueOf(consumer.getConsumeMaxSpan()));
    words.put("pollTimeoutMillis", String.valueOf(consumer.getPollTimeoutMillis()));
    words.put("unitMode", String.valueOf(consumer.isUnitMode()));
    return words;
  }

  /** As the others, of a consumer that the application drives. */
  @SuppressWarnings("deprecation")
  static Map<String, String> of(DefaultMQPullConsumer consumer, long started) {
    Map<String, String> words = common(consumer, "CONSUME_ACTIVELY", started);
    words.put("consumerGroup", consumer.getConsumerGroup());
    words.put("messageModel", consumer.getMessageModel().name());
    words.put("allocateMessageQueueStrategy", consumer.getAllocateMessageQueueStrategy().getName());
    words.put("registerTopics", String.valueOf(consumer.getRegisterTopics()));
    words.put("maxReconsumeTimes", String.valueOf(consumer.getMaxReconsumeTimes()));
    words.put("enableRebalance", String.valueOf(consumer.isEnableRebalance()));
    words.put("unitMode", String.valueOf(consumer.isUnitMode()));
    return words;
  }

  private static Map<String, String> common(ClientConfig client, String type, long started) {
    Map<String, String> words = new TreeMap<>();
    words.put("PROP_NAMESERVER_ADDR", text(client.getNamesrvAddr()));
    words.put("PROP_CONSUME_TYPE", type);
    words.put("PROP_CLIENT_VERSION", "V5_3_3");
    words.put("PROP_CONSUMER_START_TIMESTAMP", Long.toString(started));
    return words;
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
