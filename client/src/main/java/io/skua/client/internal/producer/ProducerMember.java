package io.skua.client.internal.producer;

import io.skua.client.exception.MQClientException;
import io.skua.client.internal.compat.Failures;
import io.skua.client.internal.instance.ClientInstance;
import io.skua.client.internal.instance.ClientRegistry;
import io.skua.client.internal.instance.ClientSettings;
import io.skua.client.internal.instance.Member;
import io.skua.client.internal.instance.RunningMember;
import io.skua.client.internal.reply.PendingReplies;
import io.skua.client.internal.route.PublishView;
import io.skua.client.internal.route.RouteException;
import io.skua.client.internal.send.Detector;
import io.skua.client.internal.send.FaultBook;
import io.skua.client.internal.transaction.TransactionCheck;
import io.skua.common.ServiceState;
import io.skua.common.help.FAQUrl;
import io.skua.net.Address;
import io.skua.net.NetException;
import io.skua.runtime.Platform;
import io.skua.runtime.Undo;
import io.skua.wire.body.TopicRoute;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A producer behind the public one: its states (protocol 6.1) and its place in a client instance.
 * Thread-safe: the lock guards the transitions, and everybody may read the state.
 */
public final class ProducerMember implements Member, RunningMember {
  private static final Logger log = LoggerFactory.getLogger(ProducerMember.class);

  private final ClientRegistry registry;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<String> topics = ConcurrentHashMap.newKeySet();
  private volatile ServiceState state = ServiceState.CREATE_JUST; // written under the lock
  private volatile String group = "";
  private volatile @Nullable Consumer<TransactionCheck> checks; // set before the start
  private volatile @Nullable ClientInstance instance; // written under the lock
  private Undo stop = new Undo(); // guarded by the lock
  private @Nullable Detector detector; // guarded by the lock

  /** Makes a producer that has not been started. */
  public ProducerMember(ClientRegistry registry) {
    this.registry = registry;
  }

  /**
   * Sets, before the start, who is asked by brokers how transactions ended. It is called on the
   * loop and must not wait.
   */
  public void onCheck(Consumer<TransactionCheck> asked) {
    checks = asked;
  }

  /** Checks the producer's settings and takes a copy of them. */
  @FunctionalInterface
  public interface Preparation {
    /** Returns the settings; throws when they are not fit to start with. */
    ClientSettings prepare() throws MQClientException;
  }

  /**
   * Starts. Whatever fails leaves nothing running and the state START_FAILED, but a group that is
   * taken restores CREATE_JUST.
   *
   * @param group the group, with the namespace
   * @param createTopicKey the topic whose route is kept for new topics; known before any route is
   *     asked for
   */
  public void start(String group, String createTopicKey, Preparation preparation)
      throws MQClientException {
    lock.lock();
    try {
      if (state != ServiceState.CREATE_JUST) {
        throw new MQClientException(
            "The producer service state not OK, maybe started once, "
                + state
                + FAQUrl.suggestTodo(FAQUrl.CLIENT_SERVICE_NOT_OK),
            null);
      }
      state = ServiceState.START_FAILED;
      this.group = group;
      try (Undo undo = new Undo()) {
        ClientInstance joined = join(preparation.prepare(), undo);
        topics.add(createTopicKey);
        joined.start();
        instance = joined;
        stop = undo.keep();
      }
      state = ServiceState.RUNNING;
      log.info("the producer [{}] start OK", group);
    } finally {
      lock.unlock();
    }
    requireInstance().heartbeat();
  }

  private ClientInstance join(ClientSettings settings, Undo undo) throws MQClientException {
    Membership membership = new Membership(registry.lease(settings));
    undo.later(membership);
    ClientInstance joined = membership.lease.instance();
    if (!joined.join(this)) {
      state = ServiceState.CREATE_JUST;
      throw new MQClientException(
          "The producer group["
              + group
              + "] has been created before, specify another name please."
              + FAQUrl.suggestTodo(FAQUrl.GROUP_NAME_DUPLICATE_URL),
          null);
    }
    membership.joined = true;
    return joined;
  }

  /** What this producer holds of the instance; running it gives that back. */
  private final class Membership implements Runnable {
    private final ClientRegistry.Lease lease;
    private boolean joined;

    Membership(ClientRegistry.Lease lease) {
      this.lease = lease;
    }

    @Override
    public void run() {
      try {
        if (joined) {
          lease.instance().leave(ProducerMember.this);
        }
      } finally {
        lease.release();
      }
    }
  }

  /** Stops from any state; bounded in time. Returns whether it was running. */
  public boolean stop() {
    Undo steps;
    lock.lock();
    try {
      if (state != ServiceState.RUNNING) {
        return false;
      }
      state = ServiceState.SHUTDOWN_ALREADY;
      endDetection();
      steps = stop.keep();
    } finally {
      lock.unlock();
    }
    PendingReplies replies = requireInstance().replies();
    if (replies.size() > 0) {
      replies.close(this, Failures.stoppedWaiting());
    }
    steps.close();
    log.info("the producer [{}] shutdown OK", group);
    return true;
  }

  /** Returns the state. */
  public ServiceState state() {
    return state;
  }

  @Override
  public ClientInstance running() throws MQClientException {
    if (state != ServiceState.RUNNING) {
      throw new MQClientException(
          "The producer service state not OK, "
              + state
              + FAQUrl.suggestTodo(FAQUrl.CLIENT_SERVICE_NOT_OK),
          null);
    }
    return requireInstance();
  }

  /**
   * Starts to ask unreachable brokers whether they are back; does nothing when it is not running,
   * or asks already.
   *
   * @param interval between two questions to one broker
   * @param timeout of a question
   */
  public void detect(Duration interval, Supplier<Duration> timeout) {
    lock.lock();
    try {
      if (state == ServiceState.RUNNING && detector == null) {
        detector = new Detector(requireInstance().pipeline(), topics, interval, timeout);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends {@link #detect}. */
  public void endDetection() {
    lock.lock();
    try {
      if (detector != null) {
        detector.cancel();
        detector = null;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns what is remembered of slow and unreachable brokers. Once it runs. */
  public FaultBook faults() {
    return requireInstance().pipeline().faults();
  }

  /** Remembers that this producer sends to a topic, so that its route is kept fresh. */
  public void uses(String topic) {
    // Most calls are for a topic that is known; asking first keeps them from writing to shared
    // memory.
    if (!topics.contains(topic)) {
      topics.add(topic);
    }
  }

  @Override
  public Platform platform() {
    return registry.platform();
  }

  /** Returns the registry of this producer's client instance. */
  public ClientRegistry registry() {
    return registry;
  }

  // --- what can be asked of queues

  /**
   * Resolves routes and opens the connections to their brokers.
   *
   * @return completes on a callback thread; fails with the exception that says what is in the way
   */
  public CompletableFuture<Void> warmUp(Set<String> wanted, int newQueues)
      throws MQClientException {
    ClientInstance running = running();
    CompletableFuture<?>[] each =
        wanted.stream()
            .map(topic -> warmUp(running, topic, newQueues))
            .toArray(CompletableFuture[]::new);
    return CompletableFuture.allOf(each)
        .whenCompleteAsync((done, failure) -> {}, running.callbacks());
  }

  private CompletableFuture<Void> warmUp(ClientInstance running, String topic, int newQueues) {
    uses(topic);
    return running
        .routes()
        .publish(topic, newQueues)
        .handle(
            (view, failure) -> {
              if (failure != null) {
                throw new CompletionException(explained(topic, failure));
              }
              return view;
            })
        .thenCompose(view -> connect(running, view));
  }

  private static CompletableFuture<Void> connect(ClientInstance running, PublishView view) {
    Set<Address> masters = new LinkedHashSet<>();
    view.queues().forEach(queue -> masters.add(queue.master()));
    return CompletableFuture.allOf(
            masters.stream()
                .map(master -> greet(running, master))
                .toArray(CompletableFuture[]::new))
        .thenCompose(all -> running.heartbeat());
  }

  // Any request that every broker answers opens the connection and proves that it works.
  private static CompletableFuture<Integer> greet(ClientInstance running, Address master) {
    return running
        .links()
        .call(
            master, Frame.request(RequestCode.GET_BROKER_CONFIG), running.apiTimeout(), Frame::code)
        .handle(
            (code, failure) -> {
              if (failure instanceof NetException net) {
                throw new CompletionException(
                    Failures.unreachable(running.routes().table().brokerAt(master), master, net));
              }
              return code == null ? -1 : code;
            });
  }

  /** Returns the exception for a topic whose route failed with {@code failure}. */
  public static Throwable explained(String topic, Throwable failure) {
    Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
    return cause instanceof RouteException route ? Failures.noRoute(topic, route) : failure;
  }

  /** Returns the route of a topic as the name servers have it now. */
  public CompletableFuture<TopicRoute> route(String topic) throws MQClientException {
    return running().routes().refresh(topic);
  }

  private ClientInstance requireInstance() {
    ClientInstance present = instance;
    if (present == null) {
      throw new IllegalStateException("the producer [" + group + "] has no instance");
    }
    return present;
  }

  // --- for the instance

  @Override
  public Role role() {
    return Role.PRODUCER;
  }

  @Override
  public String group() {
    return group;
  }

  @Override
  public Set<String> topics() {
    return topics;
  }

  @Override
  public boolean checksTransactions() {
    return checks != null;
  }

  @Override
  public void check(TransactionCheck question) {
    Consumer<TransactionCheck> asked = checks;
    if (asked != null) {
      asked.accept(question);
    }
  }
}
