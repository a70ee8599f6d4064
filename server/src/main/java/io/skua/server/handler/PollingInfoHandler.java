package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.server.pop.PopQueue;
import io.skua.server.pop.WaitingPops;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.PollingInfo;
import io.skua.wire.header.PollingInfoResult;

/** Tells how many pops wait: request 200055 (protocol B 7.9). On the loop. */
public final class PollingInfoHandler implements RequestHandler {
  private final PopChecks checks;
  private final WaitingPops waiting;

  /** Makes the handler. */
  public PollingInfoHandler(PopChecks checks, WaitingPops waiting) {
    this.checks = checks;
    this.waiting = waiting;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    PollingInfo asked = request.header(PollingInfo.WIRE);
    checks.reader(asked.consumerGroup(), asked.topic(), asked.queueId(), exchange.link());
    int count =
        waiting.waiting(new PopQueue(asked.consumerGroup(), asked.topic(), asked.queueId()));
    exchange.reply(
        Frame.success(PollingInfoResult.WIRE, new PollingInfoResult(count))
            .withRemark(PopChecks.NO_REMARK));
  }
}
