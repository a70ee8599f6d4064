package shop;

import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.spring.annotation.RocketMQMessageListener;
import org.apache.rocketmq.spring.core.RocketMQListener;
import org.springframework.stereotype.Component;

/** Gets what was sent to come later. */
@Component
@RocketMQMessageListener(topic = "reminders", consumerGroup = "reminding")
public class Reminders implements RocketMQListener<MessageExt> {
  private final Inbox inbox;

  Reminders(Inbox inbox) {
    this.inbox = inbox;
  }

  @Override
  public void onMessage(MessageExt reminder) {
    inbox.add(Reminders.class, reminder);
  }
}
