package shop;

import org.apache.rocketmq.spring.annotation.RocketMQMessageListener;
import org.apache.rocketmq.spring.core.RocketMQListener;
import org.springframework.stereotype.Component;

/** Gets payments whose transaction was committed. */
@Component
@RocketMQMessageListener(topic = "payments", consumerGroup = "accounting")
public class Payments implements RocketMQListener<String> {
  private final Inbox inbox;

  Payments(Inbox inbox) {
    this.inbox = inbox;
  }

  @Override
  public void onMessage(String payment) {
    inbox.add(Payments.class, payment);
  }
}
