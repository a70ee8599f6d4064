package io.skua.client.internal.consume.pop;

import io.skua.client.internal.instance.ClientInstance;
import io.skua.net.Address;
import io.skua.wire.body.BatchAck;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.AckMessage;
import io.skua.wire.header.ChangeInvisibleTime;
import io.skua.wire.message.PopReceipt;
import io.skua.wire.message.PopTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells brokers what became of popped messages (protocol b 7.5). What has been confirmed since the
 * last turn of the loop goes to a broker in one request. Nothing is tried again: what a broker does
 * not hear of comes again. Thread-safe; nothing here waits.
 */
public final class Settlement {
  private static final Logger log = LoggerFactory.getLogger(Settlement.class);

  private static final Duration TIMEOUT = Duration.ofSeconds(3); // protocol b 7.7

  /** How far from the start of its pop a message may be to go with others: far above a pop's 32. */
  private static final long FARTHEST = 1 << 12;

  /** A message that was consumed, and who waits until its broker knows. */
  private record Confirmation(Popped message, CompletableFuture<Void> settled) {}

  /** What messages must have in common to be one entry of a request. */
  private record Batch(String topic, PopReceipt start) {
    static Batch of(Popped message) {
      PopReceipt own = message.receipt();
      return new Batch(
          message.topic(),
          new PopReceipt(
              own.startOffset(),
              own.popTime(),
              own.invisibleTime(),
              own.reviveQueueId(),
              own.kind(),
              own.brokerName(),
              own.queueId(),
              own.startOffset()));
    }
  }

  private final ClientInstance instance;
  private final String group;
  private final Queue<Confirmation> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean called = new AtomicBoolean();
  private final Set<String> oneByOne = new HashSet<>(); // brokers too old for batches; the loop's

  /** Makes the settlement of a group. */
  public Settlement(ClientInstance instance, String group) {
    this.instance = instance;
    this.group = group;
  }

  /**
   * Confirms a message: it has been consumed.
   *
   * @return completes when the broker has answered, or that has failed, which is logged
   */
  CompletableFuture<Void> confirm(Popped message) {
    CompletableFuture<Void> settled = new CompletableFuture<>();
    waiting.add(new Confirmation(message, settled));
    if (called.compareAndSet(false, true)) {
      instance.loop().execute(this::flush);
    }
    return settled;
  }

  private void flush() {
    called.set(false);
    Map<String, List<Confirmation>> brokers = new HashMap<>();
    Confirmation next = waiting.poll();
    while (next != null) {
      brokers.computeIfAbsent(next.message().brokerName(), name -> new ArrayList<>()).add(next);
      next = waiting.poll();
    }
    brokers.forEach(this::confirm);
  }

  private void confirm(String brokerName, List<Confirmation> all) {
    List<Confirmation> together = new ArrayList<>(all.size());
    for (Confirmation each : all) {
      if (all.size() > 1 && !oneByOne.contains(brokerName) && fits(each.message())) {
        together.add(each);
      } else {
        confirmAlone(each);
      }
    }
    if (together.size() == 1) {
      confirmAlone(together.get(0));
    } else if (!together.isEmpty()) {
      confirmTogether(brokerName, together);
    }
  }

  /** Says whether a request for many says all that the receipt says. */
  private static boolean fits(Popped message) {
    PopReceipt receipt = message.receipt();
    long place = receipt.queueOffset() - receipt.startOffset();
    return place >= 0 && place < FARTHEST && receipt.text().equals(message.receiptText());
  }

  private void confirmAlone(Confirmation one) {
    PopReceipt receipt = one.message().receipt();
    AckMessage header =
        new AckMessage(
            group,
            realTopic(one.message()),
            receipt.queueId(),
            one.message().receiptText(),
            receipt.queueOffset(),
            one.message().brokerName());
    ask(
            one.message().brokerName(),
            Frame.request(RequestCode.ACK_MESSAGE, AckMessage.WIRE, header),
            "the confirmation of " + header)
        .thenRun(() -> one.settled().complete(null));
  }

  private void confirmTogether(String brokerName, List<Confirmation> many) {
    Map<Batch, BitSet> batches = new HashMap<>();
    for (Confirmation each : many) {
      PopReceipt receipt = each.message().receipt();
      batches
          .computeIfAbsent(Batch.of(each.message()), batch -> new BitSet())
          .set((int) (receipt.queueOffset() - receipt.startOffset()));
    }
    List<BatchAck.Ack> acks = new ArrayList<>(batches.size());
    batches.forEach((batch, offsets) -> acks.add(ack(batch, offsets)));
    Frame request =
        Frame.request(RequestCode.BATCH_ACK_MESSAGE)
            .withBody(new BatchAck(brokerName, acks).write());
    ask(brokerName, request, "the confirmation of " + many.size() + " messages")
        .thenAccept(
            code -> {
              if (code == ResponseCode.REQUEST_CODE_NOT_SUPPORTED) {
                oneByOne.add(brokerName);
                many.forEach(this::confirmAlone);
              } else {
                many.forEach(each -> each.settled().complete(null));
              }
            });
  }

  private BatchAck.Ack ack(Batch batch, BitSet offsets) {
    PopReceipt start = batch.start();
    return new BatchAck.Ack(
        group,
        batch.topic(),
        start.kind(),
        start.startOffset(),
        start.queueId(),
        start.reviveQueueId(),
        start.popTime(),
        start.invisibleTime(),
        offsets);
  }

  /**
   * Has a message come again after a time, counted from now; the receipt is worth nothing then.
   *
   * @return as above
   */
  CompletableFuture<Void> comeAgain(Popped message, Duration after) {
    PopReceipt receipt = message.receipt();
    ChangeInvisibleTime header =
        new ChangeInvisibleTime(
            group,
            realTopic(message),
            receipt.queueId(),
            message.receiptText(),
            receipt.queueOffset(),
            after.toMillis(),
            message.brokerName());
    return ask(
            message.brokerName(),
            Frame.request(
                RequestCode.CHANGE_MESSAGE_INVISIBLE_TIME, ChangeInvisibleTime.WIRE, header),
            "the new time of " + header)
        .thenAccept(code -> {});
  }

  private String realTopic(Popped message) {
    return PopTopics.real(message.receipt().kind(), group, message.topic());
  }

  /** Returns the code of the answer, or -1 when there was none; completes on the loop. */
  private CompletableFuture<Integer> ask(String brokerName, Frame request, String what) {
    CompletableFuture<Integer> code = new CompletableFuture<>();
    instance
        .loop()
        .run(
            () -> {
              Address broker = instance.routes().table().master(brokerName);
              if (broker == null) {
                log.warn(
                    "broker {} does not hear of {}: its master is not known", brokerName, what);
                code.complete(-1);
                return;
              }
              instance
                  .links()
                  .call(broker, request, TIMEOUT, answer -> heard(broker, what, answer))
                  .whenComplete(
                      (heard, failure) -> {
                        if (heard == null) {
                          log.warn(
                              "broker {} has not heard of {}: {}",
                              broker,
                              what,
                              String.valueOf(failure));
                        }
                        code.complete(heard == null ? -1 : heard);
                      });
            });
    return code;
  }

  private static int heard(Address broker, String what, Frame answer) {
    if (answer.code() != ResponseCode.SUCCESS) {
      log.warn(
          "broker {} has answered {} with code {}: {}",
          broker,
          what,
          answer.code(),
          answer.remark());
    }
    return answer.code();
  }
}
