package io.skua.junit.readme;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.skua.client.producer.MQProducer;
import io.skua.common.message.Message;
import java.io.Serial;

/** The application of the README. */
final class Orders {
  private final MQProducer producer;

  Orders(MQProducer producer) {
    this.producer = producer;
  }

  /** An order could not be announced. */
  static final class OrderFailed extends Exception {
    @Serial private static final long serialVersionUID = 1;

    OrderFailed(Throwable cause) {
      super(cause);
    }
  }

  void place(String article) throws OrderFailed {
    send(new Message("OrderPlaced", article.getBytes(UTF_8)));
  }

  void remind(String article) throws OrderFailed {
    Message reminder = new Message("Reminder", article.getBytes(UTF_8));
    reminder.setDelayTimeLevel(18);
    send(reminder);
  }

  private void send(Message message) throws OrderFailed {
    try {
      producer.send(message);
    } catch (Exception e) {
      throw new OrderFailed(e);
    }
  }
}
