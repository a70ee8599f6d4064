package io.skua.client.internal.consume.member;

import io.skua.client.exception.MQClientException;
import io.skua.client.internal.consume.ConsumerSettings;
import io.skua.client.internal.consume.MessageRequest;
import io.skua.client.internal.consume.SubscriptionTable;
import io.skua.client.internal.consume.turn.QueueState;
import io.skua.client.internal.instance.ClientInstance;
import io.skua.client.internal.instance.ClientRegistry;
import io.skua.client.internal.instance.ClientSettings;
import io.skua.client.internal.instance.Member;
import io.skua.client.internal.instance.RunningMember;
import io.skua.common.ServiceState;
import io.skua.common.help.FAQUrl;
import io.skua.common.message.MessageQueue;
import io.skua.net.Exchange;
import io.skua.runtime.Platform;
import io.skua.runtime.Undo;
import io.skua.wire.body.ConsumeType;
import io.skua.wire.body.ConsumerData;
import io.skua.wire.body.MessageModel;
import io.skua.wire.frame.Frame;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer behind the public one: its states (protocol b 1.1) and its place in a client instance.
 * Thread-safe: the lock guards the transitions, and everybody may read the state.
 *
 * @param <W> what it does
 */
public final class ConsumerMember<W extends ConsumerWork> implements Member, RunningMember {
  private static final Logger log = LoggerFactory.getLogger(ConsumerMember.class);

  /** How long the start waits for brokers to know this client. */
  private static final Duration FIRST_CONTACT = Duration.ofSeconds(3);

  private final ClientRegistry registry;
  private final Kind kind;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile ServiceState state = ServiceState.CREATE_JUST; // written under the lock
  private volatile boolean known; // brokers have been told, and so a rebalance makes sense
  private volatile String group = "";
  private volatile @Nullable SubscriptionTable subscribed; // written under the lock
  private volatile @Nullable ConsumerSettings settings; // written under the lock
  private volatile @Nullable ClientInstance instance; // written under the lock
  private volatile @Nullable W work; // written under the lock
  private Undo stop = new Undo(); // guarded by the lock

  /** What a consumer is to brokers, and by which words it says that it cannot do something. */
  public enum Kind {
    /** It calls listeners. */
    PUSH(ConsumeType.CONSUME_PASSIVELY, "PushConsumer", "The consumer service state not OK, "),
    /** It is polled or told to pull. */
    PULL(ConsumeType.CONSUME_ACTIVELY, "PullConsumer", "The consumer is not in running status, ");

    private final ConsumeType type;
    private final String name;
    private final String notRunning;

    Kind(ConsumeType type, String name, String notRunning) {
      this.type = type;
      this.name = name;
      this.notRunning = notRunning;
    }
  }

  /** Makes a consumer that has not been started. */
  public ConsumerMember(ClientRegistry registry, Kind kind) {
    this.registry = registry;
    this.kind = kind;
  }

  /**
   * What a consumer starts with: a copy of its settings.
   *
   * @param work makes what the consumer does, once the instance is there
   */
  public record Plan<W>(
      ClientSettings client, ConsumerParts parts, Function<ClientInstance, W> work) {}

  /** Checks the consumer's settings and takes a copy of them. */
  @FunctionalInterface
  public interface Preparation<W> {
    /** Returns the copy; throws when they are not fit to start with. */
    Plan<W> prepare() throws MQClientException;
  }

  /**
   * Starts, as protocol b 1.2 says. Whatever fails leaves nothing running and the state
   * START_FAILED, but a group that is taken restores CREATE_JUST.
   *
   * @param name the group, with the namespace
   */
  public void start(String name, Preparation<W> preparation) throws MQClientException {
    lock.lock();
    try {
      if (state != ServiceState.CREATE_JUST) {
        throw new MQClientException(
            "The "
                + kind.name
                + " service state not OK, maybe started once, "
                + state
                + FAQUrl.suggestTodo(FAQUrl.CLIENT_SERVICE_NOT_OK),
            null);
      }
      state = ServiceState.START_FAILED;
      group = name;
      try (Undo undo = new Undo()) {
        Plan<W> plan = preparation.prepare();
        settings = plan.parts().settings();
        subscribed = plan.parts().subscriptions();
        ClientInstance joined = join(plan.client(), undo);
        joined.start();
        W made = plan.work().apply(joined);
        undo.later(made::close);
        made.queues().offsets().load();
        instance = joined;
        work = made;
        stop = undo.keep();
      }
      state = ServiceState.RUNNING;
    } finally {
      lock.unlock();
    }
    begin();
    log.info("the consumer [{}] start OK", group);
  }

  private ClientInstance join(ClientSettings client, Undo undo) throws MQClientException {
    ClientRegistry.Lease lease = registry.lease(client);
    undo.later(lease::release);
    ClientInstance joined = lease.instance();
    if (!joined.join(this)) {
      state = ServiceState.CREATE_JUST;
      throw new MQClientException(
          "The consumer group["
              + group
              + "] has been created before, specify another name please."
              + FAQUrl.suggestTodo(FAQUrl.GROUP_NAME_DUPLICATE_URL),
          null);
    }
    undo.later(() -> joined.leave(this));
    return joined;
  }

  /** Asks the servers for what a consumer needs to begin. A failure undoes the start. */
  private void begin() throws MQClientException {
    ClientInstance running = requireInstance();
    boolean begun = false;
    try {
      refreshRoutes(running, topics());
      requireWork().queues().checkSubscriptions();
      await(running.heartbeat());
      known = true;
      running.pullService().handler(MessageRequest.Mode.PULL, ConsumerQueues::turn);
      running.pullService().handler(MessageRequest.Mode.POP, ConsumerQueues::turn);
      requireWork().begin();
      running.rebalanceService().wakeUp();
      begun = true;
    } finally {
      if (!begun) {
        stop(Duration.ZERO);
      }
    }
  }

  private void refreshRoutes(ClientInstance running, Set<String> topics) {
    CompletableFuture<?>[] routes =
        topics.stream().map(running.routes()::refresh).toArray(CompletableFuture[]::new);
    await(CompletableFuture.allOf(routes));
  }

  // What does not come in time comes later: routes and heartbeats are repeated.
  private void await(CompletableFuture<?> done) {
    try {
      registry.platform().await(done, FIRST_CONTACT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.debug("consumer {} goes on without", group, e);
    }
  }

  /**
   * Stops from any state.
   *
   * @param grace how long listeners get to finish what they have
   */
  public void stop(Duration grace) {
    Undo steps;
    lock.lock();
    try {
      if (state != ServiceState.RUNNING) {
        return;
      }
      state = ServiceState.SHUTDOWN_ALREADY;
      steps = stop.keep();
    } finally {
      lock.unlock();
    }
    try {
      requireWork().stop(grace);
    } finally {
      steps.close();
    }
    log.info("the consumer [{}] shutdown OK", group);
  }

  /**
   * Pulls no more, and waits for what is in hand to be finished.
   *
   * @return the queues that are not finished when the time is over, with what they have in hand
   */
  public Map<MessageQueue, Integer> drain(Duration atMost) throws MQClientException {
    running();
    return requireWork().queues().drain(atMost);
  }

  /** Returns how each queue is doing that is this consumer's. */
  public List<QueueState> health() throws MQClientException {
    running();
    return requireWork().queues().health();
  }

  /** A subscription has been added: the brokers and the rebalance hear of it. */
  public void subscribed(String topic) {
    if (state == ServiceState.RUNNING) {
      ClientInstance running = requireInstance();
      refreshRoutes(running, Set.of(topic));
      await(running.heartbeat());
      running.rebalanceService().wakeUp();
    }
  }

  /** A subscription has been removed; the brokers hear of it with the next heartbeat. */
  public void unsubscribed() {
    if (state == ServiceState.RUNNING) {
      requireInstance().rebalanceService().wakeUp();
    }
  }

  /**
   * Says which queues a topic has whose route was put in by hand; of topics that are not subscribed
   * to, nothing is kept.
   *
   * @throws MQClientException when the consumer is not running
   */
  public void give(String topic, Set<MessageQueue> queues) throws MQClientException {
    running();
    requireWork().queues().give(topic, Set.copyOf(queues));
  }

  /** Lets all queues rest, or go on. */
  public void pause(boolean rest) {
    W present = work;
    if (present != null) {
      present.queues().pause(rest);
    }
  }

  /** Returns what does the work; only once it has been started. */
  public W requireWork() {
    W present = work;
    if (present == null) {
      throw new IllegalStateException("the consumer [" + group + "] has not been started");
    }
    return present;
  }

  /** Returns the state. */
  public ServiceState state() {
    return state;
  }

  @Override
  public ClientInstance running() throws MQClientException {
    if (state != ServiceState.RUNNING) {
      throw new MQClientException(
          kind.notRunning + state + FAQUrl.suggestTodo(FAQUrl.CLIENT_SERVICE_NOT_OK), null);
    }
    return requireInstance();
  }

  @Override
  public Platform platform() {
    return registry.platform();
  }

  private ClientInstance requireInstance() {
    ClientInstance present = instance;
    if (present == null) {
      throw new IllegalStateException("the consumer [" + group + "] has no instance");
    }
    return present;
  }

  // --- for the instance

  @Override
  public Role role() {
    return Role.CONSUMER;
  }

  @Override
  public String group() {
    return group;
  }

  @Override
  public Set<String> topics() {
    SubscriptionTable present = subscribed;
    return present == null ? Set.of() : present.topics();
  }

  @Override
  public List<ConsumerData> subscriptions() {
    SubscriptionTable present = subscribed;
    ConsumerSettings set = settings;
    W at = work;
    if (present == null || set == null) {
      return List.of();
    }
    return List.of(
        new ConsumerData(
            group,
            kind.type,
            set.broadcasting() ? MessageModel.BROADCASTING : MessageModel.CLUSTERING,
            set.consumeFromWhere(),
            at == null ? present.all() : at.told(present.all()),
            set.unitMode()));
  }

  @Override
  public void persistOffsets() {
    W present = work;
    if (present != null) {
      present.upkeep();
    }
  }

  @Override
  public void rebalance() {
    W present = work;
    if (present != null && known && state == ServiceState.RUNNING) {
      present.rebalance();
    }
  }

  @Override
  public void adjustThreads() {
    W present = work;
    if (present != null) {
      present.adjustThreads();
    }
  }

  @Override
  public void asked(Frame request, Exchange exchange) {
    requireWork().queues().asked(request, exchange);
  }
}
