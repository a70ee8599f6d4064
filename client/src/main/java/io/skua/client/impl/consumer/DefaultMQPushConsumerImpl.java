package io.skua.client.impl.consumer;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.exception.MQClientException;
import io.skua.client.hook.ConsumeMessageHook;
import io.skua.client.impl.factory.MQClientInstance;
import io.skua.common.ServiceState;
import io.skua.common.message.MessageQueue;
import java.util.Set;

/**
 * Users of the RocketMQ client know this class as the inside of a push consumer; here it is the
 * door to what they look for there, and nothing works in it. Thread-safe.
 */
public class DefaultMQPushConsumerImpl {
  private final DefaultMQPushConsumer consumer;
  private final MQClientInstance instance;
  private final Queues queues;

  /** What takes the queues of topics that name servers do not know. */
  @FunctionalInterface
  public interface Queues {
    /** Says which queues a topic has. */
    void give(String topic, Set<MessageQueue> queues) throws MQClientException;
  }

  /** Makes the door of a consumer; {@link DefaultMQPushConsumer} does. */
  public DefaultMQPushConsumerImpl(
      DefaultMQPushConsumer consumer, MQClientInstance instance, Queues queues) {
    this.consumer = consumer;
    this.instance = instance;
    this.queues = queues;
  }

  /** Returns the consumer. */
  public DefaultMQPushConsumer getDefaultMQPushConsumer() {
    return consumer;
  }

  /** Returns the client instance of the consumer, which has a producer to reply with. */
  public MQClientInstance getmQClientFactory() {
    return instance;
  }

  /** Returns the state of the consumer. */
  public ServiceState getServiceState() {
    return consumer.getServiceState();
  }

  /**
   * Says which queues a topic has that name servers do not know, and whose route has been put into
   * {@link MQClientInstance#getTopicRouteTable}: a light one, say. The next rebalance shares them
   * out. Of a topic that is not subscribed to, or that name servers know, this changes nothing.
   *
   * @param topic as servers know it
   * @throws IllegalStateException when the consumer is not running
   */
  public void updateTopicSubscribeInfo(String topic, Set<MessageQueue> info) {
    try {
      queues.give(topic, info);
    } catch (MQClientException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** Adds a hook; as {@link DefaultMQPushConsumer#registerConsumeMessageHook}. */
  public void registerConsumeMessageHook(ConsumeMessageHook hook) {
    consumer.registerConsumeMessageHook(hook);
  }
}
