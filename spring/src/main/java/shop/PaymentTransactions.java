package shop;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.rocketmq.spring.annotation.RocketMQTransactionListener;
import org.apache.rocketmq.spring.core.RocketMQLocalTransactionListener;
import org.apache.rocketmq.spring.core.RocketMQLocalTransactionState;
import org.springframework.messaging.Message;

/**
 * Ends the transactions of payments as their sender wants. A broker that asks is told the same, and
 * to commit those that were left open.
 */
@RocketMQTransactionListener
@SuppressWarnings("rawtypes") // as the starter declares it
public class PaymentTransactions implements RocketMQLocalTransactionListener {
  private final Map<String, RocketMQLocalTransactionState> ends = new ConcurrentHashMap<>();
  private final Inbox inbox;

  PaymentTransactions(Inbox inbox) {
    this.inbox = inbox;
  }

  @Override
  public RocketMQLocalTransactionState executeLocalTransaction(Message message, Object wanted) {
    RocketMQLocalTransactionState end = (RocketMQLocalTransactionState) wanted;
    if (end != RocketMQLocalTransactionState.UNKNOWN) {
      ends.put(payment(message), end);
    }
    return end;
  }

  @Override
  public RocketMQLocalTransactionState checkLocalTransaction(Message message) {
    inbox.add(PaymentTransactions.class, payment(message));
    return ends.getOrDefault(payment(message), RocketMQLocalTransactionState.COMMIT);
  }

  private static String payment(Message message) {
    return new String((byte[]) message.getPayload(), StandardCharsets.UTF_8);
  }
}
