package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.server.broker.Clients;
import io.skua.wire.body.ConsumerList;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.GetConsumerList;
import java.util.List;

/** Lists the clients of a consumer group: request 38 (protocol B 2.3). On the loop. */
public final class ConsumerListHandler implements RequestHandler {
  private final Clients clients;

  /** Makes the handler. */
  public ConsumerListHandler(Clients clients) {
    this.clients = clients;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    String group = request.header(GetConsumerList.WIRE).consumerGroup();
    List<String> ids = clients.consumerIds(group);
    if (ids.isEmpty()) {
      throw Refusals.error("no consumer for this group, " + group);
    }
    exchange.reply(Frame.success().withBody(new ConsumerList(ids).write()));
  }
}
