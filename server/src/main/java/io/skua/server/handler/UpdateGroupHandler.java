package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.net.RequestRefused;
import io.skua.server.broker.Groups;
import io.skua.server.broker.Names;
import io.skua.wire.body.SubscriptionGroup;
import io.skua.wire.body.SubscriptionGroupList;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import java.util.List;

/** Makes or changes consumer groups: requests 200 and 225 (protocol B 12.3). On the loop. */
public final class UpdateGroupHandler implements RequestHandler {
  private final Groups groups;

  /** Makes the handler. */
  public UpdateGroupHandler(Groups groups) {
    this.groups = groups;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    byte[] body = request.bodyArray();
    int from = request.bodyFrom();
    int length = request.bodyLength();
    List<SubscriptionGroup> asked =
        request.code() == RequestCode.UPDATE_SUBSCRIPTION_GROUP_LIST
            ? SubscriptionGroupList.parse(body, from, length).groups()
            : List.of(SubscriptionGroup.parse(body, from, length));
    asked.forEach(UpdateGroupHandler::check); // All are good, or none is made.
    asked.forEach(groups::put);
    exchange.reply(Frame.success());
  }

  private static void check(SubscriptionGroup group) {
    if (!Names.goodGroup(group.groupName())) {
      throw new RequestRefused(
          ResponseCode.INVALID_PARAMETER,
          "The specified group: " + group.groupName() + " is no name of 1 to 120 characters");
    }
  }
}
