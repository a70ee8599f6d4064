package shop;

import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.spring.annotation.RocketMQMessageListener;
import org.apache.rocketmq.spring.core.RocketMQListener;
import org.springframework.stereotype.Component;

/** Fails on what it gets for the first time, to get it again a second later. */
@Component
@RocketMQMessageListener(
    topic = "shipments",
    consumerGroup = "shipping",
    delayLevelWhenNextConsume = 1)
public class Shipping implements RocketMQListener<MessageExt> {
  private final Inbox inbox;

  Shipping(Inbox inbox) {
    this.inbox = inbox;
  }

  @Override
  public void onMessage(MessageExt shipment) {
    inbox.add(Shipping.class, shipment);
    if (shipment.getReconsumeTimes() == 0) {
      throw new IllegalStateException("the van is not there yet");
    }
  }
}
