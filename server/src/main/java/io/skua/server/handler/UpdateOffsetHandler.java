package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.net.RequestRefused;
import io.skua.server.broker.Groups;
import io.skua.server.broker.Offsets;
import io.skua.server.broker.Topics;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.UpdateConsumerOffset;

/** Notes how far a group has consumed a queue: request 15 (protocol B 5.2). On the loop. */
public final class UpdateOffsetHandler implements RequestHandler {
  private final Offsets offsets;
  private final Groups groups;
  private final Topics topics;

  /** Makes the handler. */
  public UpdateOffsetHandler(Offsets offsets, Groups groups, Topics topics) {
    this.offsets = offsets;
    this.groups = groups;
    this.topics = topics;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    UpdateConsumerOffset update = request.header(UpdateConsumerOffset.WIRE);
    if (groups.find(update.consumerGroup()) == null) {
      throw new RequestRefused(
          ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST,
          "Group " + update.consumerGroup() + " not exist!");
    }
    if (topics.find(update.topic()) == null) {
      throw new RequestRefused(
          ResponseCode.TOPIC_NOT_EXIST, "Topic " + update.topic() + " not exist!");
    }
    boolean noted =
        offsets.commit(
            update.consumerGroup(), update.topic(), update.queueId(), update.commitOffset());
    exchange.reply(Frame.success().withRemark(noted ? null : "Offset has been previously reset"));
  }
}
