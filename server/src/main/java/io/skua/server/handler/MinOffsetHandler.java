package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.store.MessageStore;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.GetMinOffset;
import io.skua.wire.header.OffsetResult;

/** Tells the offset of a queue's first kept message: request 31 (protocol B 5.5). On the loop. */
public final class MinOffsetHandler implements RequestHandler {
  private final MessageStore store;

  /** Makes the handler. */
  public MinOffsetHandler(MessageStore store) {
    this.store = store;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    GetMinOffset asked = request.header(GetMinOffset.WIRE);
    long offset = store.minOffset(asked.topic(), asked.queueId());
    exchange.reply(Frame.success(OffsetResult.WIRE, new OffsetResult(offset)));
  }
}
