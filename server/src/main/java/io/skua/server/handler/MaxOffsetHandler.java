package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.store.MessageStore;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.GetMaxOffset;
import io.skua.wire.header.OffsetResult;

/** Tells the offset that a queue's next message gets: request 30 (protocol B 5.5). On the loop. */
public final class MaxOffsetHandler implements RequestHandler {
  private final MessageStore store;

  /** Makes the handler. */
  public MaxOffsetHandler(MessageStore store) {
    this.store = store;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    GetMaxOffset asked = request.header(GetMaxOffset.WIRE);
    long offset = store.maxOffset(asked.topic(), asked.queueId());
    exchange.reply(Frame.success(OffsetResult.WIRE, new OffsetResult(offset)));
  }
}
