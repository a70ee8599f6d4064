package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.store.MessageStore;
import io.skua.store.TimeBoundary;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.OffsetResult;
import io.skua.wire.header.SearchOffset;

/** Tells the offset that belongs to a time: request 29 (protocol B 5.5). On the loop. */
public final class SearchOffsetHandler implements RequestHandler {
  private final MessageStore store;

  /** Makes the handler. */
  public SearchOffsetHandler(MessageStore store) {
    this.store = store;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    SearchOffset asked = request.header(SearchOffset.WIRE);
    TimeBoundary boundary =
        asked.boundary() == SearchOffset.Boundary.UPPER ? TimeBoundary.UPPER : TimeBoundary.LOWER;
    long offset = store.offsetByTime(asked.topic(), asked.queueId(), asked.timestamp(), boundary);
    exchange.reply(Frame.success(OffsetResult.WIRE, new OffsetResult(offset)));
  }
}
