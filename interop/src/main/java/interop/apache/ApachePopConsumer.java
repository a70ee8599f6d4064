package interop.apache;

import interop.harness.Body;
import interop.harness.Eventually;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.MessageExt;

/**
 * A real Apache push consumer in this process that asks the broker for its queues, and pops when it
 * is told to. Each message with a certain body fails once. Thread-safe.
 */
public final class ApachePopConsumer implements AutoCloseable {
  private final DefaultMQPushConsumer consumer;
  private final Queue<MessageExt> received = new ConcurrentLinkedQueue<>();
  private final Set<String> failed = ConcurrentHashMap.newKeySet();

  private ApachePopConsumer(DefaultMQPushConsumer consumer) {
    this.consumer = consumer;
  }

  /** Starts a consumer from the first message of a topic on; {@code failing} fails once. */
  public static ApachePopConsumer start(
      String nameServers, String group, String topic, Body failing) throws MQClientException {
    DefaultMQPushConsumer consumer = new DefaultMQPushConsumer(group);
    ApachePopConsumer started = new ApachePopConsumer(consumer);
    consumer.setNamesrvAddr(nameServers);
    consumer.setMqClientApiTimeout(Eventually.CALL_MILLIS);
    consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
    consumer.setClientRebalance(false);
    consumer.subscribe(topic, "*");
    consumer.registerMessageListener(
        (MessageListenerConcurrently)
            (messages, context) -> {
              started.received.addAll(messages);
              return messages.stream().anyMatch(message -> started.fails(message, failing))
                  ? ConsumeConcurrentlyStatus.RECONSUME_LATER
                  : ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
            });
    consumer.start();
    return started;
  }

  private boolean fails(MessageExt message, Body failing) {
    return Body.of(message.getBody()).equals(failing) && failed.add(message.getMsgId());
  }

  /** The messages that came so far. */
  public List<MessageExt> messages() {
    return List.copyOf(received);
  }

  @Override
  public void close() {
    consumer.shutdown();
  }
}
