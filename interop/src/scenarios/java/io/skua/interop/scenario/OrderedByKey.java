package io.skua.interop.scenario;

import interop.harness.Content;
import interop.harness.Report;
import interop.harness.Scenario;
import interop.harness.Sent;
import interop.harness.Target;
import io.skua.client.producer.MessageQueueSelector;
import java.util.ArrayList;
import java.util.List;

/** Messages of seven orders, sent in turn; a selector keeps each order in one queue. */
final class OrderedByKey implements Scenario {
  private static final int ORDERS = 7;
  private static final int STEPS = 10;

  @Override
  public Report run(Target target) throws Exception {
    MessageQueueSelector byOrder =
        (queues, message, order) -> queues.get(Math.floorMod(order.hashCode(), queues.size()));
    List<Sent> sent = new ArrayList<>();
    try (Session session = Session.open(target)) {
      // The number of queues may change with the creation of the topic, and with it the order.
      sent.add(session.send(Content.text("creates the topic")));
      for (int step = 0; step < STEPS; step++) {
        for (int number = 0; number < ORDERS; number++) {
          String order = "order-" + number;
          Content content = Content.text(order + " step " + step).keyed(order);
          sent.add(
              Session.sent(
                  content,
                  session.producer().send(session.message(content), byOrder, order),
                  order));
        }
      }
    }
    return Report.of(sent);
  }
}
