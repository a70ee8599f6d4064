package io.skua.client.internal.consume.manual;

import io.skua.client.internal.consume.deliver.Delivery;
import io.skua.client.internal.consume.deliver.SendBack;
import io.skua.client.internal.consume.member.ConsumerParts;
import io.skua.client.internal.consume.member.ConsumerQueues;
import io.skua.client.internal.consume.member.ConsumerWork;
import io.skua.client.internal.consume.offset.Offsets;
import io.skua.client.internal.consume.process.Held;
import io.skua.client.internal.consume.process.ProcessQueue;
import io.skua.client.internal.consume.pull.PullOnce;
import io.skua.client.internal.instance.ClientInstance;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import io.skua.wire.body.ConsumeResult;
import io.skua.wire.body.SubscriptionData;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer that the application drives, at work (protocol b 1.4): it is told its share of the
 * queues, and keeps the offsets that it is told. Thread-safe.
 */
public final class ManualPulling implements ConsumerWork {
  private static final Logger log = LoggerFactory.getLogger(ManualPulling.class);
  private static final Duration LAST_OFFSETS = Duration.ofSeconds(3);

  /** Nothing is pulled by itself, so that there is nothing to deliver. */
  private static final class NoDelivery implements Delivery {
    @Override
    public void deliver(ProcessQueue queue, List<Held> fresh) {
      throw new IllegalStateException("nobody has asked for messages of " + queue.queue());
    }

    @Override
    public ConsumeResult deliverNow(MessageExt message) {
      throw new UnsupportedOperationException("this consumer pulls, and has no listener");
    }
  }

  private final ClientInstance instance;
  private final BooleanSupplier rebalances;
  private final Predicate<String> registered;
  private final Offsets offsets;
  private final ConsumerQueues queues;
  private final PullOnce pulls;
  private final SendBack sendBack;

  /**
   * Puts the parts together.
   *
   * @param rebalances says whether this client shares queues with its group
   * @param registered says whether brokers hear of a topic
   */
  public ManualPulling(
      ClientInstance instance,
      ConsumerParts parts,
      BooleanSupplier rebalances,
      Predicate<String> registered) {
    this.instance = instance;
    this.rebalances = rebalances;
    this.registered = registered;
    this.offsets = ConsumerQueues.offsets(instance, parts);
    this.queues =
        new ConsumerQueues(instance, parts, offsets, new NoDelivery(), null, instance.callbacks());
    this.pulls = new PullOnce(instance, parts.settings());
    this.sendBack = new SendBack(instance, parts.settings());
  }

  @Override
  public ConsumerQueues queues() {
    return queues;
  }

  /** Returns the pulls. */
  public PullOnce pulls() {
    return pulls;
  }

  /** Returns the way back for messages. */
  public SendBack sendBack() {
    return sendBack;
  }

  /** Returns the offsets, which the application sets. */
  public Offsets offsets() {
    return offsets;
  }

  /** Returns the queues of all topics that are this client's share. */
  public Set<MessageQueue> share() {
    return queues.onLoop(() -> queues.assignment().pulled());
  }

  @Override
  public List<SubscriptionData> told(List<SubscriptionData> all) {
    return all.stream().filter(each -> registered.test(each.topic())).toList();
  }

  @Override
  public void rebalance() {
    if (rebalances.getAsBoolean()) {
      queues.rebalance();
    }
  }

  // Also those of queues that are not this client's share: the application need not heed it.
  @Override
  public void upkeep() {
    keep();
  }

  private CompletableFuture<Void> keep() {
    return offsets.persist(offsets.all("").keySet());
  }

  @Override
  public void stop(Duration grace) {
    try {
      instance.platform().await(keep(), LAST_OFFSETS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.warn("offsets are not kept", e);
    }
    queues.stop(grace);
  }

  @Override
  public void close() {
    queues.close();
  }
}
