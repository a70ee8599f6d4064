package io.skua.client.internal.consume.member;

import io.skua.client.exception.MQClientException;
import io.skua.client.internal.consume.ConsumerSettings;
import io.skua.client.internal.consume.MessageRequest;
import io.skua.client.internal.consume.deliver.Delivery;
import io.skua.client.internal.consume.lock.QueueLocks;
import io.skua.client.internal.consume.offset.LocalOffsets;
import io.skua.client.internal.consume.offset.Offsets;
import io.skua.client.internal.consume.offset.RemoteOffsets;
import io.skua.client.internal.consume.pop.Popping;
import io.skua.client.internal.consume.pull.Pulling;
import io.skua.client.internal.consume.rebalance.Assignment;
import io.skua.client.internal.consume.rebalance.Rebalancer;
import io.skua.client.internal.consume.turn.QueueState;
import io.skua.client.internal.consume.turn.QueueTurns;
import io.skua.client.internal.instance.ClientInstance;
import io.skua.common.message.MessageQueue;
import io.skua.net.Exchange;
import io.skua.runtime.Cancellable;
import io.skua.runtime.Loop;
import io.skua.runtime.Platform;
import io.skua.wire.frame.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queues of a consumer at work: which they are, how they are pulled or popped, how far they are
 * consumed, and what is asked of all of them. The loop owns what changes; methods say when they may
 * be called from elsewhere.
 */
public final class ConsumerQueues {
  private static final Logger log = LoggerFactory.getLogger(ConsumerQueues.class);

  // Protocol b 6.3.
  private static final Duration FIRST_RENEWAL = Duration.ofSeconds(1);
  private static final Duration RENEWAL =
      Duration.ofMillis(Long.getLong("rocketmq.client.rebalance.lockInterval", 20_000));

  /** How long the loop may take to answer a question. */
  private static final Duration ANSWER = Duration.ofSeconds(5);

  /**
   * How long a consumer that ends waits for brokers to take its last offsets, beyond what its
   * listeners get. Whoever has its queues next would begin where the brokers know of.
   */
  private static final Duration LAST_COMMITS = Duration.ofSeconds(3);

  private final Platform platform;
  private final Loop loop;
  private final ConsumerSettings settings;
  private final Offsets offsets;
  private final Pulling pulling;
  private final Assignment assignment;
  private final Rebalancer rebalancer;
  private final Requests requests;
  private final @Nullable Cancellable renewal;

  /**
   * Puts the parts together; nothing is pulled before the first rebalance.
   *
   * @param popping makes what poppers need, of what pullers share; null when nothing is popped
   * @param threads run what brokers want the delivery to do at once
   */
  public ConsumerQueues(
      ClientInstance instance,
      ConsumerParts parts,
      Offsets offsets,
      Delivery delivery,
      @Nullable Function<Pulling, Popping> popping,
      Executor threads) {
    this.platform = instance.platform();
    this.loop = instance.loop();
    this.settings = parts.settings();
    this.offsets = offsets;
    boolean locks = settings.orderly() && !settings.broadcasting();
    this.pulling = new Pulling(instance, settings, parts.subscriptions(), offsets, delivery);
    this.assignment =
        new Assignment(
            instance,
            pulling,
            locks ? new QueueLocks(instance, settings.group()) : null,
            popping == null ? null : popping.apply(pulling));
    this.rebalancer =
        new Rebalancer(
            instance,
            settings,
            parts.subscriptions(),
            parts.allocator(),
            assignment,
            parts.changes());
    this.requests = new Requests(instance, this, parts, delivery, threads);
    this.renewal = locks ? loop.every(FIRST_RENEWAL, RENEWAL, assignment::renewLocks) : null;
  }

  /** Returns where the offsets of a consumer are kept. */
  public static Offsets offsets(ClientInstance instance, ConsumerParts parts) {
    ConsumerSettings settings = parts.settings();
    if (parts.offsets() != null) {
      return parts.offsets().apply(instance);
    }
    return settings.broadcasting()
        ? new LocalOffsets(
            LocalOffsets.file(instance.clientId(), settings.group()), instance.callbacks())
        : new RemoteOffsets(instance, settings.group());
  }

  /** Handles a queue's turn at the pull service, in either mode. */
  static void turn(MessageRequest request) {
    ((QueueTurns) request).turn();
  }

  /** Has the brokers check subscriptions that are no plain tags (protocol b 9.3). */
  void checkSubscriptions() throws MQClientException {
    requests.checkSubscriptions();
  }

  // --- from the timers of the instance

  /** Finds out which queues are to be ours, unless all of them rest. */
  public void rebalance() {
    if (!pulling.paused()) {
      rebalancer.wake();
    }
  }

  /** Looks after what waits for too long. Every few seconds. */
  public void upkeep() {
    for (QueueTurns turns : assignment.turns()) {
      turns.watch();
      turns.upkeep();
    }
  }

  /** Keeps the offsets of the queues that are ours to pull. */
  public void persist() {
    offsets.persist(assignment.pulled());
  }

  // --- from anywhere

  /** Lets all queues rest, or go on at once. */
  public void pause(boolean rest) {
    pulling.pause(rest);
    if (!rest) {
      loop.run(
          () -> {
            assignment.turns().forEach(QueueTurns::wake);
            rebalance();
          });
    }
  }

  /** Says which queues a topic has; as {@link Rebalancer#give}. */
  void give(String topic, Set<MessageQueue> queues) {
    loop.run(() -> rebalancer.give(topic, queues));
  }

  /** Says whether all queues rest. */
  public boolean paused() {
    return pulling.paused();
  }

  /** Returns the offsets. */
  public Offsets offsets() {
    return offsets;
  }

  void asked(Frame request, Exchange exchange) {
    requests.handle(request, exchange);
  }

  /**
   * Takes exactly these queues, and shares none out any more: not in a round either that was
   * planned before. On the loop.
   */
  public void takeExactly(Set<MessageQueue> ours) {
    rebalancer.stop();
    assignment.takeExactly(ours);
  }

  /** Returns the queues that are ours, with their pullers or poppers; on the loop. */
  public Assignment assignment() {
    return assignment;
  }

  /** Says how each queue is doing. */
  List<QueueState> health() {
    return onLoop(() -> states());
  }

  /** As {@link #health}, on the loop. */
  public List<QueueState> states() {
    return states(assignment.turns());
  }

  private static List<QueueState> states(List<QueueTurns> queues) {
    List<QueueState> states = new ArrayList<>(queues.size());
    for (QueueTurns turns : queues) {
      states.add(turns.state());
    }
    return states;
  }

  // --- the end

  Map<MessageQueue, Integer> drain(Duration atMost) {
    List<QueueTurns> queues =
        onLoop(
            () -> {
              // Rounds go on: who is given a queue meanwhile must not find it here as well.
              assignment.takeNoMore();
              assignment.turns().forEach(QueueTurns::stop);
              return assignment.inHand();
            });
    List<CompletableFuture<Void>> empty = new ArrayList<>();
    for (QueueTurns turns : queues) {
      empty.add(turns.whenEmpty());
    }
    await(CompletableFuture.allOf(empty.toArray(CompletableFuture[]::new)), atMost);
    Map<MessageQueue, Integer> left = new HashMap<>();
    for (QueueState state : onLoop(() -> states(queues))) {
      int inHand = state.load().messages();
      if (inHand > 0) {
        left.put(state.queue(), inHand);
      }
    }
    return left;
  }

  /** Pulls no more, lets listeners finish what they have, and keeps the offsets. */
  public void stop(Duration grace) {
    CompletableFuture<Void> released =
        onLoop(
            () -> {
              rebalancer.stop();
              if (renewal != null) {
                renewal.cancel();
              }
              return assignment.releaseAll(grace);
            });
    await(released, grace.plus(LAST_COMMITS));
  }

  /** Ends what has a time of its own. */
  public void close() {
    if (renewal != null) {
      renewal.cancel();
    }
  }

  /** Asks a question on the loop, and waits for the answer. Not on the loop. */
  public <T> T onLoop(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    loop.run(() -> answer.complete(question.get()));
    try {
      return platform.await(answer, ANSWER);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the client's loop does not answer", e);
    }
  }

  private void await(CompletableFuture<Void> done, Duration atMost) {
    try {
      platform.await(done, atMost);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.info("group {} does not wait any longer: {}", settings.group(), e.toString());
    }
  }
}
