package io.skua.client.internal.consume.push;

import io.skua.client.internal.consume.PopSettings;
import io.skua.client.internal.consume.PushSettings;
import io.skua.client.internal.consume.deliver.ConcurrentCalls;
import io.skua.client.internal.consume.deliver.ConcurrentDelivery;
import io.skua.client.internal.consume.deliver.ConcurrentListener;
import io.skua.client.internal.consume.deliver.Delivery;
import io.skua.client.internal.consume.deliver.OrderlyDelivery;
import io.skua.client.internal.consume.deliver.OrderlyListener;
import io.skua.client.internal.consume.deliver.SendBack;
import io.skua.client.internal.consume.member.ConsumerParts;
import io.skua.client.internal.consume.member.ConsumerQueues;
import io.skua.client.internal.consume.member.ConsumerWork;
import io.skua.client.internal.consume.offset.Offsets;
import io.skua.client.internal.consume.pop.PopDelivery;
import io.skua.client.internal.consume.pop.Popping;
import io.skua.client.internal.consume.pop.Settlement;
import io.skua.client.internal.consume.pull.Pulling;
import io.skua.client.internal.consume.turn.QueueState;
import io.skua.client.internal.instance.ClientInstance;
import io.skua.client.internal.send.CallbackThreads;
import io.skua.common.message.MessageQueue;
import io.skua.runtime.Clock;
import io.skua.runtime.Loop;
import io.skua.runtime.Workers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A push consumer at work: its queues, and the threads that consume what comes from them. */
public final class Consumption implements ConsumerWork {
  private static final Logger log = LoggerFactory.getLogger(Consumption.class);
  private static final int LONGEST_NAME = 100; // protocol b 6.1

  private final ClientInstance instance;
  private final Clock clock;
  private final PushSettings settings;
  private final Workers workers;
  private final CallbackThreads threads;
  private final SendBack sendBack;
  private final ConsumerQueues queues;
  private final Runnable processMayEnd;
  private int size;

  /** Puts the parts together; nothing is pulled before the first rebalance. */
  public Consumption(ClientInstance instance, PushParts parts) {
    this.instance = instance;
    this.clock = instance.platform().clock();
    this.settings = parts.settings();
    this.size = settings.threadsMin();
    String group = settings.group();
    String name = group.length() > LONGEST_NAME ? group.substring(0, LONGEST_NAME) : group;
    this.workers = instance.platform().workers("ConsumeMessageThread_" + name, size);
    this.threads = new CallbackThreads(instance.loop(), clock, workers, size);
    this.sendBack = new SendBack(instance, settings);
    ConsumerParts shared = parts.shared();
    Offsets offsets = ConsumerQueues.offsets(instance, shared);
    ConcurrentListener concurrent = parts.concurrent();
    ConcurrentCalls calls =
        concurrent == null ? null : new ConcurrentCalls(settings, concurrent, clock);
    this.queues =
        new ConsumerQueues(
            instance,
            shared,
            offsets,
            delivery(parts, calls, offsets),
            popping(shared, calls),
            threads);
    // As known: a main method that starts a consumer and returns has not ended.
    this.processMayEnd = instance.platform().stayAlive("skua-consumes-for-" + name);
  }

  private Delivery delivery(PushParts parts, @Nullable ConcurrentCalls calls, Offsets offsets) {
    Loop loop = instance.loop();
    if (calls != null) {
      return new ConcurrentDelivery(settings, calls, offsets, sendBack, threads, loop);
    }
    OrderlyListener orderly = parts.orderly();
    if (orderly == null) {
      throw new IllegalArgumentException("there is no listener");
    }
    return new OrderlyDelivery(
        settings, orderly, offsets, sendBack, threads, this::relock, loop, clock);
  }

  private @Nullable Function<Pulling, Popping> popping(
      ConsumerParts shared, @Nullable ConcurrentCalls calls) {
    PopSettings pops = settings.pops();
    if (pops == null || calls == null) {
      return null;
    }
    Settlement settlement = new Settlement(instance, settings.group());
    PopDelivery delivery = new PopDelivery(settings, calls, settlement, sendBack, threads, clock);
    return pulling ->
        new Popping(
            instance,
            settings,
            pops,
            shared.subscriptions(),
            delivery,
            settlement,
            pulling.inHand(),
            pulling::paused);
  }

  private CompletableFuture<Boolean> relock(MessageQueue queue) {
    return queues.assignment().relock(queue);
  }

  @Override
  public ConsumerQueues queues() {
    return queues;
  }

  /** Returns the way back for messages. */
  public SendBack sendBack() {
    return sendBack;
  }

  /** Adds threads while brokers have a long backlog, and takes them back when it is gone. */
  @Override
  public void adjustThreads() {
    long backlog = 0;
    for (QueueState state : queues.states()) {
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

  /** Sets how many threads consume. */
  public void resize(int wanted) {
    instance.loop().run(() -> threads(wanted));
  }

  @Override
  public void close() {
    queues.close();
    workers.close(Duration.ZERO);
    processMayEnd.run();
  }
}
