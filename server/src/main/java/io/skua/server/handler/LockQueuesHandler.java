package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.server.broker.QueueLocks;
import io.skua.wire.body.LockQueues;
import io.skua.wire.body.LockedQueues;
import io.skua.wire.frame.Frame;

/** Gives a client queues for itself: request 41 (protocol B 6.3). On the loop. */
public final class LockQueuesHandler implements RequestHandler {
  private final QueueLocks locks;

  /** Makes the handler. */
  public LockQueuesHandler(QueueLocks locks) {
    this.locks = locks;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    LockQueues asked =
        LockQueues.parse(request.bodyArray(), request.bodyFrom(), request.bodyLength());
    LockedQueues granted =
        new LockedQueues(locks.lock(asked.consumerGroup(), asked.queues(), asked.clientId()));
    exchange.reply(Frame.success().withBody(granted.write()));
  }
}
