package io.skua.client.internal.consume.push;

import io.skua.client.exception.MQClientException;
import io.skua.client.internal.consume.MessageRequest;
import io.skua.client.internal.consume.PopSettings;
import io.skua.client.internal.consume.PushSettings;
import io.skua.client.internal.consume.deliver.ConcurrentCalls;
import io.skua.client.internal.consume.deliver.ConcurrentDelivery;
import io.skua.client.internal.consume.deliver.ConcurrentListener;
import io.skua.client.internal.consume.deliver.Delivery;
import io.skua.client.internal.consume.deliver.OrderlyDelivery;
import io.skua.client.internal.consume.deliver.OrderlyListener;
import io.skua.client.internal.consume.deliver.SendBack;
import io.skua.client.internal.consume.lock.QueueLocks;
import io.skua.client.internal.consume.offset.LocalOffsets;
import io.skua.client.internal.consume.offset.Offsets;
import io.skua.client.internal.consume.offset.RemoteOffsets;
import io.skua.client.internal.consume.pop.PopDelivery;
import io.skua.client.internal.consume.pop.Popping;
import io.skua.client.internal.consume.pop.Settlement;
import io.skua.client.internal.consume.pull.Pulling;
import io.skua.client.internal.consume.pull.QueuePuller;
import io.skua.client.internal.consume.rebalance.Assignment;
import io.skua.client.internal.consume.rebalance.Rebalancer;
import io.skua.client.internal.consume.turn.QueueState;
import io.skua.client.internal.consume.turn.QueueTurns;
import io.skua.client.internal.instance.ClientInstance;
import io.skua.client.internal.send.CallbackThreads;
import io.skua.common.message.MessageQueue;
import io.skua.net.Exchange;
import io.skua.runtime.Cancellable;
import io.skua.runtime.Loop;
import io.skua.runtime.Platform;
import io.skua.runtime.Workers;
import io.skua.wire.frame.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A push consumer at work: its parts, put together, and what is asked of all of them. The loop owns
 * what changes; methods say when they may be called from elsewhere.
 */
public final class Consumption {
  private static final Logger log = LoggerFactory.getLogger(Consumption.class);

  // Protocol b 6.3.
  private static final Duration FIRST_RENEWAL = Duration.ofSeconds(1);
  private static final Duration RENEWAL =
      Duration.ofMillis(Long.getLong("rocketmq.client.rebalance.lockInterval", 20_000));

  /**
   * How long a queue's listeners get to finish when the queue goes elsewhere or the consumer ends.
   */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private static final int LONGEST_NAME = 100; // protocol b 6.1

  private final ClientInstance instance;
  private final Platform platform;
  private final Loop loop;
  private final PushSettings settings;
  private final Workers workers;
  private final CallbackThreads threads;
  private final Offsets offsets;
  private final SendBack sendBack;
  private final Pulling pulling;
  private final Assignment assignment;
  private final Rebalancer rebalancer;
  private final Requests requests;
  private final @Nullable Cancellable renewal;
  private int size;

  /** Puts the parts together; nothing is pulled before the first rebalance. */
  Consumption(ClientInstance instance, PushParts parts) {
    this.instance = instance;
    this.platform = instance.platform();
    this.loop = instance.loop();
    this.settings = parts.settings();
    this.size = settings.threadsMin();
    String group = settings.group();
    String name = group.length() > LONGEST_NAME ? group.substring(0, LONGEST_NAME) : group;
    this.workers = platform.workers("ConsumeMessageThread_" + name, size);
    this.threads = new CallbackThreads(loop, platform.clock(), workers, size);
    this.offsets = offsets(parts);
    this.sendBack = new SendBack(instance, settings);
    boolean locks = settings.orderly() && !settings.broadcasting();
    ConcurrentListener concurrent = parts.concurrent();
    ConcurrentCalls calls =
        concurrent == null ? null : new ConcurrentCalls(settings, concurrent, platform.clock());
    Delivery delivery = delivery(parts, calls);
    this.pulling = new Pulling(instance, settings, parts.subscriptions(), offsets, delivery);
    this.assignment =
        new Assignment(
            instance,
            pulling,
            locks ? new QueueLocks(instance, group) : null,
            popping(parts, calls));
    this.rebalancer =
        new Rebalancer(
            instance,
            settings,
            parts.subscriptions(),
            parts.allocator(),
            assignment,
            parts.changes());
    this.requests = new Requests(this, parts, delivery, threads);
    this.renewal = locks ? loop.every(FIRST_RENEWAL, RENEWAL, assignment::renewLocks) : null;
  }

  private Offsets offsets(PushParts parts) {
    if (parts.offsets() != null) {
      return parts.offsets().apply(instance);
    }
    return settings.broadcasting()
        ? new LocalOffsets(
            LocalOffsets.file(instance.clientId(), settings.group()), instance.callbacks())
        : new RemoteOffsets(instance, settings.group());
  }

  private Delivery delivery(PushParts parts, @Nullable ConcurrentCalls calls) {
    if (calls != null) {
      return new ConcurrentDelivery(settings, calls, offsets, sendBack, threads, loop);
    }
    OrderlyListener orderly = parts.orderly();
    if (orderly == null) {
      throw new IllegalArgumentException("there is no listener");
    }
    return new OrderlyDelivery(
        settings, orderly, offsets, sendBack, threads, this::relock, loop, platform.clock());
  }

  private @Nullable Popping popping(PushParts parts, @Nullable ConcurrentCalls calls) {
    PopSettings pops = settings.pops();
    if (pops == null || calls == null) {
      return null;
    }
    Settlement settlement = new Settlement(instance, settings.group());
    return new Popping(
        instance,
        settings,
        pops,
        parts.subscriptions(),
        new PopDelivery(settings, calls, settlement, sendBack, threads, platform.clock()),
        settlement,
        pulling.inHand(),
        pulling::paused);
  }

  private CompletableFuture<Boolean> relock(MessageQueue queue) {
    return assignment.relock(queue);
  }

  /** Handles a queue's turn at the pull service, in either mode. */
  static void turn(MessageRequest request) {
    ((QueueTurns) request).turn();
  }

  /** Reads what is kept here of an earlier run. In the thread of the start. */
  void load() throws MQClientException {
    if (offsets instanceof LocalOffsets local) {
      local.load();
    }
  }

  /** Has the brokers check subscriptions that are no plain tags (protocol b 9.3). */
  void checkSubscriptions() throws MQClientException {
    requests.checkSubscriptions(instance);
  }

  // --- from the timers of the instance

  void rebalance() {
    if (!pulling.paused()) {
      rebalancer.wake();
    }
  }

  void upkeep() {
    for (QueueTurns turns : assignment.turns()) {
      turns.watch();
      turns.upkeep();
    }
    offsets.persist(assignment.pulled());
  }

  /** Adds threads while brokers have a long backlog, and takes them back when it is gone. */
  void adjustThreads() {
    long backlog = 0;
    for (QueuePuller puller : assignment.pullers()) {
      QueueState state = puller.state();
      backlog += state.next() < 0 ? 0 : Math.max(0, state.end() - state.next());
    }
    int step = Math.max(1, (settings.threadsMax() - settings.threadsMin()) / 4);
    if (backlog >= settings.backlogForThreads()) {
      threads(Math.min(settings.threadsMax(), size + step));
    } else if (backlog < settings.backlogForThreads() * 8 / 10) {
      threads(Math.max(Math.min(size, settings.threadsMin()), size - step));
    }
  }

  private void threads(int wanted) {
    if (wanted != size) {
      log.info("group {} consumes on up to {} threads", settings.group(), wanted);
      size = wanted;
      threads.limit(wanted);
    }
  }

  // --- from anywhere

  /** Sets how many threads consume. */
  public void resize(int wanted) {
    loop.run(() -> threads(wanted));
  }

  /** Lets all queues rest, or go on at once. */
  void pause(boolean rest) {
    pulling.pause(rest);
    if (!rest) {
      loop.run(
          () -> {
            assignment.turns().forEach(QueueTurns::wake);
            rebalance();
          });
    }
  }

  /** Says whether all queues rest. */
  public boolean paused() {
    return pulling.paused();
  }

  /** Returns the offsets. */
  public Offsets offsets() {
    return offsets;
  }

  /** Returns the way back for messages. */
  public SendBack sendBack() {
    return sendBack;
  }

  void asked(Frame request, Exchange exchange) {
    requests.handle(request, exchange);
  }

  Assignment assignment() {
    return assignment;
  }

  List<QueueState> health() {
    return onLoop(() -> states());
  }

  List<QueueState> states() {
    List<QueueState> states = new ArrayList<>();
    for (QueueTurns turns : assignment.turns()) {
      states.add(turns.state());
    }
    return states;
  }

  // --- the end

  Map<MessageQueue, Integer> drain(Duration atMost) {
    List<QueueTurns> queues =
        onLoop(
            () -> {
              rebalancer.stop();
              assignment.turns().forEach(QueueTurns::stop);
              return assignment.turns();
            });
    List<CompletableFuture<Void>> empty = new ArrayList<>();
    for (QueueTurns turns : queues) {
      empty.add(turns.whenEmpty());
    }
    await(CompletableFuture.allOf(empty.toArray(CompletableFuture[]::new)), atMost);
    Map<MessageQueue, Integer> left = new HashMap<>();
    for (QueueState state : onLoop(() -> queues.stream().map(QueueTurns::state).toList())) {
      if (state.load().messages() > 0) {
        left.put(state.queue(), state.load().messages());
      }
    }
    return left;
  }

  /** Pulls no more, lets listeners finish what they have, and keeps the offsets. */
  void stop(Duration grace) {
    CompletableFuture<Void> released =
        onLoop(
            () -> {
              rebalancer.stop();
              if (renewal != null) {
                renewal.cancel();
              }
              return assignment.releaseAll(grace);
            });
    await(released, grace.plus(LAST_WORDS));
  }

  /** Ends the threads. */
  void close() {
    if (renewal != null) {
      renewal.cancel();
    }
    workers.close(Duration.ZERO);
  }

  private <T> T onLoop(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    loop.run(() -> answer.complete(question.get()));
    try {
      return platform.await(answer, LAST_WORDS.multipliedBy(5));
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
