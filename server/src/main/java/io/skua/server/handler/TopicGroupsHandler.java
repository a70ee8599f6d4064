package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.server.broker.Clients;
import io.skua.server.broker.Offsets;
import io.skua.wire.body.GroupList;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.TopicOnly;
import java.util.List;
import java.util.SortedSet;

/**
 * Lists the groups that consume a topic: those that subscribe to it now, and those that have
 * offsets in it: request 300 (protocol B 12.7). On the loop.
 */
public final class TopicGroupsHandler implements RequestHandler {
  private final Clients clients;
  private final Offsets offsets;

  /** Makes the handler. */
  public TopicGroupsHandler(Clients clients, Offsets offsets) {
    this.clients = clients;
    this.offsets = offsets;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    String topic = request.header(TopicOnly.WIRE).topic();
    SortedSet<String> groups = offsets.groups(topic);
    groups.addAll(clients.subscribers(topic));
    exchange.reply(Frame.success().withBody(new GroupList(List.copyOf(groups)).write()));
  }
}
