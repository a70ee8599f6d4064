package themes;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;

/** Sends messages that are to come later: after one of the broker's delays, or at a time. */
public final class Schedules {
  private static final int LEVEL = 2;
  private static final int SECONDS = 2;
  private static final long MILLIS = 2000;

  /** A broker may be early by the second to which it rounds times. */
  private static final long ROUNDING_MILLIS = 1000;

  private Schedules() {}

  public static void main(String[] args) throws Exception {
    CountDownLatch received = new CountDownLatch(5);
    Map<String, Long> due = new ConcurrentHashMap<>();
    DefaultMQPushConsumer consumer = Common.consumer(args[0], args[1] + "-consumers");
    consumer.subscribe(args[1], "*");
    consumer.registerMessageListener(
        (MessageListenerConcurrently)
            (messages, context) -> {
              for (MessageExt message : messages) {
                report(message, due);
                received.countDown();
              }
              return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
            });
    DefaultMQProducer producer = Common.producer(args[0], args[1] + "-producers");
    try {
      consumer.start();
      producer.start();
      send(producer, args[1], due);
      Common.await(received, "messages");
    } finally {
      producer.shutdown();
      consumer.shutdown();
    }
  }

  private static void send(DefaultMQProducer producer, String topic, Map<String, Long> due)
      throws Exception {
    Message byLevel = Common.message(topic, "after a delay of the broker");
    byLevel.setDelayTimeLevel(LEVEL);
    Message afterSeconds = Common.message(topic, "after seconds");
    afterSeconds.setDelayTimeSec(SECONDS);
    Message afterMillis = Common.message(topic, "after milliseconds");
    afterMillis.setDelayTimeMs(MILLIS);
    Message atTime = Common.message(topic, "at a time");
    atTime.setDeliverTimeMs(System.currentTimeMillis() + MILLIS);
    due.put(Common.text(atTime), atTime.getDeliverTimeMs());
    for (Message message : new Message[] {atTime, byLevel, afterSeconds, afterMillis}) {
      due.putIfAbsent(Common.text(message), System.currentTimeMillis() + MILLIS);
      System.out.printf(
          "sent %s: %s%n", Common.text(message), producer.send(message).getSendStatus());
    }
    producer.send(Common.message(topic, "at once"));
  }

  private static void report(MessageExt message, Map<String, Long> due) {
    String text = Common.text(message);
    long earliest = due.getOrDefault(text, 0L) - ROUNDING_MILLIS;
    boolean early = System.currentTimeMillis() < earliest;
    System.out.printf("received %s: %s%n", text, early ? "too early" : "in time");
  }
}
