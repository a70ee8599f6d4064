package io.skua.client.internal.consume.lite;

import io.skua.client.internal.consume.deliver.Delivery;
import io.skua.client.internal.consume.process.Held;
import io.skua.client.internal.consume.process.ProcessQueue;
import io.skua.common.message.MessageExt;
import io.skua.wire.body.ConsumeResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What has been pulled and waits to be polled, pull by pull, and what polls have returned: that
 * counts as consumed when the next poll begins, or when somebody commits. The lock guards
 * everything; the loop puts in, whoever polls takes out.
 */
final class PollBuffer implements Delivery {
  private record Batch(ProcessQueue queue, List<Held> messages) {}

  private final ProcessQueue.Progress progress;
  private final Function<List<Held>, List<MessageExt>> decoder;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Batch> waiting = new ArrayDeque<>();
  private List<Batch> out = new ArrayList<>(); // several, when several threads poll
  private @Nullable CompletableFuture<Void> arrival;
  private boolean closed;

  /**
   * Makes an empty one.
   *
   * @param progress hears how far queues are consumed
   * @param decoder makes of messages in hand what an application sees
   */
  PollBuffer(ProcessQueue.Progress progress, Function<List<Held>, List<MessageExt>> decoder) {
    this.progress = progress;
    this.decoder = decoder;
  }

  @Override
  public void deliver(ProcessQueue queue, List<Held> fresh) {
    put(new Batch(queue, fresh), false);
  }

  private void put(Batch batch, boolean first) {
    lock.lock();
    try {
      if (first) {
        waiting.addFirst(batch);
      } else {
        waiting.addLast(batch);
      }
      wake();
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    if (arrival != null) {
      arrival.complete(null);
      arrival = null;
    }
  }

  @Override
  public ConsumeResult deliverNow(MessageExt message) {
    throw new UnsupportedOperationException("this consumer is polled, and has no listener");
  }

  /** Notes that what polls have returned is consumed. */
  void settle() {
    List<Batch> done;
    lock.lock();
    try {
      done = out;
      out = new ArrayList<>();
    } finally {
      lock.unlock();
    }
    for (Batch batch : done) {
      batch.queue().finish(batch.messages(), progress);
      batch.queue().end();
    }
  }

  /**
   * Takes what waits longest, and is not of a queue that has been given up.
   *
   * @return null when there is nothing
   * @throws IllegalStateException when its first message cannot be decoded; it stays the first
   */
  @Nullable Polled take() {
    while (true) {
      Batch batch;
      lock.lock();
      try {
        batch = waiting.pollFirst();
      } finally {
        lock.unlock();
      }
      if (batch == null) {
        return null;
      }
      if (!batch.queue().dropped()) {
        Polled polled = handOut(batch);
        if (polled != null) {
          return polled;
        }
      }
    }
  }

  private @Nullable Polled handOut(Batch batch) {
    int readable = readable(batch);
    List<Held> all = batch.messages();
    Batch now = batch;
    if (readable < all.size()) {
      put(new Batch(batch.queue(), all.subList(readable, all.size())), true);
      now = new Batch(batch.queue(), all.subList(0, readable));
    }
    if (!now.queue().begin(now.messages())) {
      return null;
    }
    lock.lock();
    try {
      out.add(now);
    } finally {
      lock.unlock();
    }
    return new Polled(now.queue().queue(), decoder.apply(now.messages()));
  }

  /** Returns how many messages from the first on can be decoded. */
  private int readable(Batch batch) {
    int count = 0;
    try {
      for (Held held : batch.messages()) {
        held.message();
        count++;
      }
    } catch (RuntimeException e) {
      if (count == 0) {
        put(batch, true);
        throw new IllegalStateException(
            "the message at offset "
                + batch.messages().get(0).offset()
                + " of "
                + batch.queue().queue()
                + " cannot be read: "
                + e.getMessage()
                + "; seek behind it to leave it out",
            e);
      }
    }
    return count;
  }

  /** Returns what completes when something waits, or this is closed. */
  CompletableFuture<Void> arrival() {
    lock.lock();
    try {
      if (closed || !waiting.isEmpty()) {
        return CompletableFuture.completedFuture(null);
      }
      if (arrival == null) {
        arrival = new CompletableFuture<>();
      }
      return arrival;
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what waits of queues that have been given up. */
  void sweep() {
    lock.lock();
    try {
      waiting.removeIf(batch -> batch.queue().dropped());
    } finally {
      lock.unlock();
    }
  }

  /** Says whether this is closed. */
  boolean closed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Lets polls that wait end with nothing. */
  void close() {
    lock.lock();
    try {
      closed = true;
      waiting.clear();
      wake();
    } finally {
      lock.unlock();
    }
  }
}
