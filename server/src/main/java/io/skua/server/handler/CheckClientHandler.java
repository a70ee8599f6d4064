package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.server.filter.Filters;
import io.skua.wire.body.CheckClientConfig;
import io.skua.wire.body.SubscriptionData;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;

/** Says whether a subscription can be served: request 46 (protocol B 9.3). On the loop. */
public final class CheckClientHandler implements RequestHandler {
  private final Filters filters;

  /** Makes the handler. */
  public CheckClientHandler(Filters filters) {
    this.filters = filters;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    if (request.hasBody()) {
      SubscriptionData wanted =
          CheckClientConfig.parse(request.bodyArray(), request.bodyFrom(), request.bodyLength())
              .subscription();
      if (wanted != null && !Filters.byTag(wanted.expressionType())) {
        // Only whether it can be read: it is kept for the pulls to come.
        filters.of(
            wanted.expressionType(), wanted.expression(), ResponseCode.SUBSCRIPTION_PARSE_FAILED);
      }
    }
    exchange.reply(Frame.success());
  }
}
