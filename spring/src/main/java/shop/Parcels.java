package shop;

import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.spring.annotation.ConsumeMode;
import org.apache.rocketmq.spring.annotation.RocketMQMessageListener;
import org.apache.rocketmq.spring.core.RocketMQListener;
import org.springframework.stereotype.Component;

/** Follows each parcel's steps in their order. */
@Component
@RocketMQMessageListener(
    topic = "parcels",
    consumerGroup = "tracking",
    consumeMode = ConsumeMode.ORDERLY)
public class Parcels implements RocketMQListener<MessageExt> {
  private final Inbox inbox;

  Parcels(Inbox inbox) {
    this.inbox = inbox;
  }

  @Override
  public void onMessage(MessageExt step) {
    inbox.add(Parcels.class, step);
  }
}
