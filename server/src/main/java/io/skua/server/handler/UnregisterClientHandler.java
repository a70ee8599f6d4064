package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.server.broker.Clients;
import io.skua.server.broker.Groups;
import io.skua.wire.body.SubscriptionGroup;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.UnregisterClient;

/** Forgets a client's part in a group: request 35 (protocol 6.5). On the loop. */
public final class UnregisterClientHandler implements RequestHandler {
  private final Clients clients;
  private final Groups groups;

  /** Makes the handler. */
  public UnregisterClientHandler(Clients clients, Groups groups) {
    this.clients = clients;
    this.groups = groups;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    UnregisterClient leaving = request.header(UnregisterClient.WIRE);
    String name = leaving.consumerGroup();
    SubscriptionGroup group = name == null ? null : groups.find(name);
    boolean notify = group == null || group.notifyConsumerIdsChangedEnable();
    clients.unregister(exchange.link(), leaving.producerGroup(), name, notify);
    exchange.reply(Frame.success());
  }
}
