package io.skua.junit.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.skua.client.producer.DefaultMQProducer;
import io.skua.embedded.EmbeddedSkua;
import io.skua.junit.SkuaTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@SkuaTest
class OrdersTest {
  @Test
  void an_order_is_announced(EmbeddedSkua skua, DefaultMQProducer producer) throws Exception {
    new Orders(producer).place("book");
    assertThat(skua.awaitMessages("OrderPlaced", 1, Duration.ofSeconds(5))).hasSize(1);
  }

  @Test
  void a_reminder_comes_after_two_hours(EmbeddedSkua skua, DefaultMQProducer producer)
      throws Exception {
    new Orders(producer).remind("book");
    skua.advance(Duration.ofHours(2));
    assertThat(skua.awaitMessages("Reminder", 1, Duration.ofSeconds(5))).hasSize(1);
  }

  @Test
  void an_order_is_billed(EmbeddedSkua skua, DefaultMQProducer producer) throws Exception {
    Bills bills = new Bills();
    skua.consumer("billing", "OrderPlaced", bills);
    new Orders(producer).place("book");
    skua.awaitConsumed("billing", "OrderPlaced", 1, Duration.ofSeconds(5));
    assertThat(bills.articles()).containsExactly("book");
  }
}
