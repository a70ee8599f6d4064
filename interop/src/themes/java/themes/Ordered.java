package themes;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeOrderlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerOrderly;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.common.message.MessageExt;

/**
 * Sends the steps of each order to one queue, and has them delivered in their order: what fails
 * holds up what comes after it.
 */
public final class Ordered {
  private static final int ORDERS = 10;
  private static final List<String> STEPS = List.of("placed", "paid", "packed", "delivered");
  private static final String FAILING = "order 3: paid";
  private static final int MOMENT_MILLIS = 100;

  private Ordered() {}

  public static void main(String[] args) throws Exception {
    send(args[0], args[1]);
    receive(args[0], args[1]);
  }

  private static void send(String nameServers, String topic) throws Exception {
    DefaultMQProducer producer = Common.producer(nameServers, topic + "-producers");
    producer.start();
    try {
      for (String step : STEPS) {
        for (int order = 0; order < ORDERS; order++) {
          SendResult result =
              producer.send(
                  Common.message(topic, "order " + order + ": " + step),
                  (queues, message, number) -> queues.get((Integer) number % queues.size()),
                  order);
          System.out.printf(
              "sent order %d: %s, to queue %d%n",
              order, step, result.getMessageQueue().getQueueId());
        }
      }
    } finally {
      producer.shutdown();
    }
  }

  private static void receive(String nameServers, String topic) throws Exception {
    CountDownLatch received = new CountDownLatch(ORDERS * STEPS.size());
    DefaultMQPushConsumer consumer = Common.consumer(nameServers, topic + "-consumers");
    consumer.subscribe(topic, "*");
    consumer.registerMessageListener(
        (MessageListenerOrderly)
            (messages, context) -> {
              MessageExt message = messages.get(0);
              String text = Common.text(message);
              if (text.equals(FAILING) && message.getReconsumeTimes() == 0) {
                System.out.println(text + ", not yet");
                context.setSuspendCurrentQueueTimeMillis(MOMENT_MILLIS);
                return ConsumeOrderlyStatus.SUSPEND_CURRENT_QUEUE_A_MOMENT;
              }
              System.out.println(text);
              received.countDown();
              return ConsumeOrderlyStatus.SUCCESS;
            });
    consumer.start();
    try {
      Common.await(received, "steps");
    } finally {
      consumer.shutdown();
    }
  }
}
