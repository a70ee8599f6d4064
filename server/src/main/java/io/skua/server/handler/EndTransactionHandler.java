package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.net.RequestRefused;
import io.skua.server.transaction.Transactions;
import io.skua.store.disk.StoreException;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.EndTransaction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends transactions: request 37 (protocol 7.8). Most producers do not wait for the answer, so that
 * a refusal is also logged; it costs nothing but time, because the producer will be asked. On the
 * loop.
 */
public final class EndTransactionHandler implements RequestHandler {
  private static final Logger log = LoggerFactory.getLogger(EndTransactionHandler.class);

  private final Transactions transactions;

  /** Makes the handler. */
  public EndTransactionHandler(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    EndTransaction end = request.header(EndTransaction.WIRE);
    if (request.remark() != null) {
      log.warn(
          "group {} at {} says of transaction {}: {}",
          end.producerGroup(),
          exchange.link(),
          end.transactionId(),
          request.remark());
    }
    try {
      switch (end.outcome()) {
        case EndTransaction.UNKNOWN -> exchange.reply(Frame.success());
        case EndTransaction.COMMIT, EndTransaction.ROLLBACK ->
            transactions.end(end, failure -> answer(end, exchange, failure));
        default ->
            throw Refusals.error(
                "commitOrRollback is "
                    + end.outcome()
                    + "; it can be 8 (commit), 12 (rollback) or 0 (not known yet)");
      }
    } catch (RequestRefused e) {
      log.warn("{} is refused: {}: {}", exchange, e.getMessage(), end);
      throw e;
    }
  }

  private static void answer(
      EndTransaction end, Exchange exchange, @Nullable StoreException failure) {
    if (failure == null) {
      exchange.reply(Frame.success());
    } else {
      log.error("it is not known whether the end of a transaction is stored: {}", end, failure);
      exchange.reply(Frame.response(ResponseCode.SERVICE_NOT_AVAILABLE, failure.getMessage()));
    }
  }
}
