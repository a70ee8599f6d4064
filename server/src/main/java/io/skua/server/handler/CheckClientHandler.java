package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.wire.body.SubscriptionData;
import io.skua.wire.frame.Frame;
import io.skua.wire.json.JsonReader;

/** Says whether a subscription can be served: request 46 (protocol B 9.3). On the loop. */
public final class CheckClientHandler implements RequestHandler {
  @Override
  public void handle(Frame request, Exchange exchange) {
    if (request.hasBody()) {
      String type = expressionType(request);
      if (!type.equals(SubscriptionData.TAG)) {
        throw Refusals.filterUnsupported(type);
      }
    }
    exchange.reply(Frame.success());
  }

  private static String expressionType(Frame request) {
    JsonReader in = new JsonReader(request.bodyArray(), request.bodyFrom(), request.bodyLength());
    String type = SubscriptionData.TAG;
    in.object();
    while (in.member()) {
      if (in.name().equals("subscriptionData")) {
        type = in.isNull() ? type : typeOf(in);
      } else {
        in.skip();
      }
    }
    return type;
  }

  private static String typeOf(JsonReader in) {
    String type = SubscriptionData.TAG;
    in.object();
    while (in.member()) {
      if (in.name().equals("expressionType")) {
        type = in.textOrEmpty();
      } else {
        in.skip();
      }
    }
    return type.isEmpty() ? SubscriptionData.TAG : type;
  }
}
