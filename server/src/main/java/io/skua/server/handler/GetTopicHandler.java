package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.net.RequestRefused;
import io.skua.server.broker.Topics;
import io.skua.wire.body.TopicConfig;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.GetTopicConfig;

/** Returns a topic's configuration: request 351 (protocol B 12.3). On the loop. */
public final class GetTopicHandler implements RequestHandler {
  private final Topics topics;

  /** Makes the handler. */
  public GetTopicHandler(Topics topics) {
    this.topics = topics;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    String name = request.header(GetTopicConfig.WIRE).topic();
    TopicConfig topic = topics.find(name);
    if (topic == null) {
      throw new RequestRefused(
          ResponseCode.TOPIC_NOT_EXIST, "No topic in this broker. topic: " + name);
    }
    exchange.reply(Frame.success().withBody(topic.write()));
  }
}
