package themes;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.producer.LocalTransactionState;
import org.apache.rocketmq.client.producer.TransactionListener;
import org.apache.rocketmq.client.producer.TransactionMQProducer;
import org.apache.rocketmq.client.producer.TransactionSendResult;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;

/**
 * Sends messages that exist only when a transaction of the program has ended well. Of two of them
 * the program does not know at first how it ended, and the broker asks again.
 */
public final class Transactions {
  private static final String COMMITTED = "committed";
  private static final String ROLLED_BACK = "rolled back";
  private static final String LATER_COMMITTED = "later committed";
  private static final String LATER_ROLLED_BACK = "later rolled back";
  private static final Set<String> LATER = Set.of(LATER_COMMITTED, LATER_ROLLED_BACK);

  private Transactions() {}

  /** What the program says of its transactions. */
  private static final class Ledger implements TransactionListener {
    private final CountDownLatch asked = new CountDownLatch(2);
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    @Override
    public LocalTransactionState executeLocalTransaction(Message message, Object argument) {
      System.out.printf("%s: executed with %s%n", Common.text(message), argument);
      switch (Common.text(message)) {
        case COMMITTED:
          return LocalTransactionState.COMMIT_MESSAGE;
        case ROLLED_BACK:
          return LocalTransactionState.ROLLBACK_MESSAGE;
        default:
          return LocalTransactionState.UNKNOW;
      }
    }

    @Override
    public LocalTransactionState checkLocalTransaction(MessageExt message) {
      String text = Common.text(message);
      LocalTransactionState state =
          text.equals(COMMITTED) || text.equals(LATER_COMMITTED)
              ? LocalTransactionState.COMMIT_MESSAGE
              : LocalTransactionState.ROLLBACK_MESSAGE;
      // It may be asked more than once, and, when a broker is slow to hear of it, of any ending.
      if (LATER.contains(text) && known.add(text)) {
        System.out.printf("asked for %s: %s of %s%n", text, state, message.getTopic());
        asked.countDown();
      }
      return state;
    }
  }

  public static void main(String[] args) throws Exception {
    CountDownLatch received = new CountDownLatch(2);
    Set<String> known = ConcurrentHashMap.newKeySet();
    DefaultMQPushConsumer consumer = Common.consumer(args[0], args[1] + "-consumers");
    consumer.subscribe(args[1], "*");
    consumer.registerMessageListener(
        (MessageListenerConcurrently)
            (messages, context) -> {
              for (MessageExt message : messages) {
                // Committed and asked for at the same time, it may come twice, as any message may.
                if (known.add(Common.text(message))) {
                  System.out.printf("received %s: at least once%n", Common.text(message));
                  received.countDown();
                }
              }
              return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
            });
    Ledger ledger = new Ledger();
    TransactionMQProducer producer =
        Common.prepared(new TransactionMQProducer(args[1] + "-producers"), args[0]);
    producer.setTransactionListener(ledger);
    try {
      producer.start();
      consumer.start();
      send(producer, args[1], ROLLED_BACK);
      send(producer, args[1], LATER_ROLLED_BACK);
      send(producer, args[1], COMMITTED);
      send(producer, args[1], LATER_COMMITTED);
      Common.await(ledger.asked, "questions");
      Common.await(received, "messages");
    } finally {
      producer.shutdown();
      consumer.shutdown();
    }
  }

  private static void send(TransactionMQProducer producer, String topic, String text)
      throws Exception {
    TransactionSendResult result =
        producer.sendMessageInTransaction(Common.message(topic, text), "an argument");
    System.out.printf(
        "%s: %s, %s%n", text, result.getSendStatus(), result.getLocalTransactionState());
  }
}
