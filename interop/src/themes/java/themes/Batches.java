package themes;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;

/** Sends many messages at a time, a large collection in parts, and takes many at a time. */
public final class Batches {
  private static final int SMALL = 20;
  private static final int LARGE = 50;
  private static final int LARGE_BODY = 50_000;

  /** A batch must be smaller than what the broker takes at once; 4 MiB is its default. */
  private static final int PART_BYTES = 1_000_000;

  private static final int AT_A_TIME = 10;

  private Batches() {}

  public static void main(String[] args) throws Exception {
    DefaultMQProducer producer = Common.producer(args[0], args[1] + "-producers");
    producer.start();
    try {
      one(producer, args[1]);
      parts(producer, args[1]);
      refused(producer, args[1]);
    } finally {
      producer.shutdown();
    }
    receive(args[0], args[1]);
  }

  private static void one(DefaultMQProducer producer, String topic) throws Exception {
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < SMALL; i++) {
      messages.add(Common.message(topic, "small " + i));
    }
    report("one batch", producer.send(messages));
  }

  private static void parts(DefaultMQProducer producer, String topic) throws Exception {
    List<Message> part = new ArrayList<>();
    int bytes = 0;
    for (int i = 0; i < LARGE; i++) {
      Message message =
          Common.message(
              topic, "large " + i + " ".repeat(LARGE_BODY - Integer.toString(i).length()));
      if (bytes + message.getBody().length > PART_BYTES) {
        report("part", producer.send(part));
        part.clear();
        bytes = 0;
      }
      part.add(message);
      bytes += message.getBody().length;
    }
    report("part", producer.send(part));
  }

  private static void report(String what, SendResult result) {
    System.out.printf(
        "%s: %s with %d ids%n",
        what, result.getSendStatus(), result.getMsgId().split(",", -1).length);
  }

  private static void refused(DefaultMQProducer producer, String topic) throws Exception {
    Message delayed = Common.message(topic, "delayed");
    delayed.setDelayTimeLevel(1);
    try {
      producer.send(List.of(Common.message(topic, "not delayed"), delayed));
      System.out.println("a batch with a delay: sent");
    } catch (MQClientException e) {
      System.out.println("a batch with a delay: " + e.getCause().getClass().getSimpleName());
    }
  }

  private static void receive(String nameServers, String topic) throws Exception {
    CountDownLatch received = new CountDownLatch(SMALL + LARGE);
    DefaultMQPushConsumer consumer = Common.consumer(nameServers, topic + "-consumers");
    consumer.setConsumeMessageBatchMaxSize(AT_A_TIME);
    consumer.subscribe(topic, "*");
    consumer.registerMessageListener(
        (MessageListenerConcurrently)
            (messages, context) -> {
              if (messages.size() > AT_A_TIME) {
                System.out.printf("too many at a time: %d%n", messages.size());
              }
              for (MessageExt message : messages) {
                System.out.printf(
                    "received %s: %d bytes%n",
                    Common.text(message).strip(), message.getBody().length);
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
