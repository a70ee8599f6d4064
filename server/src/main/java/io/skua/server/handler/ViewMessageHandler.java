package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.store.MessageStore;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.ViewMessage;

/** Returns the message at a place in the log: request 33 (protocol B 10.1). On the loop. */
public final class ViewMessageHandler implements RequestHandler {
  private final MessageStore store;

  /** Makes the handler. */
  public ViewMessageHandler(MessageStore store) {
    this.store = store;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    long offset = request.header(ViewMessage.WIRE).offset();
    byte[] record = store.recordAt(offset);
    if (record == null) {
      throw Refusals.error("can not find message by the offset, " + offset);
    }
    exchange.reply(Frame.success().withBody(record));
  }
}
