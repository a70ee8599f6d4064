package themes;

import java.util.List;
import org.apache.rocketmq.client.consumer.DefaultLitePullConsumer;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.MessageExt;

/** Polls a topic as a member of a group; the next one of the group goes on where it has ended. */
public final class LitePullSubscribe {
  private static final int COUNT = 20;

  /** For two minutes a broker that is slow may count on a member that has left. */
  private static final long POLL_MILLIS = 150_000;

  private LitePullSubscribe() {}

  public static void main(String[] args) throws Exception {
    DefaultMQProducer producer = Common.producer(args[0], args[1] + "-producers");
    producer.start();
    try {
      send(producer, args[1], "before");
      poll(args[0], args[1], "first", "before");
      send(producer, args[1], "after");
      poll(args[0], args[1], "second", "after");
    } finally {
      producer.shutdown();
    }
  }

  private static void send(DefaultMQProducer producer, String topic, String when) throws Exception {
    for (int i = 0; i < COUNT; i++) {
      producer.send(Common.message(topic, when + " " + i));
    }
  }

  private static void poll(String nameServers, String topic, String name, String when)
      throws Exception {
    DefaultLitePullConsumer consumer = new DefaultLitePullConsumer(topic + "-consumers");
    consumer.setNamesrvAddr(nameServers);
    consumer.setMqClientApiTimeout(Common.CALL_MILLIS);
    consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
    consumer.setAutoCommit(false);
    consumer.subscribe(topic, "*");
    consumer.start();
    try {
      int polled = 0;
      int again = 0;
      while (polled < COUNT) {
        List<MessageExt> messages = consumer.poll(POLL_MILLIS);
        if (messages.isEmpty()) {
          throw new IllegalStateException("nothing comes any more after " + polled);
        }
        for (MessageExt message : messages) {
          String text = Common.text(message);
          if (text.startsWith(when)) {
            System.out.printf("the %s gets %s: once%n", name, text);
            polled++;
          } else {
            again++; // Apache's client does not wait for its last commits to arrive.
          }
        }
      }
      System.out.printf("the %s gets all of the one before again: %b%n", name, again == COUNT);
      consumer.commit();
    } finally {
      consumer.shutdown();
    }
  }
}
