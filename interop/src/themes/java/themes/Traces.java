package themes;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.trace.TraceBean;
import org.apache.rocketmq.client.trace.TraceContext;
import org.apache.rocketmq.client.trace.TraceDataEncoder;
import org.apache.rocketmq.client.trace.TraceType;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;

/**
 * Has the way of messages written down, in a topic whose name ends in "-traces" and which must
 * exist too; without {@code setTraceTopic} that is the broker's RMQ_SYS_TRACE_TOPIC. Then it reads
 * what is there.
 */
public final class Traces {
  private static final int COUNT = 5;

  /** Sent, given to a listener, and taken by it. */
  private static final int OF_EACH = 3;

  private Traces() {}

  public static void main(String[] args) throws Exception {
    String traces = args[1] + "-traces";
    send(args[0], args[1], traces);
    receive(args[0], args[1], traces);
    read(args[0], traces);
  }

  private static void send(String nameServers, String topic, String traces) throws Exception {
    DefaultMQProducer producer = Common.producer(nameServers, topic + "-producers");
    producer.setEnableTrace(true);
    producer.setTraceTopic(traces);
    producer.start();
    try {
      for (int i = 0; i < COUNT; i++) {
        byte[] body = ("traced " + i).getBytes(StandardCharsets.UTF_8);
        producer.send(new Message(topic, "TagT", "key-" + i, body));
      }
    } finally {
      producer.shutdown(); // Whose traces are sent by then.
    }
  }

  private static void receive(String nameServers, String topic, String traces) throws Exception {
    CountDownLatch received = new CountDownLatch(COUNT);
    DefaultMQPushConsumer consumer = Common.consumer(nameServers, topic + "-consumers");
    consumer.setEnableTrace(true);
    consumer.setTraceTopic(traces);
    consumer.subscribe(topic, "*");
    consumer.registerMessageListener(
        (MessageListenerConcurrently)
            (messages, context) -> {
              messages.forEach(message -> received.countDown());
              return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
            });
    // What listeners are busy with is finished, and traced, before the end.
    consumer.setAwaitTerminationMillisWhenShutdown(Common.CALL_MILLIS);
    consumer.start();
    try {
      Common.await(received, "messages");
    } finally {
      consumer.shutdown();
    }
  }

  private static void read(String nameServers, String traces) throws Exception {
    CountDownLatch steps = new CountDownLatch(COUNT * OF_EACH);
    Set<String> known = ConcurrentHashMap.newKeySet();
    DefaultMQPushConsumer consumer = Common.consumer(nameServers, traces + "-consumers");
    consumer.subscribe(traces, "*");
    consumer.registerMessageListener(
        (MessageListenerConcurrently)
            (messages, context) -> {
              for (MessageExt message : messages) {
                for (TraceContext step :
                    TraceDataEncoder.decoderFromTraceDataString(Common.text(message))) {
                  String line = line(step, step.getTraceBeans().get(0));
                  if (known.add(line)) {
                    System.out.println(line);
                    steps.countDown();
                  }
                }
              }
              return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
            });
    consumer.start();
    try {
      Common.await(steps, "traces");
    } finally {
      consumer.shutdown();
    }
  }

  private static String line(TraceContext step, TraceBean bean) {
    String line = step.getTraceType() + " of " + bean.getKeys() + ": " + step.getGroupName();
    if (step.getTraceType() == TraceType.Pub) {
      return line
          + " to %s with %s, %d bytes, %s, %s"
              .formatted(
                  bean.getTopic(),
                  bean.getTags(),
                  bean.getBodyLength(),
                  bean.getMsgType(),
                  step.isSuccess());
    }
    return step.getTraceType() == TraceType.SubAfter
        ? line + " " + step.isSuccess() + " " + step.getContextCode()
        : line + " after " + bean.getRetryTimes() + " failures";
  }
}
