package io.skua.client.internal.consume.deliver;

import io.skua.client.internal.consume.PushSettings;
import io.skua.client.internal.consume.deliver.OrderlyListener.Status;
import io.skua.client.internal.consume.deliver.OrderlyListener.Verdict;
import io.skua.client.internal.consume.offset.Offsets;
import io.skua.client.internal.consume.process.Held;
import io.skua.client.internal.consume.process.ProcessQueue;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import io.skua.runtime.Clock;
import io.skua.runtime.Loop;
import io.skua.wire.body.ConsumeResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers each queue in order, by one thread at a time, and in a cluster only while the broker has
 * given the queue to this client (protocol b 6.3). A batch that fails is tried again before
 * anything behind it.
 */
public final class OrderlyDelivery implements Delivery {
  private static final Logger log = LoggerFactory.getLogger(OrderlyDelivery.class);

  /** How long one queue may keep a thread before others get their turn. */
  private static final Duration TURN =
      Duration.ofMillis(Long.getLong("rocketmq.client.maxTimeConsumeContinuously", 60_000));

  private static final Duration SOON = Duration.ofMillis(10);
  private static final Duration LOCK_REFUSED = Duration.ofSeconds(3);
  private static final long SHORTEST_SUSPENSION = 10;
  private static final long LONGEST_SUSPENSION = 30_000;

  private final PushSettings settings;
  private final OrderlyListener listener;
  private final Offsets offsets;
  private final SendBack sendBack;
  private final Executor threads;
  private final Function<MessageQueue, CompletableFuture<Boolean>> lockWanted;
  private final Loop loop;
  private final Clock clock;
  private final Unwrapping unwrapping;

  /**
   * Makes a delivery.
   *
   * @param threads run the listener
   * @param lockWanted asks the broker for a queue whose lock has run out, from any thread, and says
   *     whether it was granted
   */
  public OrderlyDelivery(
      PushSettings settings,
      OrderlyListener listener,
      Offsets offsets,
      SendBack sendBack,
      Executor threads,
      Function<MessageQueue, CompletableFuture<Boolean>> lockWanted,
      Loop loop,
      Clock clock) {
    this.settings = settings;
    this.listener = listener;
    this.offsets = offsets;
    this.sendBack = sendBack;
    this.threads = threads;
    this.lockWanted = lockWanted;
    this.loop = loop;
    this.clock = clock;
    this.unwrapping = new Unwrapping(settings);
  }

  @Override
  public void deliver(ProcessQueue queue, List<Held> fresh) {
    turn(queue);
  }

  private void turn(ProcessQueue queue) {
    if (queue.beginTurn()) {
      threads.execute(new Turn(queue));
    }
  }

  private int reconsumeTimes() {
    int set = settings.maxReconsumeTimes();
    return set == -1 ? Integer.MAX_VALUE : set;
  }

  private void reached(MessageQueue queue, long offset) {
    offsets.update(queue, offset, true);
  }

  @Override
  public ConsumeResult deliverNow(MessageExt message) {
    long start = clock.nanos();
    MessageQueue queue = Unwrapping.queueOf(message);
    Verdict verdict = listener.consume(List.of(unwrapping.unwrap(message)), queue);
    Throwable thrown = verdict.thrown();
    String result =
        thrown != null
            ? "CR_THROW_EXCEPTION"
            : !verdict.answered()
                ? "CR_RETURN_NULL"
                : switch (verdict.status()) {
                  case SUCCESS -> "CR_SUCCESS";
                  case COMMIT -> "CR_COMMIT";
                  case ROLLBACK -> "CR_ROLLBACK";
                  case SUSPEND -> "CR_LATER";
                };
    return new ConsumeResult(
        true,
        verdict.autoCommit(),
        result,
        thrown == null ? null : thrown.toString(),
        Duration.ofNanos(clock.nanos() - start).toMillis());
  }

  /** One thread's stay at a queue. */
  private final class Turn implements Runnable {
    private final ProcessQueue queue;

    Turn(ProcessQueue queue) {
      this.queue = queue;
    }

    @Override
    public void run() {
      long start = clock.nanos();
      while (!queue.dropped()) {
        if (!settings.broadcasting() && !queue.queueLock().held()) {
          lockWanted
              .apply(queue.queue())
              .thenAccept(granted -> endAndReturn(granted ? SOON : LOCK_REFUSED));
          return;
        }
        if (clock.nanos() - start > TURN.toNanos()) {
          endAndReturn(SOON);
          return;
        }
        List<Held> batch = queue.take(settings.consumeBatch());
        if (batch.isEmpty()) {
          break;
        }
        if (!consume(batch)) {
          return;
        }
      }
      queue.endTurn();
      // What came after the last look found this turn still there, and asked for none.
      turn(queue);
    }

    private void endAndReturn(Duration delay) {
      queue.endTurn();
      loop.after(delay, () -> turn(queue));
    }

    /** Returns whether this turn goes on; if not, the next one is on its way. */
    private boolean consume(List<Held> batch) {
      Verdict verdict = ask(batch);
      boolean suspended =
          verdict.status() == Status.SUSPEND
              || (verdict.status() == Status.ROLLBACK && !verdict.autoCommit());
      if (suspended) {
        suspend(batch, verdict);
        return false;
      }
      if (verdict.autoCommit() && verdict.status() != Status.SUCCESS) {
        log.warn(
            "{} is for listeners that commit themselves; for group {} it is a success",
            verdict.status(),
            settings.group());
      }
      if (verdict.autoCommit() || verdict.status() == Status.COMMIT) {
        queue.commit(OrderlyDelivery.this::reached);
      }
      queue.end();
      return true;
    }

    private Verdict ask(List<Held> batch) {
      List<MessageExt> messages;
      try {
        messages = unwrapping.messages(batch);
      } catch (RuntimeException e) {
        log.error(
            "a message of {} at offset {} or behind cannot be read, and nothing behind it is"
                + " consumed",
            queue.queue(),
            batch.get(0).offset(),
            e);
        return new Verdict(Status.SUSPEND, true, -1, e, false);
      }
      return listener.consume(messages, queue.queue());
    }

    private void suspend(List<Held> batch, Verdict verdict) {
      Duration rest = rest(verdict);
      if (verdict.status() == Status.ROLLBACK) {
        queue.rollBack();
      } else if (mayFailAgain(batch)) {
        queue.putBack(batch);
      } else {
        giveUp(batch, verdict.autoCommit(), rest);
        return;
      }
      queue.end();
      endAndReturn(rest);
    }

    /** Counts a failure; returns whether a message of the batch may be tried here once more. */
    private boolean mayFailAgain(List<Held> batch) {
      boolean again = false;
      for (Held held : batch) {
        again |= held.stored() != null || held.message().getReconsumeTimes() < reconsumeTimes();
      }
      if (again) {
        countFailure(batch);
      }
      return again;
    }

    private void countFailure(List<Held> batch) {
      for (Held held : batch) {
        if (held.stored() == null) {
          MessageExt message = held.message();
          message.setReconsumeTimes(message.getReconsumeTimes() + 1);
        }
      }
    }

    /** Sends the batch away; the brokers make dead letters of it (protocol b 6.2). */
    private void giveUp(List<Held> batch, boolean commit, Duration rest) {
      List<CompletableFuture<Boolean>> sends = new ArrayList<>();
      for (Held held : batch) {
        sends.add(sendBack.resend(held.message(), reconsumeTimes()));
      }
      CompletableFuture.allOf(sends.toArray(CompletableFuture[]::new))
          .whenComplete(
              (all, failure) -> {
                boolean sent = true;
                for (CompletableFuture<Boolean> send : sends) {
                  sent &= send.getNow(false);
                }
                if (!sent) {
                  countFailure(batch);
                  queue.putBack(batch);
                } else if (commit) {
                  queue.commit(OrderlyDelivery.this::reached);
                }
                queue.end();
                endAndReturn(sent ? SOON : rest);
              });
    }

    private Duration rest(Verdict verdict) {
      long millis =
          verdict.suspendMillis() == -1 ? settings.suspendMillis() : verdict.suspendMillis();
      return Duration.ofMillis(Math.max(SHORTEST_SUSPENSION, Math.min(millis, LONGEST_SUSPENSION)));
    }
  }
}
