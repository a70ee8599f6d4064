package io.skua.client.internal.consume.push;

import io.skua.client.exception.MQClientException;
import io.skua.client.internal.consume.MessageRequest;
import io.skua.client.internal.consume.PushSettings;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A push consumer behind the public one: its states (protocol b 1.1) and its place in a client
 * instance. Thread-safe: the lock guards the transitions, and everybody may read the state.
 */
public final class PushMember implements Member, RunningMember {
  private static final Logger log = LoggerFactory.getLogger(PushMember.class);

  /** How long the start waits for brokers to know this client. */
  private static final Duration FIRST_CONTACT = Duration.ofSeconds(3);

  private final ClientRegistry registry;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile ServiceState state = ServiceState.CREATE_JUST; // written under the lock
  private volatile boolean known; // brokers have been told, and so a rebalance makes sense
  private volatile String group = "";
  private volatile @Nullable SubscriptionTable subscribed; // written under the lock
  private volatile @Nullable PushSettings settings; // written under the lock
  private volatile @Nullable ClientInstance instance; // written under the lock
  private volatile @Nullable Consumption consumption; // written under the lock
  private Undo stop = new Undo(); // guarded by the lock

  /** Makes a consumer that has not been started. */
  public PushMember(ClientRegistry registry) {
    this.registry = registry;
  }

  /** Checks the consumer's settings and takes a copy of them. */
  public interface Preparation {
    /** Returns the settings of the client; throws when they are not fit to start with. */
    ClientSettings prepare() throws MQClientException;

    /** Returns what the consumer is made of, once the instance is there. */
    PushParts parts() throws MQClientException;
  }

  /**
   * Starts, as protocol b 1.2 says. Whatever fails leaves nothing running and the state
   * START_FAILED, but a group that is taken restores CREATE_JUST.
   *
   * @param name the group, with the namespace
   */
  public void start(String name, Preparation preparation) throws MQClientException {
    lock.lock();
    try {
      if (state != ServiceState.CREATE_JUST) {
        throw new MQClientException(
            "The PushConsumer service state not OK, maybe started once, "
                + state
                + FAQUrl.suggestTodo(FAQUrl.CLIENT_SERVICE_NOT_OK),
            null);
      }
      state = ServiceState.START_FAILED;
      group = name;
      try (Undo undo = new Undo()) {
        ClientSettings client = preparation.prepare();
        PushParts parts = preparation.parts();
        settings = parts.settings();
        subscribed = parts.subscriptions();
        ClientInstance joined = join(client, undo);
        joined.start();
        Consumption made = new Consumption(joined, parts);
        undo.later(made::close);
        made.load();
        instance = joined;
        consumption = made;
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
      requireConsumption().checkSubscriptions();
      await(running.heartbeat());
      known = true;
      running.pullService().handler(MessageRequest.Mode.PULL, Consumption::turn);
      running.pullService().handler(MessageRequest.Mode.POP, Consumption::turn);
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
      requireConsumption().stop(grace);
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
    return requireConsumption().drain(atMost);
  }

  /** Returns how each queue is doing that is this consumer's. */
  public List<QueueState> health() throws MQClientException {
    running();
    return requireConsumption().health();
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

  /** Lets all queues rest, or go on. */
  public void pause(boolean rest) {
    Consumption present = consumption;
    if (present != null) {
      present.pause(rest);
    }
  }

  /** Returns what does the work; only once it has been started. */
  public Consumption requireConsumption() {
    Consumption present = consumption;
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
          "The consumer service state not OK, "
              + state
              + FAQUrl.suggestTodo(FAQUrl.CLIENT_SERVICE_NOT_OK),
          null);
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
    PushSettings set = settings;
    if (present == null || set == null) {
      return List.of();
    }
    return List.of(
        new ConsumerData(
            group,
            ConsumeType.CONSUME_PASSIVELY,
            set.broadcasting() ? MessageModel.BROADCASTING : MessageModel.CLUSTERING,
            set.consumeFromWhere(),
            present.all(),
            set.unitMode()));
  }

  @Override
  public void persistOffsets() {
    Consumption present = consumption;
    if (present != null) {
      present.upkeep();
    }
  }

  @Override
  public void rebalance() {
    Consumption present = consumption;
    if (present != null && known && state == ServiceState.RUNNING) {
      present.rebalance();
    }
  }

  @Override
  public void adjustThreads() {
    Consumption present = consumption;
    if (present != null) {
      present.adjustThreads();
    }
  }

  @Override
  public void asked(Frame request, Exchange exchange) {
    requireConsumption().asked(request, exchange);
  }
}
