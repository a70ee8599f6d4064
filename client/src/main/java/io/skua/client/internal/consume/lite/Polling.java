package io.skua.client.internal.consume.lite;

import io.skua.client.exception.MQClientException;
import io.skua.client.internal.consume.deliver.Unwrapping;
import io.skua.client.internal.consume.member.ConsumerParts;
import io.skua.client.internal.consume.member.ConsumerQueues;
import io.skua.client.internal.consume.member.ConsumerWork;
import io.skua.client.internal.consume.offset.Offsets;
import io.skua.client.internal.consume.offset.Positions;
import io.skua.client.internal.consume.pull.QueuePuller;
import io.skua.client.internal.instance.ClientInstance;
import io.skua.common.message.MessageQueue;
import io.skua.runtime.Clock;
import io.skua.wire.body.SubscriptionData;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer that is polled, at work (protocol b 1.3). Its queues are pulled ahead of the polls, by
 * the loop. What a poll returned counts as consumed when the next one begins; that is a position,
 * which a commit makes the offset of the group. Thread-safe.
 */
public final class Polling implements ConsumerWork {
  private static final Logger log = LoggerFactory.getLogger(Polling.class);
  private static final Duration LONGEST_COMMIT = Duration.ofSeconds(6);

  /** Longer than anybody waits, and short enough to be added to. */
  private static final long LONGEST_POLL = TimeUnit.DAYS.toNanos(36_500);

  private final ClientInstance instance;
  private final String group;
  private final Clock clock;
  private final PollSettings settings;
  private final Choice choice;
  private final Positions positions;
  private final PollBuffer buffer;
  private final ConsumerQueues queues;
  private final TopicWatch watch;
  private volatile long committedAt;

  /** Puts the parts together; nothing is pulled before the start ends. */
  public Polling(
      ClientInstance instance, ConsumerParts parts, PollSettings settings, Choice choice) {
    this.instance = instance;
    this.group = parts.settings().group();
    this.clock = instance.platform().clock();
    this.settings = settings;
    this.choice = choice;
    this.positions =
        new Positions(ConsumerQueues.offsets(instance, parts), settings::commitsByItself);
    this.buffer = new PollBuffer(this::reached, new Unwrapping(parts.settings())::messages);
    this.queues =
        new ConsumerQueues(instance, parts, positions, buffer, null, instance.callbacks());
    this.watch = new TopicWatch(instance, settings.topicCheck());
    this.committedAt = clock.nanos();
  }

  private void reached(MessageQueue queue, long offset) {
    positions.update(queue, offset, true);
  }

  @Override
  public ConsumerQueues queues() {
    return queues;
  }

  // --- which queues

  @Override
  public void begin() {
    takeAssigned();
  }

  /** Takes the queues that are named, if it is those. */
  public void takeAssigned() {
    if (choice.assigns()) {
      instance.loop().run(() -> queues.takeExactly(choice.assigned()));
    }
  }

  @Override
  public void rebalance() {
    if (!choice.assigns()) {
      queues.rebalance();
    }
  }

  @Override
  public List<SubscriptionData> told(List<SubscriptionData> all) {
    return choice.told(all);
  }

  /** Returns the queues that are read now; those of a topic that is no longer wanted are not. */
  public Set<MessageQueue> assignment() {
    return queues.onLoop(
        () -> {
          Set<MessageQueue> ours = new HashSet<>(queues.assignment().pulled());
          ours.removeIf(queue -> choice.table().find(queue.getTopic()) == null);
          return ours;
        });
  }

  /** Lets queues rest, or go on; those that are not read are left out. */
  public void pause(Collection<MessageQueue> some, boolean rest) {
    queues.onLoop(
        () -> {
          for (MessageQueue queue : some) {
            QueuePuller puller = queues.assignment().puller(queue);
            if (puller != null) {
              puller.pause(rest);
            }
          }
          return rest;
        });
  }

  /**
   * Goes on from another offset in a queue; what has been pulled of it is not polled any more.
   *
   * @return whether the queue is one that is read
   */
  public boolean seek(MessageQueue queue, long offset) {
    buffer.settle();
    return queues.onLoop(
        () -> {
          QueuePuller puller = queues.assignment().puller(queue);
          if (puller != null) {
            puller.reset(offset);
          }
          return puller != null;
        });
  }

  /** Tells, on a callback thread, when a topic has other queues than those that are known. */
  public void watch(String topic, Set<MessageQueue> known, Consumer<Set<MessageQueue>> listener) {
    instance.loop().run(() -> watch.add(topic, known, listener));
  }

  /** Asks other name servers from now on. */
  public void updateNameServers(String addresses) {
    instance.names().update(addresses);
  }

  // --- polling

  /**
   * Takes what one pull of one queue brought.
   *
   * @param millis how long to wait for something
   * @return null when there was nothing, or the thread was interrupted, which it then still is
   * @throws IllegalStateException when the next message cannot be read
   */
  public @Nullable Polled poll(long millis) {
    buffer.settle();
    commitWhenDue();
    long atMost = Math.min(LONGEST_POLL, TimeUnit.MILLISECONDS.toNanos(millis));
    long start = clock.nanos();
    while (!buffer.closed()) {
      Polled polled = buffer.take();
      long left = atMost - (clock.nanos() - start);
      if (polled != null || left <= 0 || !await(buffer.arrival(), left)) {
        return polled;
      }
    }
    return null;
  }

  private boolean await(CompletableFuture<Void> done, long nanos) {
    try {
      instance.platform().awaitNanos(done, nanos);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("nothing completes this so", e);
    } catch (TimeoutException e) {
      log.trace("group {} waited in vain", group, e);
    }
    return false;
  }

  // --- commits

  private void commitWhenDue() {
    long now = clock.nanos();
    if (settings.commitsByItself() && now - committedAt >= settings.commitInterval().toNanos()) {
      committedAt = now;
      positions.commitAll();
    }
  }

  /** Commits what polls have returned of all queues; it is kept within seconds. */
  public Set<MessageQueue> commit() {
    buffer.settle();
    return positions.commitAll();
  }

  /** As {@link #commit()}, of some queues; those that are not read are left out. */
  public Set<MessageQueue> commit(Set<MessageQueue> some) {
    Set<MessageQueue> ours = assignment();
    ours.retainAll(some);
    buffer.settle();
    positions.commit(ours);
    return ours;
  }

  /** Commits offsets of the application's; of queues that are read only. */
  public Set<MessageQueue> commit(Map<MessageQueue, Long> offsets) {
    Set<MessageQueue> ours = assignment();
    Set<MessageQueue> done = new HashSet<>();
    offsets.forEach(
        (queue, offset) -> {
          if (offset == Offsets.NONE) {
            log.error("consumerOffset is -1 in messageQueue [{}].", queue);
          } else if (ours.contains(queue)) {
            positions.committed().update(queue, offset, false);
            done.add(queue);
          }
        });
    return done;
  }

  /** Keeps what is committed of these queues now, and not with the next round. */
  public CompletableFuture<Void> keep(Set<MessageQueue> some) {
    return positions.committed().persist(some);
  }

  /** As {@link #keep}, and waits until they are kept, or that has failed, which is logged. */
  public void keepNow(Set<MessageQueue> some) {
    await(keep(some), LONGEST_COMMIT.toNanos());
  }

  /**
   * Returns the committed offset of a queue, or -1 when there is none.
   *
   * @throws MQClientException when nobody knows
   */
  public long committed(MessageQueue queue) throws MQClientException {
    long known = positions.inMemory(queue);
    if (known != Offsets.NONE) {
      return known;
    }
    String unknown = "Fetch consume offset from broker exception";
    try {
      return instance.platform().await(positions.read(queue), LONGEST_COMMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MQClientException(unknown, e);
    } catch (ExecutionException | TimeoutException e) {
      throw new MQClientException(unknown, e);
    }
  }

  @Override
  public void upkeep() {
    queues.upkeep();
    buffer.sweep();
    keep(queues.assignment().pulled());
  }

  // --- the end

  @Override
  public void stop(Duration grace) {
    buffer.settle();
    buffer.close();
    queues.onLoop(
        () -> {
          watch.stop();
          return grace;
        });
    queues.stop(grace);
  }

  @Override
  public void close() {
    buffer.close();
    queues.close();
  }
}
