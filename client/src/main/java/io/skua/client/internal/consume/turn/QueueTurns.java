package io.skua.client.internal.consume.turn;

import io.skua.client.internal.consume.MessageRequest;
import io.skua.client.internal.consume.PullService;
import io.skua.client.internal.consume.process.ProcessQueue;
import io.skua.common.message.MessageQueue;
import io.skua.runtime.Cancellable;
import io.skua.runtime.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests for one queue, one at a time. A state machine of the loop: between two turns it
 * waits for an answer, for a timer, or for room, and for one of them only. Each wait has a number,
 * so that what comes late finds out; and a moment at which it must be over, so that the watchdog
 * can tell. What a turn does is the subclass's affair.
 */
public abstract class QueueTurns implements MessageRequest {
  private static final Logger log = LoggerFactory.getLogger(QueueTurns.class);

  /** How much later than due something may happen before it counts as lost. */
  private static final long GRACE = TimeUnit.SECONDS.toNanos(10);

  private final MessageQueue queue;
  private final PullService service;
  private final Clock clock;
  // The rest is the loop's.
  private int wait;
  private long overAt;
  private @Nullable Cancellable timer;
  private boolean stopped;
  private long lastAsked;
  private long lastAnswered;
  private String lastResult = "nothing has been asked for yet";
  private int restarts;

  /** Makes one that does nothing yet. */
  protected QueueTurns(MessageQueue queue, PullService service, Clock clock) {
    this.queue = queue;
    this.service = service;
    this.clock = clock;
  }

  /** Returns the queue. */
  public final MessageQueue queue() {
    return queue;
  }

  // --- turns

  /** Begins after a delay, in which the one who had the queue before may finish. */
  public void start(Duration delay) {
    turnIn(delay);
  }

  /** Does what is next. The pull service calls this when it is this queue's turn. */
  public final void turn() {
    timer = null;
    if (!stopped) {
      act();
    }
  }

  /** Does what is next, which ends in a wait of some kind. */
  protected abstract void act();

  /** Begins a wait that must be over in time; returns its number. */
  protected final int waitAtMost(Duration longest) {
    overAt = clock.nanos() + longest.toNanos();
    return ++wait;
  }

  /** Says whether a wait is still the one that counts. */
  protected final boolean current(int number) {
    return number == wait && !stopped;
  }

  /** Has the next turn after a delay. */
  protected final void turnIn(Duration delay) {
    waitAtMost(delay);
    timer = delay.isZero() ? null : service.submitLater(this, delay);
    if (timer == null) {
      service.submit(this);
    }
  }

  /** Has the next turn now, whatever this queue waits for. */
  protected final void turnNow() {
    cancelTimer();
    turnIn(Duration.ZERO);
  }

  /** Has the next turn after a delay, and says why. */
  protected final void rest(Duration delay, String why) {
    lastResult = why;
    turnIn(delay);
  }

  /**
   * Rests because too much is in hand.
   *
   * @return ends the rest early; on the loop, any number of times
   */
  protected final Runnable restUntilRoom(Duration longest, String why) {
    rest(longest, "flow control: " + why);
    int number = wait;
    return () -> {
      if (current(number) && timer != null) {
        turnNow();
      }
    };
  }

  private void cancelTimer() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  /** Has a turn at once if this queue rests, as after a pause or when a lock has been granted. */
  public final void wake() {
    if (!stopped && timer != null) {
      turnNow();
    }
  }

  /** Wakes a queue that should have moved long ago. */
  public final void watch() {
    if (!stopped && wait > 0 && clock.nanos() - overAt > GRACE) {
      restarts++;
      log.warn(
          "nothing was asked for of {} since it should have been, after: {}; it starts again",
          queue,
          lastResult);
      turnNow();
    }
  }

  // --- what is told of it

  /** Begins to wait for an answer to a request that is being sent; returns the wait's number. */
  protected final int asked(Duration timeout) {
    lastAsked = clock.wallMillis();
    return waitAtMost(timeout);
  }

  /** Notes that an answer, or a failure, has come. */
  protected final void answered() {
    lastAnswered = clock.wallMillis();
  }

  /** Notes how things went, in words. */
  protected final void result(String words) {
    lastResult = words;
  }

  /** Makes the state of what the subclass knows, and what is known here. */
  protected final QueueState state(
      ProcessQueue.Load load,
      long next,
      long end,
      long committed,
      boolean locked,
      long lastLockMillis,
      long lastConsumeMillis) {
    return new QueueState(
        queue,
        mode(),
        load,
        next,
        end,
        committed,
        locked,
        lastLockMillis,
        lastAsked,
        lastAnswered,
        lastConsumeMillis,
        lastResult,
        restarts);
  }

  /** Says how this queue is doing. */
  public abstract QueueState state();

  /** Looks after what is in hand. Every few seconds. */
  public abstract void upkeep();

  /** Completes when nothing is in hand, or the queue has been dropped; on any thread. */
  public abstract CompletableFuture<Void> whenEmpty();

  // --- the end

  /** Says whether nothing more is asked for. */
  protected final boolean stopped() {
    return stopped;
  }

  /** Asks for nothing more; what is in hand goes on. */
  public final void stop() {
    stopped = true;
    cancelTimer();
  }

  /**
   * Gives the queue up, while the consumer goes on. Once.
   *
   * @return completes on the loop, when somebody else may have it
   */
  public abstract CompletableFuture<Void> release();

  /**
   * Gives the queue up because the consumer ends. A queue that is given up already can only end
   * sooner by this.
   *
   * @param grace how long listeners get to finish, if that is longer than usual
   * @return completes on the loop
   */
  public abstract CompletableFuture<Void> close(Duration grace);
}
