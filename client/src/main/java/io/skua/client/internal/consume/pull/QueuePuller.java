package io.skua.client.internal.consume.pull;

import io.skua.client.internal.consume.ConsumerSettings;
import io.skua.client.internal.consume.MessageRequest;
import io.skua.client.internal.consume.process.Held;
import io.skua.client.internal.consume.process.ProcessQueue;
import io.skua.client.internal.consume.process.QueueLock;
import io.skua.common.message.MessageQueue;
import io.skua.net.Address;
import io.skua.runtime.Cancellable;
import io.skua.runtime.Loop;
import io.skua.wire.body.SubscriptionData;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.PullMessage;
import io.skua.wire.header.PullMessageResult;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pulls one queue that is ours, one request at a time, as protocol b 4.5 says. A state machine of
 * the loop: between two turns it waits for an answer, for a timer, or for room, and for one of them
 * only. Each wait has a number, so that what comes late finds out; and a moment at which it must be
 * over, so that the watchdog can tell.
 */
public final class QueuePuller implements MessageRequest {
  private static final Logger log = LoggerFactory.getLogger(QueuePuller.class);

  // Protocol b 4.5.
  private static final Duration FLOW_CONTROL = Duration.ofMillis(50);
  private static final Duration BROKER_FLOW_CONTROL = Duration.ofMillis(20);
  private static final Duration RESTING = Duration.ofSeconds(1);

  /** How long a listener gets to finish, so that whoever gets the queue need not repeat it. */
  public static final Duration HAND_OVER = Duration.ofMillis(400);

  /** How much later than due something may happen before it counts as lost. */
  private static final long GRACE = TimeUnit.SECONDS.toNanos(10);

  private final Pulling shared;
  private final MessageQueue queue;
  private final QueueLock lock;
  private volatile ProcessQueue process;
  // The rest is the loop's.
  private long next = -1;
  private long end = -1;
  private long brokerId;
  private int wait;
  private long overAt;
  private @Nullable Cancellable timer;
  private boolean stopped;
  private @Nullable CompletableFuture<Void> released;
  private boolean paused;
  private long lastPull;
  private long lastCallback;
  private String lastResult = "not pulled yet";
  private int restarts;

  /** Makes a puller that does nothing yet. */
  public QueuePuller(Pulling shared, MessageQueue queue, QueueLock lock) {
    this.shared = shared;
    this.queue = queue;
    this.lock = lock;
    this.process = fresh();
  }

  private ProcessQueue fresh() {
    return new ProcessQueue(queue, lock, shared.instance.platform().clock(), shared.inHand);
  }

  @Override
  public Mode mode() {
    return Mode.PULL;
  }

  /** Returns the queue. */
  public MessageQueue queue() {
    return queue;
  }

  /** Returns the broker's lock of the queue. */
  public QueueLock lock() {
    return lock;
  }

  /** Returns what is in hand. From any thread. */
  public ProcessQueue process() {
    return process;
  }

  // --- waiting

  /** Begins after a delay, in which the one who had the queue before may finish. */
  public void start(Duration delay) {
    if (shared.settings.pullsAhead()) {
      turnIn(delay);
    }
  }

  private int waitAtMost(Duration longest) {
    overAt = now() + longest.toNanos();
    return ++wait;
  }

  private boolean current(int number) {
    return number == wait && !stopped;
  }

  private void turnIn(Duration delay) {
    waitAtMost(delay);
    timer = delay.isZero() ? null : shared.instance.pullService().submitLater(this, delay);
    if (timer == null) {
      shared.instance.pullService().submit(this);
    }
  }

  private void turnNow() {
    cancelTimer();
    turnIn(Duration.ZERO);
  }

  private void cancelTimer() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  private void rest(Duration delay, String why) {
    lastResult = why;
    turnIn(delay);
  }

  private long now() {
    return shared.instance.platform().clock().nanos();
  }

  private long wallMillis() {
    return shared.instance.platform().clock().wallMillis();
  }

  // --- pulling

  /** Does what is next. The pull service calls this when it is this queue's turn. */
  public void turn() {
    timer = null;
    if (stopped) {
      return;
    }
    SubscriptionData subscription = shared.subscriptions.find(queue.getTopic());
    if (shared.paused() || paused) {
      rest(RESTING, "suspended");
    } else if (subscription == null) {
      rest(RESTING, "the topic is not subscribed to");
    } else if (shared.settings.orderly() && !shared.settings.broadcasting() && !lock.held()) {
      rest(RESTING, "the broker has not locked the queue for this client");
    } else if (next < 0) {
      findStart();
    } else if (!overloaded()) {
      pull(subscription);
    }
  }

  private void findStart() {
    int number = waitAtMost(shared.settings.pullTimeout());
    lastResult = "asks where to begin";
    shared
        .start
        .find(queue)
        .whenComplete(
            (offset, failure) ->
                shared
                    .instance
                    .loop()
                    .run(
                        () -> {
                          if (current(number)) {
                            started(offset, failure);
                          }
                        }));
  }

  private void started(@Nullable Long offset, @Nullable Throwable failure) {
    if (offset == null || offset < 0) {
      log.warn(
          "group {} does not know yet where to begin in {}: {}",
          shared.settings.group(),
          queue,
          failure == null ? offset : failure.getMessage());
      rest(RESTING, "where to begin is not known: " + failure);
    } else {
      next = offset;
      turnNow();
    }
  }

  /** Says whether too much is in hand, and if so sees to it that this queue has another turn. */
  private boolean overloaded() {
    ProcessQueue.Load load = process.load();
    String why = null;
    if (load.messages() > shared.mostMessages()) {
      why = load.messages() + " messages are in hand";
    } else if (load.bytes() > shared.mostBytes()) {
      why = load.bytes() + " bytes are in hand";
    } else if (!shared.settings.orderly() && load.span() > shared.settings.span()) {
      why = "the offsets in hand span " + load.span();
    } else if (load.messages() > 0
        && shared.inHand.reached(shared.settings.messagesInAll(), shared.settings.bytesInAll())) {
      why = "all queues have " + shared.inHand.messages() + " messages in hand";
    }
    if (why == null) {
      return false;
    }
    rest(FLOW_CONTROL, "flow control: " + why);
    int number = wait;
    process.whenRoom(
        () ->
            shared
                .instance
                .loop()
                .run(
                    () -> {
                      if (current(number) && timer != null) {
                        turnNow();
                      }
                    }));
    return true;
  }

  private void pull(SubscriptionData subscription) {
    Address broker =
        shared
            .instance
            .routes()
            .table()
            .broker(queue.getBrokerName(), shared.settings.brokerId(brokerId));
    if (broker == null) {
      shared.instance.routes().refreshAll(List.of(queue.getTopic()));
      rest(shared.settings.pullDelayAfterFailure(), "the broker is not in the route");
      return;
    }
    boolean master = broker.equals(shared.instance.routes().table().master(queue.getBrokerName()));
    int number = waitAtMost(shared.settings.pullTimeout());
    lastPull = wallMillis();
    shared
        .instance
        .links()
        .call(
            broker,
            Frame.request(
                shared.settings.lite() ? RequestCode.LITE_PULL_MESSAGE : RequestCode.PULL_MESSAGE,
                PullMessage.WIRE,
                request(subscription, master)),
            shared.settings.pullTimeout(),
            PullAnswer::of)
        .whenComplete(
            (answer, failure) -> {
              if (current(number)) {
                answered(subscription, answer, failure);
              }
            });
  }

  private PullMessage request(SubscriptionData subscription, boolean master) {
    ConsumerSettings settings = shared.settings;
    boolean commits = !settings.broadcasting() && !settings.lite();
    long consumed = commits ? Math.max(0, shared.offsets.inMemory(queue)) : 0;
    // Trap 9: an offset of 0 is never committed by a pull.
    int flags = PullMessage.SUSPEND | (master && consumed > 0 ? PullMessage.COMMIT_OFFSET : 0);
    if (settings.subscriptionInPulls()) {
      flags |= PullMessage.SUBSCRIPTION;
    }
    if (settings.lite()) {
      flags |= PullMessage.LITE;
    }
    return PullRequests.of(
        settings,
        subscription,
        queue,
        next,
        settings.pullBatch(),
        settings.pullBatchBytes(),
        flags,
        consumed);
  }

  private void answered(
      SubscriptionData subscription, @Nullable PullAnswer answer, @Nullable Throwable failure) {
    lastCallback = wallMillis();
    if (answer == null) {
      log.info("{} is pulled again soon: {}", queue, String.valueOf(failure));
      rest(shared.settings.pullDelayAfterFailure(), "failed: " + failure);
      return;
    }
    PullMessageResult bounds = answer.bounds();
    if (bounds == null) {
      refused(answer);
      return;
    }
    end = bounds.maxOffset();
    brokerId = bounds.suggestWhichBrokerId();
    lastResult = answer.remark() == null ? "answered" : answer.remark();
    if (answer.code() == ResponseCode.PULL_OFFSET_MOVED) {
      log.warn(
          "offset {} of {} is not there ({}); it is consumed from {}",
          next,
          queue,
          answer.remark(),
          bounds.nextBeginOffset());
      moveTo(bounds.nextBeginOffset());
      rest(FLOW_CONTROL, "the offset was moved to " + next);
      return;
    }
    next = bounds.nextBeginOffset();
    take(answer.wanted(queue, subscription));
  }

  private void take(List<Held> wanted) {
    ProcessQueue current = process;
    List<Held> fresh = wanted.isEmpty() ? wanted : current.put(wanted);
    if (fresh.isEmpty()) {
      // What the filter left out is committed so (trap 16): nothing before it is in hand.
      if (current.isEmpty()) {
        shared.offsets.update(queue, next, true);
      }
      turnNow();
    } else {
      shared.delivery.deliver(current, fresh);
      turnIn(shared.settings.pullInterval());
    }
  }

  private void refused(PullAnswer answer) {
    String why = "refused with code " + answer.code() + ": " + answer.remark();
    if (answer.code() == ResponseCode.FLOW_CONTROL) {
      rest(BROKER_FLOW_CONTROL, why);
      return;
    }
    if (answer.code() == ResponseCode.SUBSCRIPTION_NOT_LATEST) {
      log.debug("{}: {}", queue, why); // trap 18
    } else {
      log.warn("the pull of {} for group {} was {}", queue, shared.settings.group(), why);
    }
    if (answer.code() == ResponseCode.SUBSCRIPTION_NOT_EXIST
        || answer.code() == ResponseCode.SUBSCRIPTION_NOT_LATEST) {
      shared.instance.heartbeat();
    }
    rest(shared.settings.pullDelayAfterFailure(), why);
  }

  // --- from outside, on the loop

  /** Goes on from another offset; what is in hand is forgotten, and finishes without effect. */
  public void reset(long offset) {
    if (!stopped) {
      moveTo(offset);
      lastResult = "reset to " + offset;
      turnNow();
    }
  }

  // A result that comes late finds its process queue dropped, and so cannot undo this (trap 10).
  private void moveTo(long offset) {
    process.drop();
    shared.offsets.update(queue, offset, false);
    shared.offsets.persist(List.of(queue));
    process = fresh();
    next = offset;
  }

  /** Pulls at once if this queue rests, as after a pause or when a lock has been granted. */
  public void wake() {
    if (!stopped && timer != null) {
      turnNow();
    }
  }

  /** Lets this queue rest, at once, or go on; what is in hand stays. */
  public void pause(boolean rest) {
    paused = rest;
    if (!stopped) {
      turnNow();
    }
  }

  /** Notes whether the broker has locked the queue for this client. */
  public void locked(boolean granted) {
    boolean before = lock.held();
    lock.set(granted);
    if (granted && !before) {
      // Another client may have consumed meanwhile.
      wake();
    }
  }

  /** Wakes a queue that should have moved long ago. */
  public void watch() {
    if (!stopped && wait > 0 && now() - overAt > GRACE) {
      restarts++;
      log.warn(
          "{} has not been pulled since it should have, after: {}; it starts again",
          queue,
          lastResult);
      turnNow();
    }
  }

  /** Has the delivery look after what is in hand. */
  public void upkeep() {
    shared.delivery.upkeep(process);
  }

  /** Pulls no more; what is in hand goes on. */
  public void stop() {
    stopped = true;
    cancelTimer();
  }

  /**
   * Gives the queue up: nothing more begins, what listeners have may finish within a moment, and
   * the offset is kept. Called again, it can only end sooner.
   *
   * @param grace how long that moment is, if longer than usual
   * @return completes on the loop
   */
  public CompletableFuture<Void> release(Duration grace) {
    stop();
    CompletableFuture<Void> quiet = process.leave();
    Loop loop = shared.instance.loop();
    Cancellable limit =
        loop.after(
            grace.compareTo(HAND_OVER) > 0 ? grace : HAND_OVER, () -> quiet.complete(null));
    CompletableFuture<Void> done = released;
    if (done == null) {
      done = new CompletableFuture<>();
      released = done;
      quiet.whenComplete((all, failure) -> loop.run(this::keep));
    }
    return done.whenComplete((all, failure) -> limit.cancel());
  }

  private void keep() {
    process.drop();
    CompletableFuture<Void> done = Objects.requireNonNull(released);
    shared
        .offsets
        .persist(List.of(queue))
        .whenComplete((kept, trouble) -> done.complete(null));
  }

  /** Says how this queue is doing. */
  public QueueState state() {
    return new QueueState(
        queue,
        process.load(),
        next,
        end,
        shared.offsets.inMemory(queue),
        lock.held(),
        lock.grantedWallMillis(),
        lastPull,
        lastCallback,
        process.lastConsumedWallMillis(),
        lastResult,
        restarts);
  }
}
