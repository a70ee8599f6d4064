package themes;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.MessageSelector;
import org.apache.rocketmq.client.consumer.listener.ConsumeOrderlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerOrderly;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;

/** Has messages delivered whose properties fit a condition, which the broker looks at. */
public final class SqlFilter {
  private static final List<String> REGIONS = List.of("north", "east", "south");
  private static final int PRICES = 6;
  private static final String WANTED = "region IN ('north', 'south') AND price BETWEEN 2 AND 5";
  private static final int FITTING = 8;
  private static final String WRONG = "price BETWEEN 2";

  private SqlFilter() {}

  public static void main(String[] args) throws Exception {
    send(args[0], args[1]);
    receive(args[0], args[1]);
    refused(args[0], args[1]);
  }

  /** To one queue, so that it is known when everything has been seen. */
  private static void send(String nameServers, String topic) throws Exception {
    DefaultMQProducer producer = Common.producer(nameServers, topic + "-producers");
    producer.start();
    try {
      MessageQueue queue = Common.queues(producer, topic).get(0);
      for (int price = 0; price < PRICES; price++) {
        for (String region : REGIONS) {
          Message message = Common.message(topic, region + " for " + price);
          message.putUserProperty("region", region);
          message.putUserProperty("price", Integer.toString(price));
          producer.send(message, queue);
        }
      }
    } finally {
      producer.shutdown();
    }
  }

  private static void receive(String nameServers, String topic) throws Exception {
    CountDownLatch received = new CountDownLatch(FITTING);
    DefaultMQPushConsumer consumer = Common.consumer(nameServers, topic + "-consumers");
    consumer.subscribe(topic, MessageSelector.bySql(WANTED));
    consumer.registerMessageListener(
        (MessageListenerOrderly)
            (messages, context) -> {
              for (MessageExt message : messages) {
                System.out.printf(
                    "received: %s, %s%n", Common.text(message), message.getUserProperty("price"));
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

  private static void refused(String nameServers, String topic) throws Exception {
    DefaultMQPushConsumer consumer = Common.consumer(nameServers, topic + "-mistaken");
    consumer.subscribe(topic, MessageSelector.bySql(WRONG));
    consumer.registerMessageListener(
        (MessageListenerOrderly) (messages, context) -> ConsumeOrderlyStatus.SUCCESS);
    try {
      consumer.start();
      System.out.println("a wrong condition: accepted");
    } catch (MQClientException e) {
      System.out.printf("a wrong condition: refused with %d%n", e.getResponseCode());
    } finally {
      consumer.shutdown();
    }
  }
}
