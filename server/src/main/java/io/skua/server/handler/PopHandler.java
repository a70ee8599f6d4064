package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.net.RequestRefused;
import io.skua.runtime.Clock;
import io.skua.server.metrics.Traffic;
import io.skua.server.pop.InFlight;
import io.skua.server.pop.PopAnswer;
import io.skua.server.pop.PopQueue;
import io.skua.server.pop.Pops;
import io.skua.server.pop.WaitingPops;
import io.skua.store.MessageFilter;
import io.skua.store.ReadStatus;
import io.skua.store.disk.StoreException;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.Fields;
import io.skua.wire.header.PopMessage;
import io.skua.wire.header.PopMessageResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lends messages: request 200050 (protocol B 7.2). A pop that finds nothing and may wait is parked.
 * On the loop.
 */
public final class PopHandler implements RequestHandler {
  private static final Logger log = LoggerFactory.getLogger(PopHandler.class);
  private static final Fields ZEROS =
      Fields.of(PopMessageResult.WIRE, new PopMessageResult(0, 0, 0, 0, null, null, null));

  private final PopChecks checks;
  private final Pops pops;
  private final InFlight inFlight;
  private final WaitingPops waiting;
  private final Clock clock;
  private @Nullable Traffic traffic; // null: nobody counts

  /** Makes the handler. */
  public PopHandler(
      PopChecks checks, Pops pops, InFlight inFlight, WaitingPops waiting, Clock clock) {
    this.checks = checks;
    this.pops = pops;
    this.inFlight = inFlight;
    this.waiting = waiting;
    this.clock = clock;
  }

  /** Counts what is handed out; before the first request. */
  public void count(Traffic counted) {
    traffic = counted;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    PopMessage pop = request.header(PopMessage.WIRE);
    try {
      pop(pop, checks.pop(pop, exchange.link()), exchange);
    } catch (RequestRefused e) {
      exchange.reply(Frame.response(e.code(), e.getMessage()).withFields(ZEROS));
    }
  }

  private void pop(PopMessage pop, @Nullable MessageFilter tags, Exchange exchange) {
    PopAnswer answer = pops.pop(pop, tags);
    if (answer.count() > 0) {
      found(pop, answer, exchange);
    } else if (inFlight.full()) {
      nothing(ResponseCode.POLLING_FULL, answer, exchange);
    } else if (answer.unfinished() || pop.pollTime() <= 0) {
      nothing(ResponseCode.POLLING_TIMEOUT, answer, exchange);
    } else {
      long born = pop.bornTime() == 0 ? clock.wallMillis() : pop.bornTime();
      switch (waiting.wait(new Waiting(exchange, pop, tags, born))) {
        case WAITS -> {}
        case OVER -> nothing(ResponseCode.POLLING_TIMEOUT, answer, exchange);
        case FULL -> nothing(ResponseCode.POLLING_FULL, answer, exchange);
      }
    }
  }

  private void found(PopMessage pop, PopAnswer answer, Exchange exchange) {
    byte[] records = answer.records();
    if (traffic != null) {
      traffic.out(pop.topic(), pop.consumerGroup(), answer.count(), records.length);
    }
    exchange.reply(
        Frame.response(ResponseCode.SUCCESS, ReadStatus.FOUND.name())
            .withFields(Fields.of(PopMessageResult.WIRE, answer.header()))
            .withBody(records));
  }

  private static void nothing(int code, PopAnswer answer, Exchange exchange) {
    exchange.reply(
        Frame.response(code, ReadStatus.NO_MESSAGE_IN_QUEUE.name())
            .withFields(Fields.of(PopMessageResult.WIRE, answer.header())));
  }

  /** A pop that waits. */
  private final class Waiting extends WaitingPops.Waiter {
    private final Exchange exchange;
    private final PopMessage pop;
    private final @Nullable MessageFilter tags;

    Waiting(Exchange exchange, PopMessage pop, @Nullable MessageFilter tags, long bornTime) {
      waiting.super(
          exchange,
          new PopQueue(pop.consumerGroup(), pop.topic(), pop.queueId()),
          bornTime,
          pop.pollTime());
      this.exchange = exchange;
      this.pop = pop;
      this.tags = tags;
    }

    @Override
    protected boolean serve() {
      try {
        PopAnswer answer = pops.pop(pop, tags);
        if (answer.count() > 0) {
          found(pop, answer, exchange);
        } else if (answer.unfinished()) {
          nothing(ResponseCode.POLLING_TIMEOUT, answer, exchange);
        } else {
          return false;
        }
      } catch (StoreException e) {
        // This client's trouble, not that of who woke it.
        log.error("a waiting pop of {} cannot be served", pop.topic(), e);
        exchange.reply(Frame.response(ResponseCode.SYSTEM_ERROR, e.getMessage()).withFields(ZEROS));
      }
      return true;
    }

    @Override
    protected void expired() {
      nothing(ResponseCode.POLLING_TIMEOUT, pops.none(pop), exchange);
    }

    @Override
    protected long freeAt() {
      return pop.order()
          ? pops.freeAt(pop.consumerGroup(), pop.topic(), pop.queueId(), pop.attemptId())
          : Long.MIN_VALUE;
    }
  }
}
