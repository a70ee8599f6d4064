package themes;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.remoting.common.RemotingHelper;

/** Sends a hundred messages one after the other, and has them all delivered. */
public final class Quickstart {
  private static final int COUNT = 100;
  private static final String TAG = "TagA";

  private Quickstart() {}

  public static void main(String[] args) throws Exception {
    send(args[0], args[1]);
    receive(args[0], args[1]);
  }

  @SuppressWarnings("StringCharset") // The API names its charset by text.
  private static void send(String nameServers, String topic) throws Exception {
    DefaultMQProducer producer = Common.producer(nameServers, topic + "-producers");
    producer.start();
    Map<Integer, Integer> sizes = new TreeMap<>();
    for (int i = 0; i < COUNT; i++) {
      String text = "Hello " + i;
      Message message = new Message(topic, TAG, text.getBytes(RemotingHelper.DEFAULT_CHARSET));
      SendResult result = producer.send(message);
      sizes.merge(result.getMessageQueue().getQueueId(), 1, Integer::sum);
      System.out.printf("sent %s: %s%n", text, result);
    }
    producer.shutdown();
    sizes.forEach((queue, size) -> System.out.printf("queue %d: got %d%n", queue, size));
  }

  private static void receive(String nameServers, String topic) throws Exception {
    CountDownLatch received = new CountDownLatch(COUNT);
    DefaultMQPushConsumer consumer = Common.consumer(nameServers, topic + "-consumers");
    consumer.subscribe(topic, "*");
    consumer.registerMessageListener(
        (MessageListenerConcurrently)
            (messages, context) -> {
              for (MessageExt message : messages) {
                System.out.printf(
                    "received %s: %s, attempt %d%n",
                    Common.text(message), message.getTags(), message.getReconsumeTimes() + 1);
                received.countDown();
              }
              return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
            });
    consumer.start();
    try {
      Common.await(received, "messages");
    } finally {
      consumer.shutdown();
    }
  }
}
