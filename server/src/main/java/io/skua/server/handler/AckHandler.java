package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.net.RequestRefused;
import io.skua.runtime.Clock;
import io.skua.server.broker.Offsets;
import io.skua.server.broker.Topics;
import io.skua.server.pop.InFlight;
import io.skua.server.pop.Ordered;
import io.skua.server.pop.PopQueue;
import io.skua.server.pop.WaitingPops;
import io.skua.wire.body.BatchAck;
import io.skua.wire.body.TopicConfig;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.AckMessage;
import io.skua.wire.message.PopReceipt;
import io.skua.wire.message.PopTopics;
import java.util.BitSet;

/**
 * Takes in that popped messages are consumed: requests 200051 and 200151 (protocol B 7.5). What a
 * receipt does not stand for any more is answered with success. On the loop.
 */
public final class AckHandler implements RequestHandler {
  private final PopChecks checks;
  private final Topics topics;
  private final Offsets offsets;
  private final InFlight inFlight;
  private final Ordered ordered;
  private final WaitingPops waiting;
  private final Clock clock;

  /** Makes the handler. */
  public AckHandler(
      PopChecks checks,
      Topics topics,
      Offsets offsets,
      InFlight inFlight,
      Ordered ordered,
      WaitingPops waiting,
      Clock clock) {
    this.checks = checks;
    this.topics = topics;
    this.offsets = offsets;
    this.inFlight = inFlight;
    this.ordered = ordered;
    this.waiting = waiting;
    this.clock = clock;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    if (request.code() == RequestCode.BATCH_ACK_MESSAGE) {
      batch(request);
    } else {
      one(request.header(AckMessage.WIRE), exchange);
    }
    exchange.reply(Frame.success());
  }

  private void one(AckMessage ack, Exchange exchange) {
    PopQueue queue = new PopQueue(ack.consumerGroup(), ack.topic(), ack.queueId());
    PopReceipt receipt = checks.receipt(queue, ack.extraInfo(), ack.offset(), 1, exchange.link());
    boolean inOrder = PopChecks.ordered(receipt.reviveQueueId());
    if (!inOrder) {
      inFlight.ack(queue, ack.offset(), receipt.popTime());
    } else if (inOrder(queue, ack.offset(), receipt.popTime()) == Ordered.Ack.UNKNOWN) {
      throw Refusals.illegal(
          "offset is illegal, key:"
              + queue
              + ", old:"
              + offsets.find(queue.group(), queue.topic(), queue.queueId())
              + ", commit:"
              + ack.offset()
              + ", "
              + exchange.link().remote());
    }
  }

  private Ordered.Ack inOrder(PopQueue queue, long offset, long popTime) {
    if (offset < offsets.find(queue.group(), queue.topic(), queue.queueId())) {
      return Ordered.Ack.STALE;
    }
    Ordered.Ack ack = ordered.ack(queue, offset, popTime);
    if (ack == Ordered.Ack.DONE && ordered.freeAt(queue, null) <= clock.wallMillis()) {
      waiting.arrived(queue.topic(), queue.queueId());
    }
    return ack;
  }

  private void batch(Frame request) {
    BatchAck batch =
        request.hasBody()
            ? BatchAck.parse(request.bodyArray(), request.bodyFrom(), request.bodyLength())
            : null;
    if (batch == null || batch.acks().isEmpty()) {
      throw new RequestRefused(ResponseCode.NO_MESSAGE, "the request confirms no message");
    }
    batch.acks().forEach(this::all);
  }

  private void all(BatchAck.Ack ack) {
    String real = PopTopics.real(ack.kind(), ack.consumerGroup(), ack.topic());
    TopicConfig topic = topics.find(real);
    if (topic == null || ack.queueId() < 0 || ack.queueId() >= topic.readQueueNums()) {
      return; // Left out without a word, as by Apache's brokers.
    }
    PopQueue queue = new PopQueue(ack.consumerGroup(), real, ack.queueId());
    boolean inOrder = PopChecks.ordered(ack.reviveQueueId());
    BitSet bits = ack.offsets();
    for (int i = bits.nextSetBit(0); i >= 0; i = bits.nextSetBit(i + 1)) {
      long offset = ack.startOffset() + i;
      if (inOrder) {
        inOrder(queue, offset, ack.popTime());
      } else {
        inFlight.ack(queue, offset, ack.popTime());
      }
    }
  }
}
