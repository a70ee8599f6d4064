package io.skua.client.internal.instance;

import io.skua.client.exception.MQClientException;
import io.skua.client.internal.consume.PullService;
import io.skua.client.internal.consume.RebalanceService;
import io.skua.client.internal.names.NameServerLookup;
import io.skua.client.internal.names.NameServers;
import io.skua.client.internal.reply.PendingReplies;
import io.skua.client.internal.route.PublishView;
import io.skua.client.internal.route.Routes;
import io.skua.client.internal.rpc.RpcHooks;
import io.skua.client.internal.send.CallbackThreads;
import io.skua.client.internal.send.MessageEncoder;
import io.skua.client.internal.send.SendPipeline;
import io.skua.client.internal.transaction.CheckHandler;
import io.skua.client.internal.transaction.TransactionCheck;
import io.skua.client.metrics.ClientListener;
import io.skua.common.MixAll;
import io.skua.net.Address;
import io.skua.net.Dispatcher;
import io.skua.net.Link;
import io.skua.net.Links;
import io.skua.net.Net;
import io.skua.runtime.Cancellable;
import io.skua.runtime.Lifecycle;
import io.skua.runtime.Lifecycle.Phase;
import io.skua.runtime.Loop;
import io.skua.runtime.Platform;
import io.skua.runtime.ProcessId;
import io.skua.wire.body.ConsumerData;
import io.skua.wire.body.Heartbeat;
import io.skua.wire.body.ProducerData;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.UnregisterClient;
import io.skua.wire.message.UniqueId;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the producers and consumers of one client id share: a loop, connections, routes, heartbeats,
 * and every periodic task of the client, all listed in {@link #schedule}. The loop owns all state
 * that changes; the registry owns the life of the instance.
 */
public final class ClientInstance {
  private static final Logger log = LoggerFactory.getLogger(ClientInstance.class);
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** How long a stop waits for the answer of a broker that has heard of it. */
  private static final Duration GOODBYE = SECOND;

  /** How long a stop waits when a broker still owes the answer to a heartbeat. */
  private static final Duration LAST_HEARTBEAT = Duration.ofSeconds(3);

  private final ClientSettings settings;
  private final Platform platform;
  private final Net net;
  private final Loop loop;
  private final CallbackThreads callbacks;
  private final Dispatcher dispatcher = new Dispatcher();
  private final Links links;
  private final NameServers names;
  private final Routes routes;
  private final SendPipeline pipeline;
  private final MessageEncoder encoder;
  private final PullService pullService;
  private final RebalanceService rebalanceService;
  private @Nullable ConsumerRates consumerRates; // under the monitor; made when somebody asks
  private final PendingReplies replies;
  private final Heartbeats heartbeats;
  // Written by whoever joins or leaves, read on the loop.
  private final Map<String, Member> producers = new ConcurrentHashMap<>();
  private final Map<String, Member> consumers = new ConcurrentHashMap<>();
  private final ReentrantLock startLock = new ReentrantLock();
  private final List<Cancellable> timers = new ArrayList<>(); // guarded by the start lock
  private final Lifecycle lifecycle;
  private volatile @Nullable NameServerLookup lookup; // set by the start
  private @Nullable CompletableFuture<Void> heartbeatRound; // the loop's
  private boolean servesChecks; // the loop's
  private @Nullable ConsumerRequests consumerRequests; // the loop's
  private @Nullable ClientListeners listeners; // the loop's

  /** Puts the parts together. Nothing runs yet but the loop. */
  ClientInstance(ClientSettings settings, Platform platform, Net net) {
    this.settings = settings;
    this.platform = platform;
    this.net = net;
    this.loop = net.loop();
    this.lifecycle = new Lifecycle("client " + settings.clientId());
    int threads = settings.callbackThreads();
    this.callbacks =
        new CallbackThreads(
            loop,
            platform.clock(),
            platform.workers("skua-callback-" + settings.clientId(), threads),
            threads);
    this.links = new Links(net, platform, settings.link(), dispatcher, settings.connectTimeout());
    if (settings.hook() != null || !settings.fields().isEmpty()) {
      links.intercept(new RpcHooks(settings.fields(), settings.hook()));
    }
    this.names = new NameServers(links, platform);
    this.routes = new Routes(names, loop, platform, settings.apiTimeout());
    routes.signedBy(settings.hook());
    this.pipeline = new SendPipeline(loop, routes, links, platform);
    this.encoder =
        new MessageEncoder(ids(settings, platform), platform.clock(), settings.smartMessages());
    this.pullService = new PullService(loop);
    this.rebalanceService =
        new RebalanceService(loop, settings.rebalanceInterval(), new Periodic(Task.REBALANCE));
    this.replies = new PendingReplies(platform.clock());
    dispatcher.on(RequestCode.PUSH_REPLY_MESSAGE_TO_CLIENT, replies);
    this.heartbeats = new Heartbeats(loop, links, settings.heartbeatV2());
    if (settings.nameServers() != null) {
      names.update(settings.nameServers());
    }
  }

  private static UniqueId ids(ClientSettings settings, Platform platform) {
    return new UniqueId(
        address(settings.clientIp()),
        ProcessId.current(),
        platform.random().nextInt(),
        TimeZone.getDefault(),
        new LongSupplier() {
          @Override
          public long getAsLong() {
            return platform.clock().wallMillis();
          }
        });
  }

  // Any four bytes do for ids; a name instead of an address must not be asked of a name service.
  private static byte[] address(String clientIp) {
    InetAddress literal = Address.literal(clientIp.replace("[", "").replace("]", ""));
    if (literal != null) {
      return literal.getAddress();
    }
    int hash = clientIp.hashCode();
    return new byte[] {(byte) (hash >> 24), (byte) (hash >> 16), (byte) (hash >> 8), (byte) hash};
  }

  /**
   * Starts what is not running yet. The order is the one of the analysis: addresses, connections,
   * timers, pulling, rebalancing. May ask a web address for the name servers, and touches no other
   * peer.
   *
   * @throws MQClientException when an earlier start failed
   */
  public void start() throws MQClientException {
    startLock.lock();
    try {
      if (lifecycle.phase() == Phase.FAILED) {
        throw new MQClientException(
            "The Factory object[" + settings.clientId() + "] has been created before, and failed.",
            null);
      }
      if (lifecycle.tryBecome(Phase.STARTING)) {
        startParts();
      }
    } finally {
      startLock.unlock();
    }
  }

  private void startParts() {
    boolean started = false;
    try {
      if (settings.nameServers() == null) {
        lookup = new NameServerLookup(settings.lookupUrl(), this::nameServersChanged);
        lookUpNameServers();
      }
      links.onOpen(
          new Consumer<>() {
            @Override
            public void accept(Link link) {
              connected(link);
            }
          });
      schedule();
      rebalanceService.start();
      started = true;
      lifecycle.become(Phase.RUNNING);
      log.info("the client factory [{}] start OK", settings.clientId());
    } finally {
      if (!started) {
        lifecycle.become(Phase.FAILED);
      }
    }
  }

  private enum Task {
    LOOK_UP_NAME_SERVERS,
    REFRESH_ROUTES,
    CLEAN_AND_HEARTBEAT,
    PERSIST_OFFSETS,
    ADJUST_THREADS,
    SCAN_REPLIES,
    REBALANCE
  }

  private final class Periodic implements Runnable {
    private final Task task;

    Periodic(Task task) {
      this.task = task;
    }

    @Override
    public void run() {
      ClientInstance.this.run(task);
    }
  }

  /** Every periodic task of a client: when it first runs, and how often (protocol 6.4). */
  private void schedule() {
    if (lookup != null) {
      every(Duration.ofSeconds(10), Duration.ofSeconds(120), Task.LOOK_UP_NAME_SERVERS);
    }
    every(Duration.ofMillis(10), settings.routeInterval(), Task.REFRESH_ROUTES);
    every(SECOND, settings.heartbeatInterval(), Task.CLEAN_AND_HEARTBEAT);
    every(Duration.ofSeconds(10), settings.offsetInterval(), Task.PERSIST_OFFSETS);
    every(Duration.ofSeconds(60), Duration.ofSeconds(60), Task.ADJUST_THREADS);
    every(Duration.ofSeconds(3), SECOND, Task.SCAN_REPLIES);
  }

  private void every(Duration first, Duration period, Task task) {
    timers.add(loop.every(first, period, new Periodic(task)));
  }

  private void run(Task task) {
    switch (task) {
      case LOOK_UP_NAME_SERVERS -> callbacks.execute(this::lookUpNameServers);
      case REFRESH_ROUTES -> routes.refreshAll(topics());
      case CLEAN_AND_HEARTBEAT -> cleanAndHeartbeat();
      case PERSIST_OFFSETS -> each(Member::persistOffsets);
      case ADJUST_THREADS -> each(Member::adjustThreads);
      case SCAN_REPLIES -> replies.scan();
      case REBALANCE -> each(Member::rebalance);
    }
  }

  private void cancelTimers() {
    startLock.lock();
    try {
      timers.forEach(Cancellable::cancel);
    } finally {
      startLock.unlock();
    }
  }

  private void lookUpNameServers() {
    NameServerLookup asked = lookup;
    String found = asked == null ? null : asked.find();
    if (found != null) {
      nameServersChanged(found);
    }
  }

  private void nameServersChanged(String addresses) {
    try {
      names.update(addresses);
    } catch (IllegalArgumentException e) {
      log.warn("the name servers that were found are ignored: {}", e.getMessage());
    }
  }

  // --- members

  /** Takes a member in; returns false when its group is there already. */
  public boolean join(Member member) {
    if (table(member.role()).putIfAbsent(member.group(), member) != null) {
      return false;
    }
    if (member.checksTransactions()) {
      loop.execute(this::serveChecks);
    }
    if (member.role() == Member.Role.CONSUMER) {
      loop.execute(this::serveConsumers);
    }
    return true;
  }

  private void serveChecks() {
    if (!servesChecks) {
      servesChecks = true;
      dispatcher.on(RequestCode.CHECK_TRANSACTION_STATE, new CheckHandler(this::check));
    }
  }

  private void serveConsumers() {
    if (consumerRequests == null) {
      consumerRequests = new ConsumerRequests(consumers, rebalanceService::wakeUp);
      consumerRequests.register(dispatcher);
      routes.onChange((topic, route) -> rebalanceService.wakeUp());
      links.onClose(this::disconnected);
    }
  }

  // Whoever took over from a broker that has gone is asked for at once.
  private void disconnected(Link link, @Nullable IOException cause) {
    if (listeners != null) {
      listeners.accept(link, cause);
    }
    if (lifecycle.running()
        && !consumers.isEmpty()
        && routes.table().brokerAt(link.address()) != null) {
      routes.refreshAll(topics());
    }
  }

  private void check(TransactionCheck question) {
    Member member = producers.get(question.group());
    if (member != null) {
      member.check(question);
    } else {
      log.debug("{} asks for group {}, which is not here", question.broker(), question.group());
    }
  }

  /**
   * Lets a member go, and tells the brokers that it has gone. Waits for them for a second, and for
   * three when one still owes the answer to a heartbeat.
   */
  public void leave(Member member) {
    if (table(member.role()).remove(member.group(), member)) {
      boolean producer = member.role() == Member.Role.PRODUCER;
      unregister(producer ? member.group() : null, producer ? null : member.group());
    }
  }

  private Map<String, Member> table(Member.Role role) {
    return role == Member.Role.PRODUCER ? producers : consumers;
  }

  private void each(Consumer<Member> task) {
    for (Member member : members()) {
      try {
        task.accept(member);
      } catch (RuntimeException e) {
        log.error("a periodic task of group {} failed", member.group(), e);
      }
    }
  }

  private List<Member> members() {
    List<Member> all = new ArrayList<>(producers.values());
    all.addAll(consumers.values());
    return all;
  }

  private Set<String> topics() {
    Set<String> all = new HashSet<>();
    for (Member member : members()) {
      all.addAll(member.topics());
    }
    return all;
  }

  // --- heartbeats

  /**
   * Sends a heartbeat to every broker that is known: to masters, and to slaves as well when there
   * are consumers. A round that still runs is not joined by a second one.
   *
   * @return completes when all have answered or failed
   */
  public CompletableFuture<Void> heartbeat() {
    HeartbeatWish wish = new HeartbeatWish();
    loop.run(wish);
    return wish;
  }

  /** Somebody's wish for a heartbeat: part of the round that is under way, or of a new one. */
  private final class HeartbeatWish extends CompletableFuture<Void>
      implements Runnable, BiConsumer<Void, Throwable> {
    @Override
    public void run() {
      CompletableFuture<Void> round = heartbeatRound;
      if (round == null || round.isDone()) {
        round = newRound();
        heartbeatRound = round;
      }
      round.whenComplete(this);
    }

    @Override
    public void accept(@Nullable Void all, @Nullable Throwable failure) {
      complete(null);
    }
  }

  private CompletableFuture<Void> newRound() {
    Set<Address> brokers = routes.table().brokerAddresses(!consumers.isEmpty());
    if (brokers.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    Heartbeat heartbeat = currentHeartbeat();
    List<CompletableFuture<Void>> answers = new ArrayList<>();
    for (Address broker : brokers) {
      answers.add(heartbeats.send(broker, heartbeat, settings.apiTimeout()));
    }
    return CompletableFuture.allOf(answers.toArray(new CompletableFuture<?>[0]));
  }

  /** Introduces this client once more, since a broker does not seem to know it. On the loop. */
  public void unknownTo(Address broker) {
    heartbeats.unknownTo(broker);
    heartbeat();
  }

  /**
   * Returns which of these brokers has known this client for the longest time, on its connection of
   * now; null when none does. On the loop.
   */
  public @Nullable Address longestKnownTo(Collection<Address> brokers) {
    return heartbeats.longestKnownTo(brokers);
  }

  /**
   * Makes sure that the brokers of a topic know this client, so that each of them can bring it a
   * reply (protocol 6.17).
   *
   * @return completes when all have answered a heartbeat or failed; at once when they know it
   */
  public CompletableFuture<Void> introduce(PublishView topic, Duration atMost) {
    if (heartbeats.knownTo(topic)) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Void> done = new CompletableFuture<>();
    loop.run(
        () ->
            heartbeats
                .introduce(topic, currentHeartbeat(), atMost)
                .whenComplete((all, failure) -> done.complete(null)));
    return done;
  }

  // The group of the inner producer, through which consumers send messages back, is always there.
  private Heartbeat currentHeartbeat() {
    List<ProducerData> groups = new ArrayList<>();
    groups.add(new ProducerData(MixAll.CLIENT_INNER_PRODUCER_GROUP));
    for (String group : producers.keySet()) {
      groups.add(new ProducerData(group));
    }
    List<ConsumerData> subscriptions = new ArrayList<>();
    for (Member consumer : consumers.values()) {
      subscriptions.addAll(consumer.subscriptions());
    }
    return Heartbeat.of(settings.clientId(), groups, subscriptions);
  }

  private void cleanAndHeartbeat() {
    routes.removeOfflineBrokers();
    Set<Address> needed = new HashSet<>(names.list());
    for (Address broker : routes.table().brokerAddresses(true)) {
      needed.add(broker);
      // Members that use the port for senders have a second connection to each broker.
      if (broker.port() >= SendPipeline.VIP_DISTANCE) {
        needed.add(broker.withPort(broker.port() - SendPipeline.VIP_DISTANCE));
      }
    }
    links.retain(needed);
    heartbeat();
  }

  private void connected(Link link) {
    if (listeners != null) {
      listeners.opened(link.address());
    }
    heartbeats.unknownTo(link.address());
    if (settings.heartbeatOnConnect()
        && routes.table().brokerAddresses(!consumers.isEmpty()).contains(link.address())) {
      CompletableFuture<Void> sent =
          heartbeats.send(link.address(), currentHeartbeat(), settings.apiTimeout());
      if (!consumers.isEmpty()) {
        sent.whenComplete((all, failure) -> rebalanceService.wakeUp());
      }
    }
  }

  /**
   * Tells a listener of connections and groups from now on, and of how they are now, until the
   * instance closes. A listener that hears already is not told twice.
   */
  public void listen(ClientListener listener) {
    loop.run(
        () -> {
          ClientListeners present = listeners;
          if (present == null) {
            present = new ClientListeners();
            listeners = present;
            heartbeats.listeners(present);
            if (consumerRequests == null) {
              links.onClose(present);
            }
          }
          present.add(listener, links.open(), heartbeats.divided());
        });
  }

  private void unregister(@Nullable String producerGroup, @Nullable String consumerGroup) {
    Frame request =
        Frame.request(
            RequestCode.UNREGISTER_CLIENT,
            UnregisterClient.WIRE,
            new UnregisterClient(settings.clientId(), producerGroup, consumerGroup));
    CompletableFuture<Void> done = new CompletableFuture<>();
    loop.run(() -> unregister(request).whenComplete((all, failure) -> done.complete(null)));
    awaitGoodbye(done);
  }

  private CompletableFuture<Void> unregister(Frame request) {
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    for (Address broker : routes.table().brokerAddresses(true)) {
      // A broker to which no connection is open has forgotten this client already.
      if (links.isOpen(broker)) {
        answers.add(
            heartbeats
                .settled(broker)
                .handle((all, failure) -> links.call(broker, request, GOODBYE, Frame::code))
                .thenCompose(Function.identity()));
      }
    }
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
  }

  private void awaitGoodbye(CompletableFuture<Void> done) {
    try {
      platform.await(done, LAST_HEARTBEAT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.debug("client {} does not wait any longer to leave", settings.clientId(), e);
    }
  }

  // --- parts for members

  /** Returns the client id. */
  public String clientId() {
    return settings.clientId();
  }

  /** Returns the user that requests are signed for, or null when they are not signed. */
  public @Nullable String user() {
    return settings.hook() == null ? null : RpcHooks.user(settings.hook());
  }

  /** Returns how long requests other than sends and pulls may take. */
  public Duration apiTimeout() {
    return settings.apiTimeout();
  }

  /** Returns the platform. */
  public Platform platform() {
    return platform;
  }

  /** Returns the loop. */
  public Loop loop() {
    return loop;
  }

  /** Returns the threads that run callbacks. */
  public Executor callbacks() {
    return callbacks;
  }

  /** Returns the connections. */
  public Links links() {
    return links;
  }

  /** Returns the name servers. */
  public NameServers names() {
    return names;
  }

  /** Returns the routes. */
  public Routes routes() {
    return routes;
  }

  /** Returns the way to send. */
  public SendPipeline pipeline() {
    return pipeline;
  }

  /** Returns the encoder of messages. */
  public MessageEncoder encoder() {
    return encoder;
  }

  /** Returns the queue of pull requests. */
  public PullService pullService() {
    return pullService;
  }

  /** Returns what drives rebalancing. */
  public RebalanceService rebalanceService() {
    return rebalanceService;
  }

  /** Returns the requests that wait for a reply. */
  public PendingReplies replies() {
    return replies;
  }

  /** Returns what programs count of their consuming. */
  public synchronized ConsumerRates consumerRates() {
    ConsumerRates present = consumerRates;
    if (present == null) {
      present = new ConsumerRates(platform.clock());
      consumerRates = present;
    }
    return present;
  }

  /** Stops everything. Called by the registry when the last member has left. */
  void close() {
    if (!lifecycle.tryBecome(Phase.STOPPED)) {
      return;
    }
    cancelTimers();
    unregister(MixAll.CLIENT_INNER_PRODUCER_GROUP, null);
    rebalanceService.stop();
    pullService.stop();
    links.close();
    loop.execute(pipeline::resumeAll);
    // What was in flight fails on the loop and goes over to the callback threads at the end of that
    // turn; both are due before those threads end.
    CompletableFuture<Void> turn = new CompletableFuture<>();
    loop.execute(() -> loop.execute(() -> turn.complete(null)));
    awaitGoodbye(turn);
    net.close();
    callbacks.close();
    log.info("the client factory [{}] is shut down", settings.clientId());
  }
}
