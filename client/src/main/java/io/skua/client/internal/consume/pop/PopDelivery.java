package io.skua.client.internal.consume.pop;

import io.skua.client.internal.consume.PushSettings;
import io.skua.client.internal.consume.deliver.ConcurrentCalls;
import io.skua.client.internal.consume.deliver.ConcurrentListener;
import io.skua.client.internal.consume.deliver.SendBack;
import io.skua.runtime.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what was popped, in any order, on as many threads as there are (protocol b 7.7). What is
 * done is confirmed; what failed comes again, later each time, and is a dead letter at last (ADR
 * 17).
 */
public final class PopDelivery {
  private static final Logger log = LoggerFactory.getLogger(PopDelivery.class);

  /** In how many seconds a message comes again that has failed; protocol b 7.7. */
  private static final int[] LEVELS = {
    10, 30, 60, 120, 180, 240, 300, 360, 420, 480, 540, 600, 1200, 1800, 3600, 7200
  };

  private static final int NEVER = -1;

  private final PushSettings settings;
  private final ConcurrentCalls calls;
  private final Settlement settlement;
  private final SendBack sendBack;
  private final Executor threads;
  private final Clock clock;

  /**
   * Makes a delivery.
   *
   * @param sendBack makes dead letters
   * @param threads run the listener
   */
  public PopDelivery(
      PushSettings settings,
      ConcurrentCalls calls,
      Settlement settlement,
      SendBack sendBack,
      Executor threads,
      Clock clock) {
    this.settings = settings;
    this.calls = calls;
    this.settlement = settlement;
    this.sendBack = sendBack;
    this.threads = threads;
    this.clock = clock;
  }

  /** Delivers what has just been put into a queue, but for what is a dead letter already. */
  void deliver(PopProcessQueue queue, List<Popped> fresh) {
    int most = settings.consumeBatch();
    List<Popped> due = due(queue, fresh);
    for (int from = 0; from < due.size(); from += most) {
      threads.execute(new Batch(queue, due.subList(from, Math.min(from + most, due.size()))));
    }
  }

  // A message that is beyond the limit has come here because nobody lived to say that it failed.
  private List<Popped> due(PopProcessQueue queue, List<Popped> fresh) {
    List<Popped> due = new ArrayList<>(fresh.size());
    for (Popped message : fresh) {
      if (message.failures() <= calls.reconsumeTimes()) {
        due.add(message);
      } else if (queue.begin(List.of(message))) {
        bury(message).thenRun(() -> queue.finish(message));
      }
    }
    return due;
  }

  /** Brokers copy dead letters; without a copy the message is not confirmed, and comes again. */
  private CompletableFuture<Void> bury(Popped message) {
    return sendBack
        .send(message, NEVER, calls.reconsumeTimes())
        .thenCompose(
            safe -> safe ? settlement.confirm(message) : CompletableFuture.completedFuture(null));
  }

  /** Some messages of one pop, and what becomes of them. On a thread for consumption. */
  private final class Batch implements Runnable {
    private final PopProcessQueue queue;
    private final List<Popped> batch;

    Batch(PopProcessQueue queue, List<Popped> batch) {
      this.queue = queue;
      this.batch = batch;
    }

    @Override
    public void run() {
      if (!queue.begin(batch)) {
        return; // Who has ended the queue gives the messages back.
      }
      if (visible()) {
        log.warn(
            "{} messages of {} were not begun within the time that they were lent for (popInvisibleTime);"
                + " they come again",
            batch.size(),
            queue.queue());
        batch.forEach(queue::finish);
        return;
      }
      ConcurrentListener.Verdict verdict = calls.consume(batch, queue.queue());
      for (int i = 0; i < batch.size(); i++) {
        Popped message = batch.get(i);
        // Confirmed even when it is late: perhaps it has not come again yet.
        (i < verdict.done() ? settlement.confirm(message) : failed(message, verdict.delayLevel()))
            .thenRun(() -> queue.finish(message));
      }
    }

    private boolean visible() {
      return batch.get(0).visible(clock.nanos());
    }

    private CompletableFuture<Void> failed(Popped message, int delayLevel) {
      if (visible()) {
        return CompletableFuture.completedFuture(null); // It comes again already.
      }
      if (delayLevel < 0 || message.failures() >= calls.reconsumeTimes()) {
        return bury(message);
      }
      int level = delayLevel == 0 ? message.failures() : delayLevel;
      return settlement.comeAgain(
          message, Duration.ofSeconds(LEVELS[Math.min(level, LEVELS.length - 1)]));
    }
  }
}
