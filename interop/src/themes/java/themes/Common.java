package themes;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageQueue;

/** What the programs share: settings, texts, and how they wait. */
final class Common {
  /** For a machine that is busy with other things; 3 s is the default. */
  static final int CALL_MILLIS = 60_000;

  private static final int PATIENCE_SECONDS = 150;

  private static final int MOST_CALLS = 20;
  private static final int MOMENT_MILLIS = 1_000;

  private Common() {}

  /** A producer that is not started yet. */
  static DefaultMQProducer producer(String nameServers, String group) {
    return prepared(new DefaultMQProducer(group), nameServers);
  }

  /** Makes the settings of all producers. */
  static <P extends DefaultMQProducer> P prepared(P producer, String nameServers) {
    producer.setNamesrvAddr(nameServers);
    producer.setSendMsgTimeout(CALL_MILLIS);
    producer.setMqClientApiTimeout(CALL_MILLIS);
    return producer;
  }

  /**
   * The queues that a topic can be sent to. It is asked again, as the first call of Apache's client
   * has 6 s, and no setter for them.
   */
  static List<MessageQueue> queues(DefaultMQProducer producer, String topic)
      throws InterruptedException, MQClientException {
    for (int calls = 1; ; calls++) {
      try {
        return producer.fetchPublishMessageQueues(topic);
      } catch (MQClientException e) {
        if (calls == MOST_CALLS) {
          throw e;
        }
        Thread.sleep(MOMENT_MILLIS);
      }
    }
  }

  /** A consumer that is not started yet, and begins with what its topic has already. */
  static DefaultMQPushConsumer consumer(String nameServers, String group) {
    DefaultMQPushConsumer consumer = new DefaultMQPushConsumer(group);
    consumer.setNamesrvAddr(nameServers);
    consumer.setMqClientApiTimeout(CALL_MILLIS);
    consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
    return consumer;
  }

  static Message message(String topic, String text) {
    return new Message(topic, text.getBytes(StandardCharsets.UTF_8));
  }

  static String text(Message message) {
    return new String(message.getBody(), StandardCharsets.UTF_8);
  }

  /** Waits until a latch is open, and fails when that takes too long. */
  static void await(CountDownLatch latch, String what) throws InterruptedException {
    if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          what + ": after " + PATIENCE_SECONDS + " s " + latch.getCount() + " are missing");
    }
  }
}
