package interop.apache;

import interop.harness.Body;
import interop.harness.Eventually;
import interop.reader.Stored;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.MessageClientExt;
import org.apache.rocketmq.common.message.MessageConst;
import org.apache.rocketmq.common.message.MessageExt;

/**
 * A real Apache push consumer in this process: alone in its group, from the first message of each
 * topic on, with one thread, so that it sees the messages of a queue in their order. It keeps all
 * that it receives. Thread-safe.
 */
public final class ApacheConsumer implements AutoCloseable {
  /** What the consumer adds to a message. */
  private static final List<String> OF_CONSUMERS =
      List.of(
          MessageConst.PROPERTY_MIN_OFFSET,
          MessageConst.PROPERTY_MAX_OFFSET,
          MessageConst.PROPERTY_CONSUME_START_TIMESTAMP);

  private static final int COMMIT_MILLIS = 100;
  private static final int END_MILLIS = 5000;

  private final DefaultMQPushConsumer consumer;
  private final Queue<MessageExt> received = new ConcurrentLinkedQueue<>();

  private ApacheConsumer(DefaultMQPushConsumer consumer) {
    this.consumer = consumer;
  }

  /**
   * Starts a consumer.
   *
   * @param topics topics that exist: others would be noticed half a minute late
   */
  public static ApacheConsumer start(String nameServers, String group, Collection<String> topics)
      throws MQClientException {
    DefaultMQPushConsumer consumer = new DefaultMQPushConsumer(group);
    ApacheConsumer started = new ApacheConsumer(consumer);
    consumer.setNamesrvAddr(nameServers);
    consumer.setMqClientApiTimeout(Eventually.CALL_MILLIS);
    consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
    consumer.setConsumeThreadMin(1);
    consumer.setConsumeThreadMax(1);
    consumer.setPersistConsumerOffsetInterval(COMMIT_MILLIS);
    // What was received counts as consumed at the end.
    consumer.setAwaitTerminationMillisWhenShutdown(END_MILLIS);
    for (String topic : topics) {
      consumer.subscribe(topic, "*");
    }
    consumer.registerMessageListener(
        (MessageListenerConcurrently)
            (messages, context) -> {
              started.received.addAll(messages);
              return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
            });
    consumer.start();
    return started;
  }

  /** The messages of a topic that came so far, in the order in which they came. */
  public List<MessageExt> messages(String topic) {
    return received.stream().filter(message -> message.getTopic().equals(topic)).toList();
  }

  /** The same in the form in which those that were read otherwise can be compared with them. */
  public List<Stored> received(String topic) {
    return messages(topic).stream().map(ApacheConsumer::stored).toList();
  }

  private static Stored stored(MessageExt message) {
    Map<String, String> properties = new HashMap<>(message.getProperties());
    properties.keySet().removeAll(OF_CONSUMERS);
    InetSocketAddress storeHost = (InetSocketAddress) message.getStoreHost();
    return new Stored(
        message.getBrokerName(),
        message.getQueueId(),
        message.getQueueOffset(),
        Body.of(message.getBody()),
        Stored.typeOfCompression(message.getSysFlag()),
        message.getFlag(),
        Map.copyOf(properties),
        message.getMsgId(),
        storeHost.getAddress().getHostAddress() + ":" + storeHost.getPort(),
        ((MessageClientExt) message).getOffsetMsgId());
  }

  @Override
  public void close() {
    consumer.shutdown();
  }
}
