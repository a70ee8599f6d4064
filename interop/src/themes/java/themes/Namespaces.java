package themes;

import java.util.concurrent.CountDownLatch;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;

/**
 * Sends and receives in a namespace, which the program does not see: its topic is another one on
 * the broker, with the namespace in front, and must exist there.
 */
public final class Namespaces {
  private static final String NAMESPACE = "team";
  private static final int COUNT = 10;

  private Namespaces() {}

  public static void main(String[] args) throws Exception {
    send(args[0], args[1]);
    receive("inside", inside(args[0], args[1]), args[1]);
    String onTheBroker = NAMESPACE + "%" + args[1];
    receive("outside", Common.consumer(args[0], args[1] + "-outsiders"), onTheBroker);
  }

  @SuppressWarnings("deprecation") // Of version 1, which is old, and in use.
  private static void send(String nameServers, String topic) throws Exception {
    DefaultMQProducer producer = Common.producer(nameServers, topic + "-producers");
    producer.setNamespace(NAMESPACE);
    producer.start();
    try {
      for (int i = 0; i < COUNT; i++) {
        Message message = Common.message(topic, "letter " + i);
        SendResult result = producer.send(message);
        System.out.printf(
            "sent letter %d: %s to %s of %s by %s%n",
            i,
            result.getSendStatus(),
            message.getTopic(),
            result.getMessageQueue().getTopic(),
            producer.getProducerGroup());
      }
    } finally {
      producer.shutdown();
    }
  }

  @SuppressWarnings("deprecation")
  private static DefaultMQPushConsumer inside(String nameServers, String topic) {
    DefaultMQPushConsumer consumer = Common.consumer(nameServers, topic + "-consumers");
    consumer.setNamespace(NAMESPACE);
    return consumer;
  }

  private static void receive(String where, DefaultMQPushConsumer consumer, String topic)
      throws Exception {
    CountDownLatch received = new CountDownLatch(COUNT);
    consumer.subscribe(topic, "*");
    consumer.registerMessageListener(
        (MessageListenerConcurrently)
            (messages, context) -> {
              for (MessageExt message : messages) {
                System.out.printf(
                    "%s, %s: from %s, %s%n",
                    where,
                    Common.text(message),
                    message.getTopic(),
                    context.getMessageQueue().getTopic());
                received.countDown();
              }
              return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
            });
    consumer.start();
    System.out.printf("%s: as %s%n", where, consumer.getConsumerGroup());
    try {
      Common.await(received, "messages");
    } finally {
      consumer.shutdown();
    }
  }
}
