package shop;

import java.math.BigDecimal;
import org.apache.rocketmq.spring.annotation.RocketMQMessageListener;
import org.apache.rocketmq.spring.core.RocketMQReplyListener;
import org.springframework.stereotype.Component;

/** Answers orders with quotes. */
@Component
@RocketMQMessageListener(topic = "questions", consumerGroup = "pricing")
public class Pricing implements RocketMQReplyListener<Order, Quote> {
  private static final BigDecimal TAXED = new BigDecimal("1.2");

  @Override
  public Quote onMessage(Order order) {
    return new Quote(order.number(), order.amount().multiply(TAXED));
  }
}
