package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.net.RequestRefused;
import io.skua.store.MessageStore;
import io.skua.store.SearchCallback;
import io.skua.store.disk.StoreException;
import io.skua.store.index.KeyQuery;
import io.skua.store.index.SearchResult;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.Fields;
import io.skua.wire.header.QueryMessage;
import io.skua.wire.header.QueryMessageResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds messages by key: request 12 (protocol B 10.2). On the loop. */
public final class QueryMessageHandler implements RequestHandler {
  private static final Logger log = LoggerFactory.getLogger(QueryMessageHandler.class);

  private static final int MOST = 64;
  private static final int MOST_OF_UNIQUE = 32;

  private final MessageStore store;

  /** Makes the handler. */
  public QueryMessageHandler(MessageStore store) {
    this.store = store;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    QueryMessage asked = request.header(QueryMessage.WIRE);
    int most =
        Boolean.TRUE.equals(asked.uniqueKey()) ? MOST_OF_UNIQUE : Math.min(MOST, asked.maxNum());
    KeyQuery query =
        new KeyQuery(
            asked.topic(), asked.key(), most, asked.beginTimestamp(), asked.endTimestamp());
    if (!store.search(query, new Answer(query, exchange))) {
      throw new RequestRefused(
          ResponseCode.SYSTEM_BUSY, "too many queries wait already; try again later");
    }
  }

  private record Answer(KeyQuery query, Exchange exchange) implements SearchCallback {
    @Override
    public void found(SearchResult result) {
      Fields reach =
          Fields.of(
              QueryMessageResult.WIRE,
              new QueryMessageResult(result.lastTime(), result.lastOffset()));
      exchange.reply(
          result.count() > 0
              ? Frame.success().withFields(reach).withBody(result.records())
              : Frame.response(
                      ResponseCode.QUERY_NOT_FOUND,
                      "can not find message, maybe time range not correct")
                  .withFields(reach));
    }

    @Override
    public void failed(StoreException failure) {
      log.error("the query of {} for {} failed", exchange, query, failure);
      exchange.reply(Frame.response(ResponseCode.SYSTEM_ERROR, failure.getMessage()));
    }
  }
}
