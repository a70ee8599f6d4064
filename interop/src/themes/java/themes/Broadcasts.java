package themes;

import java.util.concurrent.CountDownLatch;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.remoting.protocol.heartbeat.MessageModel;

/** Has every message delivered to each of two consumers of one group. */
public final class Broadcasts {
  private static final int COUNT = 20;

  private Broadcasts() {}

  public static void main(String[] args) throws Exception {
    CountDownLatch received = new CountDownLatch(2 * COUNT);
    DefaultMQPushConsumer first = consumer("first", args[0], args[1], received);
    DefaultMQPushConsumer second = consumer("second", args[0], args[1], received);
    DefaultMQProducer producer = Common.producer(args[0], args[1] + "-producers");
    try {
      first.start();
      second.start();
      producer.start();
      for (int i = 0; i < COUNT; i++) {
        producer.send(Common.message(args[1], "news " + i));
      }
      Common.await(received, "messages");
    } finally {
      producer.shutdown();
      first.shutdown();
      second.shutdown();
    }
  }

  private static DefaultMQPushConsumer consumer(
      String name, String nameServers, String topic, CountDownLatch received) throws Exception {
    DefaultMQPushConsumer consumer = Common.consumer(nameServers, topic + "-consumers");
    // Two of one group in one process need names: each keeps its place in a file of its own.
    consumer.setInstanceName(name);
    consumer.setMessageModel(MessageModel.BROADCASTING);
    consumer.subscribe(topic, "*");
    consumer.registerMessageListener(
        (MessageListenerConcurrently)
            (messages, context) -> {
              for (MessageExt message : messages) {
                System.out.printf("the %s hears %s: once%n", name, Common.text(message));
                received.countDown();
              }
              return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
            });
    return consumer;
  }
}
