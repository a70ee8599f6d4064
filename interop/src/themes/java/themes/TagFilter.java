package themes;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeOrderlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerOrderly;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;

/** Has messages delivered that have one of two tags. */
public final class TagFilter {
  private static final List<String> TAGS = List.of("TagA", "TagB", "TagC");
  private static final int OF_EACH = 5;
  private static final String WANTED = "TagA || TagC";

  private TagFilter() {}

  public static void main(String[] args) throws Exception {
    send(args[0], args[1]);
    receive(args[0], args[1]);
  }

  /** To one queue, so that it is known when everything has been seen. */
  private static void send(String nameServers, String topic) throws Exception {
    DefaultMQProducer producer = Common.producer(nameServers, topic + "-producers");
    producer.start();
    try {
      MessageQueue queue = Common.queues(producer, topic).get(0);
      for (int i = 0; i < OF_EACH; i++) {
        for (String tag : TAGS) {
          String text = tag + " " + i;
          producer.send(new Message(topic, tag, text.getBytes(StandardCharsets.UTF_8)), queue);
        }
      }
    } finally {
      producer.shutdown();
    }
  }

  private static void receive(String nameServers, String topic) throws Exception {
    CountDownLatch received = new CountDownLatch(2 * OF_EACH);
    DefaultMQPushConsumer consumer = Common.consumer(nameServers, topic + "-consumers");
    consumer.subscribe(topic, WANTED);
    consumer.registerMessageListener(
        (MessageListenerOrderly)
            (messages, context) -> {
              for (MessageExt message : messages) {
                System.out.println("received: " + Common.text(message));
                received.countDown();
              }
              return ConsumeOrderlyStatus.SUCCESS;
            });
    consumer.start();
    try {
      Common.await(received, "messages");
    } finally {
      consumer.shutdown();
    }
  }
}
