package shop;

import org.apache.rocketmq.spring.annotation.RocketMQMessageListener;
import org.apache.rocketmq.spring.core.RocketMQListener;
import org.springframework.stereotype.Component;

/** Takes orders by tag, as objects, several at a time, and leaves traces. */
@Component
@RocketMQMessageListener(
    topic = "orders",
    selectorExpression = "placed || changed",
    consumerGroup = "billing",
    enableMsgTrace = true,
    customizedTraceTopic = "${rocketmq.producer.customized-trace-topic}")
public class Billing implements RocketMQListener<Order> {
  private final Inbox inbox;

  Billing(Inbox inbox) {
    this.inbox = inbox;
  }

  @Override
  public void onMessage(Order order) {
    inbox.add(Billing.class, order);
  }
}
