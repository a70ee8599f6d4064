package io.skua.client.internal.consume.pull;

import io.skua.client.internal.consume.ConsumerSettings;
import io.skua.client.internal.consume.process.Held;
import io.skua.client.internal.consume.process.ProcessQueue;
import io.skua.client.internal.consume.process.QueueLock;
import io.skua.client.internal.consume.turn.QueueState;
import io.skua.client.internal.consume.turn.QueueTurns;
import io.skua.common.message.MessageQueue;
import io.skua.net.Address;
import io.skua.net.Completion;
import io.skua.net.NetException;
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
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pulls one queue that is ours, as protocol b 4.5 says. */
public final class QueuePuller extends QueueTurns {
  private static final Logger log = LoggerFactory.getLogger(QueuePuller.class);

  // Protocol b 4.5.
  private static final Duration FLOW_CONTROL = Duration.ofMillis(50);
  private static final Duration BROKER_FLOW_CONTROL = Duration.ofMillis(20);
  private static final Duration RESTING = Duration.ofSeconds(1);

  /** How long a listener gets to finish, so that whoever gets the queue need not repeat it. */
  public static final Duration HAND_OVER = Duration.ofMillis(400);

  private final Pulling shared;
  private final QueueLock lock;
  private volatile ProcessQueue process;
  // The rest is the loop's.
  private long next = -1;
  private long end = -1;
  private long brokerId;
  private boolean paused;
  private boolean doubtful; // whether others may have had the queue meanwhile
  private @Nullable CompletableFuture<Void> released;

  /** Makes a puller that does nothing yet. */
  public QueuePuller(Pulling shared, MessageQueue queue, QueueLock lock) {
    super(queue, shared.instance.pullService(), shared.instance.platform().clock());
    this.shared = shared;
    this.lock = lock;
    this.process = fresh();
  }

  private ProcessQueue fresh() {
    return new ProcessQueue(queue(), lock, shared.instance.platform().clock(), shared.inHand);
  }

  @Override
  public Mode mode() {
    return Mode.PULL;
  }

  /** Returns the broker's lock of the queue. */
  public QueueLock lock() {
    return lock;
  }

  /** Returns what is in hand. From any thread. */
  public ProcessQueue process() {
    return process;
  }

  // --- pulling

  /** A request that is under way, on the loop. */
  private final class Pull implements Completion {
    private final int number;
    private final SubscriptionData subscription;

    Pull(int number, SubscriptionData subscription) {
      this.number = number;
      this.subscription = subscription;
    }

    @Override
    public void replied(Frame response) {
      PullAnswer answer;
      try {
        answer = PullAnswer.of(response);
      } catch (RuntimeException e) {
        ended(null, e);
        return;
      }
      ended(answer, null);
    }

    @Override
    public void failed(NetException failure) {
      ended(null, failure);
    }

    void ended(@Nullable PullAnswer answer, @Nullable Throwable failure) {
      if (!current(number)) {
        return;
      }
      try {
        answered(subscription, answer, failure);
      } catch (RuntimeException e) { // an offset store's of the application, say
        log.error("{} rests until its watchdog finds that it does not go on", queue(), e);
      }
    }
  }

  @Override
  public void start(Duration delay) {
    if (shared.settings.pullsAhead()) {
      super.start(delay);
    }
  }

  @Override
  protected void act() {
    SubscriptionData subscription = shared.subscriptions.find(queue().getTopic());
    if (shared.paused() || paused) {
      rest(RESTING, "suspended");
    } else if (subscription == null) {
      rest(RESTING, "the topic is not subscribed to");
    } else if (shared.settings.orderly() && !shared.settings.broadcasting() && !lock.held()) {
      rest(RESTING, "the broker has not locked the queue for this client");
    } else if (next < 0) {
      findStart();
    } else if (doubtful) {
      findOut();
    } else if (!overloaded()) {
      pull(subscription);
    }
  }

  private void findStart() {
    result("asks where to begin");
    hear(shared.start.find(queue()), this::started);
  }

  private void hear(
      CompletableFuture<Long> asked, BiConsumer<@Nullable Long, @Nullable Throwable> listener) {
    int number = waitAtMost(shared.settings.pullTimeout());
    Loop loop = shared.instance.loop();
    asked.whenComplete(
        (offset, failure) ->
            loop.run(
                () -> {
                  if (current(number)) {
                    listener.accept(offset, failure);
                  }
                }));
  }

  private void started(@Nullable Long offset, @Nullable Throwable failure) {
    if (offset == null || offset < 0) {
      log.warn(
          "group {} does not know yet where to begin in {}: {}",
          shared.settings.group(),
          queue(),
          failure == null ? offset : failure.getMessage());
      rest(RESTING, "where to begin is not known: " + failure);
    } else {
      next = offset;
      turnNow();
    }
  }

  /** Asks how far the group is. */
  private void findOut() {
    result("asks how far the group is");
    hear(shared.offsets.read(queue()), this::foundOut);
  }

  private void foundOut(@Nullable Long offset, @Nullable Throwable failure) {
    if (offset == null) {
      rest(RESTING, "how far the group is is not known: " + failure);
      return;
    }
    doubtful = false;
    if (offset > next) {
      log.info("{} is consumed from {}: others have had it up to there", queue(), offset);
      process.drop();
      process = fresh();
      next = offset;
    }
    turnNow();
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
    Runnable room = restUntilRoom(FLOW_CONTROL, why);
    process.whenRoom(() -> shared.instance.loop().run(room));
    return true;
  }

  private void pull(SubscriptionData subscription) {
    Address broker =
        shared
            .instance
            .routes()
            .table()
            .broker(queue().getBrokerName(), shared.settings.brokerId(brokerId));
    if (broker == null) {
      shared.instance.routes().refreshAll(List.of(queue().getTopic()));
      rest(shared.settings.pullDelayAfterFailure(), "the broker is not in the route");
      return;
    }
    boolean master =
        broker.equals(shared.instance.routes().table().master(queue().getBrokerName()));
    Duration timeout = shared.settings.pullTimeout();
    Pull pull = new Pull(asked(timeout), subscription);
    Frame request =
        Frame.request(
            shared.settings.lite() ? RequestCode.LITE_PULL_MESSAGE : RequestCode.PULL_MESSAGE,
            PullMessage.WIRE,
            request(subscription, master));
    long deadline = shared.instance.platform().clock().nanos() + timeout.toNanos();
    try {
      shared.instance.links().call(broker, request, deadline, false, pull);
    } catch (RuntimeException e) { // a hook's
      pull.ended(null, e);
    }
  }

  /** Says whether pulls commit, and so the group's offset is ours to move. */
  private boolean commits() {
    return !shared.settings.broadcasting() && !shared.settings.lite();
  }

  private PullMessage request(SubscriptionData subscription, boolean master) {
    ConsumerSettings settings = shared.settings;
    long consumed = commits() ? Math.max(0, shared.offsets.inMemory(queue())) : 0;
    // Trap 9: an offset of 0 is never committed by a pull. Nor is one with messages in hand: a
    // broker may do a pull after a commit that was sent later, and would go back. With none in
    // hand, what can be committed later is what this pull brings.
    boolean commit = master && consumed > 0 && consumed == next;
    int flags = PullMessage.SUSPEND | (commit ? PullMessage.COMMIT_OFFSET : 0);
    if (settings.subscriptionInPulls()) {
      flags |= PullMessage.SUBSCRIPTION;
    }
    if (settings.lite()) {
      flags |= PullMessage.LITE;
    }
    return PullRequests.of(
        settings,
        subscription,
        queue(),
        next,
        settings.pullBatch(),
        settings.pullBatchBytes(),
        flags,
        consumed);
  }

  private void answered(
      SubscriptionData subscription, @Nullable PullAnswer answer, @Nullable Throwable failure) {
    answered();
    if (answer == null) {
      log.info("{} is pulled again soon: {}", queue(), String.valueOf(failure));
      shared.offsets.doubt(queue());
      doubtful = commits();
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
    result(answer.remark() == null ? "answered" : answer.remark());
    if (answer.code() == ResponseCode.PULL_OFFSET_MOVED) {
      log.warn(
          "offset {} of {} is not there ({}); it is consumed from {}",
          next,
          queue(),
          answer.remark(),
          bounds.nextBeginOffset());
      moveTo(bounds.nextBeginOffset());
      rest(FLOW_CONTROL, "the offset was moved to " + next);
      return;
    }
    next = bounds.nextBeginOffset();
    take(answer.wanted(queue(), subscription, shared.settings.bodies()));
  }

  private void take(List<Held> wanted) {
    ProcessQueue current = process;
    List<Held> fresh = wanted.isEmpty() ? wanted : current.put(wanted);
    if (fresh.isEmpty()) {
      // What the filter left out is committed so (trap 16): nothing before it is in hand.
      if (current.isEmpty()) {
        shared.offsets.update(queue(), next, true);
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
      log.debug("{}: {}", queue(), why); // trap 18
    } else {
      log.warn("the pull of {} for group {} was {}", queue(), shared.settings.group(), why);
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
    if (!stopped()) {
      moveTo(offset);
      result("reset to " + offset);
      turnNow();
    }
  }

  // A result that comes late finds its process queue dropped, and so cannot undo this (trap 10).
  private void moveTo(long offset) {
    process.drop();
    shared.offsets.update(queue(), offset, false);
    shared.offsets.persist(List.of(queue()));
    process = fresh();
    next = offset;
  }

  /** Lets this queue rest, at once, or go on; what is in hand stays. */
  public void pause(boolean rest) {
    paused = rest;
    if (!stopped()) {
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

  @Override
  public void upkeep() {
    shared.delivery.upkeep(process);
  }

  @Override
  public CompletableFuture<Void> whenEmpty() {
    return process.whenEmpty();
  }

  // A listener that consumes in order keeps the broker's lock until it has finished, so that nobody
  // else gets the same message or a later one beside it.
  @Override
  public CompletableFuture<Void> release() {
    return close(lock.left());
  }

  /** Nothing more begins, what listeners have may finish within a moment, the offset is kept. */
  @Override
  public CompletableFuture<Void> close(Duration grace) {
    stop();
    CompletableFuture<Void> quiet = process.leave();
    Loop loop = shared.instance.loop();
    Cancellable limit =
        loop.after(grace.compareTo(HAND_OVER) > 0 ? grace : HAND_OVER, () -> quiet.complete(null));
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
    shared.offsets.persist(List.of(queue())).whenComplete((kept, trouble) -> done.complete(null));
  }

  @Override
  public QueueState state() {
    return state(
        process.load(),
        next,
        end,
        shared.offsets.inMemory(queue()),
        lock.held(),
        lock.grantedWallMillis(),
        process.lastConsumedWallMillis());
  }
}
