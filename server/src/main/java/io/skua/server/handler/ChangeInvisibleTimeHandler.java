package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.net.RequestRefused;
import io.skua.runtime.Clock;
import io.skua.server.broker.Offsets;
import io.skua.server.pop.InFlight;
import io.skua.server.pop.Ordered;
import io.skua.server.pop.PopQueue;
import io.skua.server.pop.Revive;
import io.skua.server.pop.WaitingPops;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.ChangeInvisibleTime;
import io.skua.wire.header.ChangeInvisibleTimeResult;
import io.skua.wire.header.Fields;
import io.skua.wire.message.PopReceipt;

/** Changes when a popped message comes again: request 200053 (protocol B 7.5). On the loop. */
public final class ChangeInvisibleTimeHandler implements RequestHandler {
  private static final Fields ZEROS =
      Fields.of(ChangeInvisibleTimeResult.WIRE, new ChangeInvisibleTimeResult(0, 0, 0));

  private final PopChecks checks;
  private final Offsets offsets;
  private final InFlight inFlight;
  private final Ordered ordered;
  private final Revive revive;
  private final WaitingPops waiting;
  private final Clock clock;

  /** Makes the handler. */
  public ChangeInvisibleTimeHandler(
      PopChecks checks,
      Offsets offsets,
      InFlight inFlight,
      Ordered ordered,
      Revive revive,
      WaitingPops waiting,
      Clock clock) {
    this.checks = checks;
    this.offsets = offsets;
    this.inFlight = inFlight;
    this.ordered = ordered;
    this.revive = revive;
    this.waiting = waiting;
    this.clock = clock;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    ChangeInvisibleTime change = request.header(ChangeInvisibleTime.WIRE);
    PopQueue queue = new PopQueue(change.consumerGroup(), change.topic(), change.queueId());
    PopReceipt receipt;
    try {
      receipt = checks.receipt(queue, change.extraInfo(), change.offset(), 0, exchange.link());
    } catch (RequestRefused e) {
      exchange.reply(Frame.response(e.code(), e.getMessage()).withFields(ZEROS));
      return;
    }
    ChangeInvisibleTimeResult result =
        PopChecks.ordered(receipt.reviveQueueId())
            ? inOrder(change, queue, receipt)
            : plain(change, queue, receipt);
    exchange.reply(
        Frame.success(ChangeInvisibleTimeResult.WIRE, result).withRemark(PopChecks.NO_REMARK));
  }

  private ChangeInvisibleTimeResult plain(
      ChangeInvisibleTime change, PopQueue queue, PopReceipt receipt) {
    long popTime =
        inFlight.change(queue, change.offset(), receipt.popTime(), change.invisibleTime());
    revive.watch();
    return new ChangeInvisibleTimeResult(popTime, change.invisibleTime(), receipt.reviveQueueId());
  }

  private ChangeInvisibleTimeResult inOrder(
      ChangeInvisibleTime change, PopQueue queue, PopReceipt receipt) {
    if (change.offset() < offsets.find(queue.group(), queue.topic(), queue.queueId())) {
      return new ChangeInvisibleTimeResult(0, 0, 0);
    }
    long now = clock.wallMillis();
    long millis = Math.max(0, Math.min(change.invisibleTime(), Long.MAX_VALUE - now));
    ordered.change(queue, change.offset(), receipt.popTime(), now + millis);
    // Who waits for the queue may have to wait for less.
    waiting.arrived(queue.topic(), queue.queueId());
    return new ChangeInvisibleTimeResult(
        receipt.popTime(), now + millis - receipt.popTime(), receipt.reviveQueueId());
  }
}
