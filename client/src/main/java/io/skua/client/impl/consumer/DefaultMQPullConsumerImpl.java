package io.skua.client.impl.consumer;

import io.skua.client.consumer.DefaultMQPullConsumer;
import io.skua.client.consumer.store.OffsetStore;
import io.skua.client.impl.factory.MQClientInstance;
import org.jspecify.annotations.Nullable;

/**
 * Users of the RocketMQ client know this class as the inside of a pull consumer; here it is the
 * door to what they look for there, and nothing works in it. Thread-safe.
 */
@SuppressWarnings("deprecation")
public class DefaultMQPullConsumerImpl {
  private final DefaultMQPullConsumer consumer;
  private final RebalanceImpl rebalance;

  /** Makes the door of a consumer; {@link DefaultMQPullConsumer} does. */
  public DefaultMQPullConsumerImpl(DefaultMQPullConsumer consumer, MQClientInstance instance) {
    this.consumer = consumer;
    this.rebalance = new RebalanceImpl(instance);
  }

  /** Returns the consumer. */
  public DefaultMQPullConsumer getDefaultMQPullConsumer() {
    return consumer;
  }

  /** Returns the way to the client instance of the consumer. */
  public RebalanceImpl getRebalanceImpl() {
    return rebalance;
  }

  /** Returns where offsets are kept; as {@link DefaultMQPullConsumer#getOffsetStore}. */
  public @Nullable OffsetStore getOffsetStore() {
    return consumer.getOffsetStore();
  }
}
