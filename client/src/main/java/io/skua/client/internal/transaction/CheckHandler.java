package io.skua.client.internal.transaction;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.wire.MalformedException;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.CheckTransaction;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.MessageRecord;
import io.skua.wire.message.PropertyName;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes brokers' questions how transactions ended: request 39 (protocol 6.16). Nobody waits for a
 * response. On the loop.
 */
public final class CheckHandler implements RequestHandler {
  private static final Logger log = LoggerFactory.getLogger(CheckHandler.class);

  private final Consumer<TransactionCheck> producers;

  /**
   * Makes the handler.
   *
   * @param producers finds the producer of the group and hands the question over; does not wait
   */
  public CheckHandler(Consumer<TransactionCheck> producers) {
    this.producers = producers;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    try {
      byte[] body = request.bodyBytes();
      MessageRecord message = MessageRecord.parse(body, 0, body.length);
      String group = MessageProperties.value(message.properties(), PropertyName.PRODUCER_GROUP);
      if (group == null) {
        throw new MalformedException("the half message names no producer group");
      }
      CheckTransaction header = request.header(CheckTransaction.WIRE);
      producers.accept(new TransactionCheck(exchange.link().address(), group, header, message));
    } catch (MalformedException e) {
      log.warn("{} asks about a transaction, and cannot be understood", exchange.link(), e);
    }
  }
}
