package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.store.MessageStore;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.EarliestStoreTime;
import io.skua.wire.header.TimestampResult;

/** Tells when a queue's first kept message was stored: request 32 (protocol B 5.5). On the loop. */
public final class EarliestTimeHandler implements RequestHandler {
  private final MessageStore store;

  /** Makes the handler. */
  public EarliestTimeHandler(MessageStore store) {
    this.store = store;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    EarliestStoreTime asked = request.header(EarliestStoreTime.WIRE);
    long time = store.earliestTime(asked.topic(), asked.queueId());
    exchange.reply(Frame.success(TimestampResult.WIRE, new TimestampResult(time)));
  }
}
