package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.server.broker.Topics;
import io.skua.wire.frame.Frame;

/** Returns the configurations of all topics: request 21 (protocol B 12.3). On the loop. */
public final class AllTopicsHandler implements RequestHandler {
  private final Topics topics;

  /** Makes the handler. */
  public AllTopicsHandler(Topics topics) {
    this.topics = topics;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    exchange.reply(Frame.success().withBody(topics.table().write()));
  }
}
