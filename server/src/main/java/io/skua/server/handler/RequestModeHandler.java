package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.net.RequestRefused;
import io.skua.server.assignment.RequestModes;
import io.skua.server.broker.Groups;
import io.skua.server.broker.Names;
import io.skua.server.broker.Topics;
import io.skua.wire.body.SetMessageRequestMode;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;

/** Sets and tells which groups pop: requests 401 and 402 (protocol B 3.5). On the loop. */
public final class RequestModeHandler implements RequestHandler {
  private final RequestModes modes;
  private final Topics topics;
  private final Groups groups;

  /** Makes the handler. */
  public RequestModeHandler(RequestModes modes, Topics topics, Groups groups) {
    this.modes = modes;
    this.topics = topics;
    this.groups = groups;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    if (request.code() == RequestCode.GET_ALL_MESSAGE_REQUEST_MODE) {
      exchange.reply(Frame.success().withBody(modes.all().write()));
      return;
    }
    SetMessageRequestMode mode =
        SetMessageRequestMode.parse(request.bodyArray(), request.bodyFrom(), request.bodyLength());
    if (mode.topic().startsWith(Names.RETRY)) {
      throw new RequestRefused(
          ResponseCode.NO_PERMISSION, "retry topic is not allowed to set mode");
    }
    if (topics.find(mode.topic()) == null) {
      throw new RequestRefused(
          ResponseCode.TOPIC_NOT_EXIST, "topic[" + mode.topic() + "] not exist");
    }
    if (groups.obtain(mode.consumerGroup()) == null) {
      throw new RequestRefused(
          ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST, "subscription group does not exist");
    }
    modes.set(mode);
    exchange.reply(Frame.success());
  }
}
