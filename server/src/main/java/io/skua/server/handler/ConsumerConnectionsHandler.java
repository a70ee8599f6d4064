package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.net.RequestRefused;
import io.skua.server.broker.Clients;
import io.skua.wire.body.ConsumerConnections;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.GetConsumerConnections;

/** Tells who consumes for a group, and what: request 203 (protocol B 12.7). On the loop. */
public final class ConsumerConnectionsHandler implements RequestHandler {
  private final Clients clients;

  /** Makes the handler. */
  public ConsumerConnectionsHandler(Clients clients) {
    this.clients = clients;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    String group = request.header(GetConsumerConnections.WIRE).consumerGroup();
    ConsumerConnections connections = clients.connections(group);
    if (connections == null) {
      throw new RequestRefused(
          ResponseCode.CONSUMER_NOT_ONLINE, "the consumer group[" + group + "] not online");
    }
    exchange.reply(Frame.success().withBody(connections.write()));
  }
}
