package io.skua.bench.workload;

import bench.client.Consumer;
import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.skua.client.consumer.listener.MessageListenerConcurrently;
import io.skua.client.exception.MQClientException;
import io.skua.common.consumer.ConsumeFromWhere;
import io.skua.common.message.MessageExt;
import java.util.Objects;

/** Makes push consumers with the settings that a user gets. */
public final class ConsumerFactory implements Consumer.Factory {
  /** The one that the measuring process asks for by name. */
  public ConsumerFactory() {}

  @Override
  public Consumer create(
      String nameServers, String group, String topic, Consumer.Received received) {
    DefaultMQPushConsumer consumer = new DefaultMQPushConsumer(group);
    consumer.setNamesrvAddr(nameServers);
    consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
    consumer.registerMessageListener(
        (MessageListenerConcurrently)
            (messages, context) -> {
              for (MessageExt message : messages) {
                received.message(Objects.requireNonNull(message.getBody()));
              }
              return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
            });
    return new ConsumerUnderTest(consumer, topic);
  }

  private static final class ConsumerUnderTest implements Consumer {
    private final DefaultMQPushConsumer consumer;
    private final String topic;

    ConsumerUnderTest(DefaultMQPushConsumer consumer, String topic) {
      this.consumer = consumer;
      this.topic = topic;
    }

    @Override
    public void start() throws MQClientException {
      consumer.subscribe(topic, "*");
      consumer.start();
    }

    @Override
    public void close() {
      consumer.shutdown();
    }
  }
}
