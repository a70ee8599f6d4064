package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.net.RequestRefused;
import io.skua.server.broker.Groups;
import io.skua.server.broker.Names;
import io.skua.wire.body.SubscriptionGroup;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;

/** Makes or changes a consumer group: request 200 (protocol B 12.3). On the loop. */
public final class UpdateGroupHandler implements RequestHandler {
  private final Groups groups;

  /** Makes the handler. */
  public UpdateGroupHandler(Groups groups) {
    this.groups = groups;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    SubscriptionGroup group =
        SubscriptionGroup.parse(request.bodyArray(), request.bodyFrom(), request.bodyLength());
    if (!Names.goodGroup(group.groupName())) {
      throw new RequestRefused(
          ResponseCode.INVALID_PARAMETER,
          "The specified group: " + group.groupName() + " is no name of 1 to 120 characters");
    }
    groups.put(group);
    exchange.reply(Frame.success());
  }
}
