package io.skua.client;

import io.skua.client.consumer.DefaultMQPullConsumer;
import io.skua.common.message.MessageQueue;
import io.skua.remoting.protocol.heartbeat.MessageModel;

/** Moves a group to a time. Safe for use from any thread. */
public class MQHelper {
  private static final String INSTANCE_NAME = "DEFAULT";

  /** There is nothing to create; kept because the constructor has always been public. */
  public MQHelper() {}

  /**
   * Has a group go on with what was stored at a time or later. Its members have to be stopped: they
   * would commit the offsets that they have.
   *
   * @param timestamp in milliseconds since 1970
   * @throws Exception when a server cannot be asked; some queues may have been moved by then
   */
  public static void resetOffsetByTimestamp(
      MessageModel messageModel, String consumerGroup, String topic, long timestamp)
      throws Exception {
    resetOffsetByTimestamp(messageModel, INSTANCE_NAME, consumerGroup, topic, timestamp);
  }

  /** As above, with the instance name of the client that does it. */
  @SuppressWarnings("deprecation") // the one consumer that sets offsets of queues it does not read
  public static void resetOffsetByTimestamp(
      MessageModel messageModel,
      String instanceName,
      String consumerGroup,
      String topic,
      long timestamp)
      throws Exception {
    try (DefaultMQPullConsumer consumer = new DefaultMQPullConsumer(consumerGroup)) {
      consumer.setInstanceName(instanceName);
      consumer.setMessageModel(messageModel);
      consumer.start();
      for (MessageQueue queue : consumer.fetchSubscribeMessageQueues(topic)) {
        long offset = consumer.searchOffset(queue, timestamp);
        if (offset >= 0) {
          consumer.updateConsumeOffset(queue, offset);
          consumer.persist(queue);
        }
      }
    }
  }
}
