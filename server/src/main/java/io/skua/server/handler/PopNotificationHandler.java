package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.runtime.Clock;
import io.skua.server.pop.PopQueue;
import io.skua.server.pop.Pops;
import io.skua.server.pop.WaitingPops;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.PopNotification;
import io.skua.wire.header.PopNotificationResult;

/** Tells when a topic has messages to pop: request 200054 (protocol B 7.9). On the loop. */
public final class PopNotificationHandler implements RequestHandler {
  private final PopChecks checks;
  private final Pops pops;
  private final WaitingPops waiting;
  private final Clock clock;

  /** Makes the handler. */
  public PopNotificationHandler(PopChecks checks, Pops pops, WaitingPops waiting, Clock clock) {
    this.checks = checks;
    this.pops = pops;
    this.waiting = waiting;
    this.clock = clock;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    PopNotification asked = request.header(PopNotification.WIRE);
    checks.reader(asked.consumerGroup(), asked.topic(), asked.queueId(), exchange.link());
    if (any(asked) || asked.pollTime() <= 0) {
      reply(exchange, any(asked), false);
      return;
    }
    long born = asked.bornTime() == 0 ? clock.wallMillis() : asked.bornTime();
    switch (waiting.wait(new Waiting(exchange, asked, born))) {
      case WAITS -> {}
      case OVER -> reply(exchange, false, false);
      case FULL -> reply(exchange, false, true);
    }
  }

  private boolean any(PopNotification asked) {
    return pops.any(
        asked.consumerGroup(), asked.topic(), asked.queueId(), asked.order(), asked.attemptId());
  }

  private static void reply(Exchange exchange, boolean any, boolean full) {
    exchange.reply(
        Frame.success(PopNotificationResult.WIRE, new PopNotificationResult(any, full))
            .withRemark(PopChecks.NO_REMARK));
  }

  /** A request that waits. */
  private final class Waiting extends WaitingPops.Waiter {
    private final Exchange exchange;
    private final PopNotification asked;

    Waiting(Exchange exchange, PopNotification asked, long bornTime) {
      waiting.super(
          exchange,
          new PopQueue(asked.consumerGroup(), asked.topic(), asked.queueId()),
          bornTime,
          asked.pollTime());
      this.exchange = exchange;
      this.asked = asked;
    }

    @Override
    protected boolean serve() {
      boolean any = any(asked);
      if (any) {
        reply(exchange, true, false);
      }
      return any;
    }

    @Override
    protected void expired() {
      reply(exchange, false, false);
    }

    @Override
    protected long freeAt() {
      return asked.order()
          ? pops.freeAt(asked.consumerGroup(), asked.topic(), asked.queueId(), asked.attemptId())
          : Long.MIN_VALUE;
    }
  }
}
