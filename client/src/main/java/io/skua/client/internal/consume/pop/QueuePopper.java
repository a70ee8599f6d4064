package io.skua.client.internal.consume.pop;

import io.skua.client.internal.consume.Subscriptions;
import io.skua.client.internal.consume.process.ProcessQueue;
import io.skua.client.internal.consume.turn.QueueState;
import io.skua.client.internal.consume.turn.QueueTurns;
import io.skua.common.message.MessageQueue;
import io.skua.net.Address;
import io.skua.runtime.Cancellable;
import io.skua.wire.body.ConsumeFromWhere;
import io.skua.wire.body.SubscriptionData;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.PopMessage;
import io.skua.wire.message.MessageProperties;
import io.skua.wire.message.PropertyName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pops one queue, or with the number -1 all queues of a broker (protocol b 7.7). */
public final class QueuePopper extends QueueTurns {
  private static final Logger log = LoggerFactory.getLogger(QueuePopper.class);

  // Protocol b 7.2 and 7.7.
  private static final Duration POLL = Duration.ofSeconds(15);
  private static final Duration TIMEOUT = Duration.ofSeconds(25);
  private static final Duration FLOW_CONTROL = Duration.ofMillis(50);
  private static final Duration BROKER_FLOW_CONTROL = Duration.ofMillis(20);
  private static final Duration RESTING = Duration.ofSeconds(1);

  /** How long a listener gets to finish when the consumer ends. */
  private static final Duration LAST_WORDS = Duration.ofMillis(400);

  /** When somebody else gets what is given back: as soon as brokers' timers can have it. */
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Popping shared;
  private final PopProcessQueue process;
  // The rest is the loop's.
  private CompletableFuture<Void> lastPop = CompletableFuture.completedFuture(null);

  /** Makes a popper that does nothing yet. */
  public QueuePopper(Popping shared, MessageQueue queue) {
    super(queue, shared.instance().pullService(), shared.instance().platform().clock());
    this.shared = shared;
    this.process =
        new PopProcessQueue(queue, shared.instance().platform().clock(), shared.inHand());
  }

  @Override
  public Mode mode() {
    return Mode.POP;
  }

  @Override
  protected void act() {
    SubscriptionData subscription = shared.subscriptions().find(queue().getTopic());
    if (shared.paused().getAsBoolean()) {
      rest(RESTING, "suspended");
    } else if (subscription == null) {
      rest(RESTING, "the topic is not subscribed to");
    } else if (!overloaded()) {
      pop(subscription);
    }
  }

  /** Says whether too much is in hand, and if so sees to it that this queue has another turn. */
  private boolean overloaded() {
    int inHand = process.load().messages();
    String why = null;
    if (inHand > shared.pops().messagesPerPop()) {
      why = inHand + " messages are not confirmed";
    } else if (inHand > 0
        && shared
            .inHand()
            .reached(shared.settings().messagesInAll(), shared.settings().bytesInAll())) {
      why = "all queues have " + shared.inHand().messages() + " messages in hand";
    }
    if (why == null) {
      return false;
    }
    Runnable room = restUntilRoom(FLOW_CONTROL, why);
    process.whenRoom(() -> shared.instance().loop().run(room));
    return true;
  }

  private void pop(SubscriptionData subscription) {
    Address broker = shared.instance().routes().table().master(queue().getBrokerName());
    if (broker == null) {
      shared.instance().routes().refreshAll(List.of(queue().getTopic()));
      rest(shared.settings().pullDelayAfterFailure(), "the broker is not in the route");
      return;
    }
    int number = asked(TIMEOUT);
    lastPop =
        shared
            .instance()
            .links()
            .call(
                broker,
                Frame.request(RequestCode.POP_MESSAGE, PopMessage.WIRE, request(subscription)),
                TIMEOUT,
                PopAnswer::of)
            .handle(
                (answer, failure) -> {
                  answered(subscription, answer, failure, current(number));
                  return null;
                });
  }

  private PopMessage request(SubscriptionData subscription) {
    return new PopMessage(
        shared.settings().group(),
        queue().getTopic(),
        queue().getQueueId(),
        shared.pops().popBatch(),
        shared.pops().popInvisible().toMillis(),
        POLL.toMillis(),
        0, // The broker's own time: ours may differ by more than it accepts.
        shared.settings().consumeFromWhere() == ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET
            ? PopMessage.FROM_MIN
            : PopMessage.FROM_MAX,
        subscription.expressionType(),
        subscription.expression(),
        false,
        null,
        queue().getBrokerName());
  }

  /**
   * Goes on after an answer.
   *
   * @param waiting whether this queue has waited for it; if not, somebody else goes on, but what
   *     was popped is ours all the same
   */
  private void answered(
      SubscriptionData subscription,
      @Nullable PopAnswer answer,
      @Nullable Throwable failure,
      boolean waiting) {
    answered();
    String trouble = null;
    if (answer == null) {
      trouble = "failed: " + failure;
    } else if (answer.code() == ResponseCode.SUCCESS) {
      trouble = take(subscription, answer);
    }
    if (!waiting) {
      return;
    }
    if (trouble != null || answer == null) {
      log.info("{} is popped again soon: {}", queue(), trouble);
      rest(shared.settings().pullDelayAfterFailure(), String.valueOf(trouble));
    } else {
      goOn(answer);
    }
  }

  private void goOn(PopAnswer answer) {
    String words = "code " + answer.code() + ": " + answer.remark();
    switch (answer.code()) {
      case ResponseCode.SUCCESS, ResponseCode.POLLING_TIMEOUT, ResponseCode.PULL_NOT_FOUND -> {
        result(words);
        turnNow();
      }
      case ResponseCode.POLLING_FULL -> rest(RESTING, words);
      case ResponseCode.FLOW_CONTROL -> rest(BROKER_FLOW_CONTROL, words);
      default -> {
        log.warn(
            "the pop of {} for group {} was refused with {}",
            queue(),
            shared.settings().group(),
            words);
        if (answer.code() == ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST) {
          shared.instance().heartbeat(); // which makes the group, where that is allowed
        }
        rest(shared.settings().pullDelayAfterFailure(), "refused with " + words);
      }
    }
  }

  /** Takes what was popped; returns what is wrong with it, or null. */
  private @Nullable String take(SubscriptionData subscription, PopAnswer answer) {
    List<Popped> wanted = new ArrayList<>(answer.records().size());
    try {
      for (Popped message :
          answer.messages(
              queue(), shared.instance().platform().clock().nanos(), shared.settings().bodies())) {
        if (wants(message, subscription)) {
          wanted.add(message);
        } else {
          shared.settlement().confirm(message);
        }
      }
    } catch (RuntimeException e) {
      return "the answer makes no sense, and what it brought comes again: " + e.getMessage();
    }
    if (process.put(wanted)) {
      shared.delivery().deliver(process, wanted);
    } else {
      giveBack(wanted);
    }
    return null;
  }

  private static boolean wants(Popped message, SubscriptionData subscription) {
    return subscription.tags().isEmpty()
        || message.stored() == null
        || Subscriptions.wants(
            subscription,
            MessageProperties.value(message.stored().properties(), PropertyName.TAGS));
  }

  private void giveBack(List<Popped> unseen) {
    for (Popped message : unseen) {
      shared.settlement().comeAgain(message, SOON).thenRun(() -> process.finish(message));
    }
  }

  @Override
  public void upkeep() {}

  @Override
  public CompletableFuture<Void> whenEmpty() {
    return process.whenEmpty();
  }

  /**
   * Asks for nothing more. What the broker still owes is waited for and consumed, as it is lent to
   * this client, and who pulls the queue from now on must not find it there; that costs no time, as
   * an answer that is late has nothing to bring.
   */
  @Override
  public CompletableFuture<Void> release() {
    stop();
    return lastPop
        .thenCompose(answered -> within(shared.pops().popInvisible()))
        .thenRunAsync(() -> {}, shared.instance().loop()::run);
  }

  /** What no listener has had is given back at once, to come again to somebody else. */
  @Override
  public CompletableFuture<Void> close(Duration grace) {
    stop();
    giveBack(process.leave());
    return within(grace.compareTo(LAST_WORDS) > 0 ? grace : LAST_WORDS)
        .thenRunAsync(() -> {}, shared.instance().loop()::run);
  }

  /** Completes when nothing is in hand, or a time is over. */
  private CompletableFuture<Void> within(Duration longest) {
    CompletableFuture<Void> empty = process.whenEmpty();
    Cancellable limit = shared.instance().loop().after(longest, () -> empty.complete(null));
    return empty.whenComplete((done, failure) -> limit.cancel());
  }

  @Override
  public QueueState state() {
    ProcessQueue.Load load = process.load();
    return state(load, -1, -1, -1, false, 0, process.lastConsumedWallMillis());
  }
}
