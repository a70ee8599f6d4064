package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.GetConsumerRunningInfo;

/** Asks a client how it consumes: request 307 (protocol B 8). On the loop. */
public final class RunningInfoHandler implements RequestHandler {
  private final ClientCalls calls;

  /** Makes the handler. */
  public RunningInfoHandler(ClientCalls calls) {
    this.calls = calls;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    GetConsumerRunningInfo asked = request.header(GetConsumerRunningInfo.WIRE);
    Frame question = Frame.request(request.code(), GetConsumerRunningInfo.WIRE, asked);
    calls.ask(asked.consumerGroup(), asked.clientId(), question, exchange);
  }
}
