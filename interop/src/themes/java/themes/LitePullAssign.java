package themes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.rocketmq.client.consumer.DefaultLitePullConsumer;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;

/** Polls queues that the program names, from the places that it names, and commits by itself. */
public final class LitePullAssign {
  private static final int IN_EACH = 10;

  /** In the first queue it begins here. */
  private static final long PLACE = 6;

  private LitePullAssign() {}

  public static void main(String[] args) throws Exception {
    send(args[0], args[1]);
    DefaultLitePullConsumer consumer = new DefaultLitePullConsumer(args[1] + "-consumers");
    consumer.setNamesrvAddr(args[0]);
    consumer.setMqClientApiTimeout(Common.CALL_MILLIS);
    consumer.setAutoCommit(false);
    consumer.start();
    try {
      List<MessageQueue> queues = new ArrayList<>(consumer.fetchMessageQueues(args[1]));
      Collections.sort(queues);
      consumer.assign(queues);
      consumer.seek(queues.get(0), PLACE);
      for (MessageQueue other : queues.subList(1, queues.size())) {
        consumer.seekToBegin(other);
      }
      Map<MessageQueue, Long> places =
          poll(consumer, queues.get(0), queues.size() * IN_EACH - (int) PLACE);
      consumer.commit(places, true);
      for (MessageQueue queue : queues) {
        System.out.printf("queue %d: at %d%n", queue.getQueueId(), consumer.committed(queue));
      }
    } finally {
      consumer.shutdown();
    }
  }

  private static void send(String nameServers, String topic) throws Exception {
    DefaultMQProducer producer = Common.producer(nameServers, topic + "-producers");
    producer.start();
    try {
      for (MessageQueue queue : Common.queues(producer, topic)) {
        for (int i = 0; i < IN_EACH; i++) {
          String text = "message " + i + " of " + queue.getQueueId();
          producer.send(Common.message(topic, text), queue);
        }
      }
    } finally {
      producer.shutdown();
    }
  }

  /** Returns where each queue goes on. */
  private static Map<MessageQueue, Long> poll(
      DefaultLitePullConsumer consumer, MessageQueue sought, int count) {
    Map<MessageQueue, Long> places = new HashMap<>();
    int polled = 0;
    while (polled < count) {
      List<MessageExt> messages = consumer.poll(Common.CALL_MILLIS);
      if (messages.isEmpty()) {
        throw new IllegalStateException("nothing comes any more after " + polled);
      }
      for (MessageExt message : messages) {
        MessageQueue queue =
            new MessageQueue(message.getTopic(), message.getBrokerName(), message.getQueueId());
        if (queue.equals(sought) && message.getQueueOffset() < places.getOrDefault(queue, PLACE)) {
          continue; // Apache's client may have pulled all of them before it was told the place.
        }
        polled++;
        System.out.printf(
            "queue %d: %s at %d%n",
            message.getQueueId(), Common.text(message), message.getQueueOffset());
        places.put(queue, message.getQueueOffset() + 1);
      }
    }
    return places;
  }
}
