package interop.group;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.skua.client.consumer.listener.MessageListenerConcurrently;
import io.skua.client.exception.MQClientException;
import io.skua.common.consumer.ConsumeFromWhere;
import io.skua.common.message.MessageExt;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * A process that consumes and prints what it has consumed, a line each. Asked to end, it drains.
 */
public final class ConsumerMain {
  /** The line that says that the consumer runs. */
  static final String STARTED = "started";

  /** What a line begins with that says what was consumed. */
  static final String CONSUMED = "consumed ";

  /** The line that says that nothing was left. */
  static final String DRAINED = "drained";

  private static final Duration DRAIN = Duration.ofSeconds(20);

  private ConsumerMain() {}

  /** Takes the address of the server, the group and the topic. */
  public static void main(String[] arguments) throws MQClientException, InterruptedException {
    DefaultMQPushConsumer consumer = new DefaultMQPushConsumer(arguments[1]);
    consumer.setNamesrvAddr(arguments[0]);
    consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
    consumer.subscribe(arguments[2], "*");
    consumer.registerMessageListener(
        (MessageListenerConcurrently)
            (messages, context) -> {
              for (MessageExt message : messages) {
                System.out.println(
                    CONSUMED + new String(message.getBody(), StandardCharsets.UTF_8));
              }
              return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
            });
    Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(consumer), "drain"));
    consumer.start();
    System.out.println(STARTED);
    new CountDownLatch(1).await(); // all threads of a consumer are daemons
  }

  private static void drain(DefaultMQPushConsumer consumer) {
    try {
      System.out.println(consumer.drain(DRAIN).complete() ? DRAINED : "something is left");
    } catch (MQClientException e) {
      System.out.println("not drained: " + e);
    }
  }
}
