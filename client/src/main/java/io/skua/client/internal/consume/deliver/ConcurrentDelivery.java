package io.skua.client.internal.consume.deliver;

import io.skua.client.internal.consume.PushSettings;
import io.skua.client.internal.consume.offset.Offsets;
import io.skua.client.internal.consume.process.Held;
import io.skua.client.internal.consume.process.ProcessQueue;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import io.skua.runtime.Loop;
import io.skua.wire.body.ConsumeResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers batches in any order, on as many threads as there are (protocol b 6.1). A batch that
 * fails is given back to the broker; what cannot be given back stays in hand and is tried again
 * here, so that its offset is not committed.
 */
public final class ConcurrentDelivery implements Delivery {
  private static final Logger log = LoggerFactory.getLogger(ConcurrentDelivery.class);

  /** Protocol b 6.1. */
  private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

  private static final int TIMED_OUT_LEVEL = 3;

  private final PushSettings settings;
  private final ConcurrentCalls calls;
  private final Offsets offsets;
  private final SendBack sendBack;
  private final Executor threads;
  private final Loop loop;
  private final ProcessQueue.Progress progress = this::reached;

  /**
   * Makes a delivery.
   *
   * @param threads run the listener
   */
  public ConcurrentDelivery(
      PushSettings settings,
      ConcurrentCalls calls,
      Offsets offsets,
      SendBack sendBack,
      Executor threads,
      Loop loop) {
    this.settings = settings;
    this.calls = calls;
    this.offsets = offsets;
    this.sendBack = sendBack;
    this.threads = threads;
    this.loop = loop;
  }

  @Override
  public void deliver(ProcessQueue queue, List<Held> fresh) {
    int most = settings.consumeBatch();
    for (int from = 0; from < fresh.size(); from += most) {
      threads.execute(new Batch(queue, fresh.subList(from, Math.min(from + most, fresh.size()))));
    }
  }

  /** Gives messages back that a listener has had for too long; it may still finish them. */
  @Override
  public void upkeep(ProcessQueue queue) {
    Held late = queue.overdue(settings.consumeTimeout());
    if (late != null && !settings.broadcasting()) {
      log.warn(
          "the listener of {} has had the message at offset {} of {} for longer than {}; it is"
              + " given back",
          settings.group(),
          late.offset(),
          queue.queue(),
          settings.consumeTimeout());
      sendBack
          .send(late, TIMED_OUT_LEVEL, calls.reconsumeTimes())
          .thenAccept(
              given -> {
                if (given) {
                  queue.finish(List.of(late), progress);
                }
              });
    }
  }

  private void reached(MessageQueue queue, long offset) {
    offsets.update(queue, offset, true);
  }

  @Override
  public ConsumeResult deliverNow(MessageExt message) {
    return calls.consumeNow(message);
  }

  /** Some messages of one queue, and what becomes of them. On a thread for consumption. */
  private final class Batch implements Runnable {
    private final ProcessQueue queue;
    private final List<Held> batch;

    Batch(ProcessQueue queue, List<Held> batch) {
      this.queue = queue;
      this.batch = batch;
    }

    @Override
    public void run() {
      if (!queue.begin(batch)) {
        return;
      }
      boolean ended = false;
      try {
        ConcurrentListener.Verdict verdict = calls.consume(batch, queue.queue());
        int done = Math.max(0, Math.min(verdict.done(), batch.size()));
        if (done == batch.size()) {
          queue.finish(batch, progress);
        } else {
          failed(done, verdict.delayLevel());
          ended = true; // when everything has been given back
        }
      } finally {
        if (!ended) {
          queue.end();
        }
      }
    }

    private void failed(int done, int delayLevel) {
      if (queue.dropped()) {
        // It is not committed and comes again to who has the queue now; given back it would twice.
        log.info("the listener failed on messages of {}, which has been given up", queue.queue());
        queue.end();
        return;
      }
      List<Held> open = queue.unfinished(batch.subList(done, batch.size()));
      if (settings.broadcasting()) {
        log.warn(
            "{} messages of {} failed, and are not tried again, as group {} broadcasts",
            open.size(),
            queue.queue(),
            settings.group());
        queue.finish(batch, progress);
        queue.end();
        return;
      }
      giveBack(done, open, delayLevel);
    }

    private void giveBack(int done, List<Held> open, int delayLevel) {
      List<Held> gone = new ArrayList<>(batch.subList(0, done));
      List<Held> kept = new ArrayList<>();
      List<CompletableFuture<Void>> answers = new ArrayList<>();
      for (Held held : open) {
        answers.add(
            sendBack
                .send(held, delayLevel, calls.reconsumeTimes())
                .thenAccept(
                    given -> {
                      synchronized (kept) {
                        (given ? gone : kept).add(held);
                      }
                    }));
      }
      CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
          .whenComplete(
              (all, failure) -> {
                queue.finish(gone, progress);
                queue.end();
                tryAgain(kept);
              });
    }

    private void tryAgain(List<Held> kept) {
      if (kept.isEmpty()) {
        return;
      }
      log.warn(
          "{} messages of {} could not be given back; they are tried again here in {}",
          kept.size(),
          queue.queue(),
          TRY_AGAIN);
      for (Held held : kept) {
        if (held.stored() == null) {
          MessageExt message = held.message();
          message.setReconsumeTimes(message.getReconsumeTimes() + 1);
        }
      }
      loop.after(TRY_AGAIN, () -> threads.execute(new Batch(queue, kept)));
    }
  }
}
