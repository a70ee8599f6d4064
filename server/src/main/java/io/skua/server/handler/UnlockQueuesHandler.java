package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.server.broker.QueueLocks;
import io.skua.wire.body.LockQueues;
import io.skua.wire.frame.Frame;

/** Takes back queues that a client had for itself: request 42 (protocol B 6.3). On the loop. */
public final class UnlockQueuesHandler implements RequestHandler {
  private final QueueLocks locks;

  /** Makes the handler. */
  public UnlockQueuesHandler(QueueLocks locks) {
    this.locks = locks;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    LockQueues left =
        LockQueues.parse(request.bodyArray(), request.bodyFrom(), request.bodyLength());
    locks.unlock(left.consumerGroup(), left.queues(), left.clientId());
    exchange.reply(Frame.success());
  }
}
