package io.skua.client.impl.consumer;

import io.skua.client.impl.factory.MQClientInstance;

/**
 * Users of the RocketMQ client know this class as what shares queues out; here it is a step on the
 * way to the client instance, and nothing is shared out in it. Immutable.
 */
public class RebalanceImpl {
  private final MQClientInstance instance;

  RebalanceImpl(MQClientInstance instance) {
    this.instance = instance;
  }

  /** Returns the client instance of the consumer. */
  public MQClientInstance getmQClientFactory() {
    return instance;
  }
}
