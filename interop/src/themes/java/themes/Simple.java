package themes;

import java.util.concurrent.CountDownLatch;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendCallback;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.common.message.MessageExt;

/** Sends in the three ways: waiting for the answer, being called back, and not asking at all. */
public final class Simple {
  private static final int COUNT = 10;

  private Simple() {}

  public static void main(String[] args) throws Exception {
    DefaultMQProducer producer = Common.producer(args[0], args[1] + "-producers");
    DefaultMQPushConsumer consumer = Common.consumer(args[0], args[1] + "-consumers");
    CountDownLatch received = new CountDownLatch(3 * COUNT);
    consumer.subscribe(args[1], "*");
    consumer.registerMessageListener(
        (MessageListenerConcurrently)
            (messages, context) -> {
              for (MessageExt message : messages) {
                System.out.printf("received %s: once%n", Common.text(message));
                received.countDown();
              }
              return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
            });
    producer.start();
    try {
      synchronous(producer, args[1]);
      asynchronous(producer, args[1]);
      oneWay(producer, args[1]);
      consumer.start();
      Common.await(received, "messages");
    } finally {
      consumer.shutdown();
      producer.shutdown(); // Last, as what is sent one way may still be on its way.
    }
  }

  private static void synchronous(DefaultMQProducer producer, String topic) throws Exception {
    for (int i = 0; i < COUNT; i++) {
      SendResult result = producer.send(Common.message(topic, "synchronous " + i));
      System.out.printf("synchronous %d: %s%n", i, result.getSendStatus());
    }
  }

  private static void asynchronous(DefaultMQProducer producer, String topic) throws Exception {
    CountDownLatch answered = new CountDownLatch(COUNT);
    for (int i = 0; i < COUNT; i++) {
      int number = i;
      producer.send(
          Common.message(topic, "asynchronous " + i),
          new SendCallback() {
            @Override
            public void onSuccess(SendResult result) {
              System.out.printf("asynchronous %d: %s%n", number, result.getSendStatus());
              answered.countDown();
            }

            @Override
            public void onException(Throwable failure) {
              System.out.printf("asynchronous %d: %s%n", number, failure);
              answered.countDown();
            }
          });
    }
    Common.await(answered, "answers");
  }

  private static void oneWay(DefaultMQProducer producer, String topic) throws Exception {
    for (int i = 0; i < COUNT; i++) {
      producer.sendOneway(Common.message(topic, "one way " + i));
    }
  }
}
