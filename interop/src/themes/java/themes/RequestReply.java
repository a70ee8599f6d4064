package themes;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.RequestCallback;
import org.apache.rocketmq.client.utils.MessageUtil;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;

/** Asks questions by messages, and gets the answers of whoever consumes them. */
public final class RequestReply {
  private static final int COUNT = 5;
  private static final long ANSWER_MILLIS = 30_000;

  private RequestReply() {}

  public static void main(String[] args) throws Exception {
    DefaultMQProducer asking = Common.producer(args[0], args[1] + "-asking");
    DefaultMQProducer answering = Common.producer(args[0], args[1] + "-answering");
    DefaultMQPushConsumer consumer = Common.consumer(args[0], args[1] + "-consumers");
    CountDownLatch given = new CountDownLatch(COUNT);
    consumer.subscribe(args[1], "*");
    consumer.registerMessageListener(
        (MessageListenerConcurrently)
            (messages, context) -> {
              for (MessageExt question : messages) {
                if (!answer(question, answering)) {
                  return ConsumeConcurrentlyStatus.RECONSUME_LATER;
                }
                given.countDown();
              }
              return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
            });
    try {
      asking.start();
      answering.start();
      consumer.start();
      ask(asking, args[1]);
      Common.await(given, "answers that are under way");
    } finally {
      consumer.shutdown();
      answering.shutdown();
      asking.shutdown();
    }
  }

  private static boolean answer(MessageExt question, DefaultMQProducer answering) {
    byte[] text = ("so says " + question.getTags()).getBytes(StandardCharsets.UTF_8);
    try {
      answering.send(MessageUtil.createReplyMessage(question, text));
      return true;
    } catch (Exception e) {
      System.out.printf("%s: not answered, %s%n", Common.text(question), e);
      return false;
    }
  }

  private static void ask(DefaultMQProducer asking, String topic) throws Exception {
    CountDownLatch answered = new CountDownLatch(COUNT);
    Set<String> open = ConcurrentHashMap.newKeySet();
    for (int i = 0; i < COUNT; i++) {
      String text = "question " + i;
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      open.add(text);
      asking.request(
          new Message(topic, "number " + i, body),
          new RequestCallback() {
            @Override
            public void onSuccess(Message reply) {
              // Apache's client 5.3.3 also calls when the question is sent, answered or not.
              if (reply != null && open.remove(text)) {
                System.out.printf("%s: %s%n", text, Common.text(reply));
                answered.countDown();
              }
            }

            @Override
            public void onException(Throwable failure) {
              System.out.printf("%s: %s%n", text, failure);
              answered.countDown();
            }
          },
          ANSWER_MILLIS);
    }
    Common.await(answered, "answers");
  }
}
