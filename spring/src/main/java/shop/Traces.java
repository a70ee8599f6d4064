package shop;

import org.apache.rocketmq.spring.annotation.RocketMQMessageListener;
import org.apache.rocketmq.spring.core.RocketMQListener;
import org.springframework.stereotype.Component;

/** Reads what the producer and billing leave as traces. */
@Component
@RocketMQMessageListener(
    topic = "${rocketmq.producer.customized-trace-topic}",
    consumerGroup = "watching")
public class Traces implements RocketMQListener<String> {
  private final Inbox inbox;

  Traces(Inbox inbox) {
    this.inbox = inbox;
  }

  @Override
  public void onMessage(String trace) {
    inbox.add(Traces.class, trace);
  }
}
