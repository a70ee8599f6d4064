package io.skua.server;

import io.skua.net.Address;
import io.skua.net.Dispatcher;
import io.skua.net.Link;
import io.skua.net.LinkSettings;
import io.skua.net.Links;
import io.skua.net.Net;
import io.skua.runtime.Cancellable;
import io.skua.runtime.Loop;
import io.skua.runtime.Platform;
import io.skua.runtime.Workers;
import io.skua.server.admin.AllProgressHandler;
import io.skua.server.admin.Arrivals;
import io.skua.server.admin.BrokerRequests;
import io.skua.server.admin.BrokerSettings;
import io.skua.server.admin.GroupRequests;
import io.skua.server.admin.ProgressRequests;
import io.skua.server.admin.Rates;
import io.skua.server.admin.RuntimeFigures;
import io.skua.server.admin.TopicRequests;
import io.skua.server.assignment.Assignments;
import io.skua.server.assignment.ClusterRoutes;
import io.skua.server.assignment.RequestModes;
import io.skua.server.broker.Clients;
import io.skua.server.broker.Groups;
import io.skua.server.broker.Identity;
import io.skua.server.broker.Offsets;
import io.skua.server.broker.ParkedPulls;
import io.skua.server.broker.QueueLocks;
import io.skua.server.broker.Registrar;
import io.skua.server.broker.Topics;
import io.skua.server.delay.Delays;
import io.skua.server.filter.Filters;
import io.skua.server.handler.AllTopicsHandler;
import io.skua.server.handler.CheckClientHandler;
import io.skua.server.handler.ClientCalls;
import io.skua.server.handler.ConsumeDirectlyHandler;
import io.skua.server.handler.ConsumeStatsHandler;
import io.skua.server.handler.ConsumerConnectionsHandler;
import io.skua.server.handler.ConsumerListHandler;
import io.skua.server.handler.ConsumerStatusHandler;
import io.skua.server.handler.CreateTopicHandler;
import io.skua.server.handler.EarliestTimeHandler;
import io.skua.server.handler.EndTransactionHandler;
import io.skua.server.handler.GetTopicHandler;
import io.skua.server.handler.HeartbeatHandler;
import io.skua.server.handler.Hosts;
import io.skua.server.handler.LockQueuesHandler;
import io.skua.server.handler.MaxOffsetHandler;
import io.skua.server.handler.MinOffsetHandler;
import io.skua.server.handler.PullChecks;
import io.skua.server.handler.PullHandler;
import io.skua.server.handler.QueryAssignmentHandler;
import io.skua.server.handler.QueryMessageHandler;
import io.skua.server.handler.QueryOffsetHandler;
import io.skua.server.handler.RecallHandler;
import io.skua.server.handler.ReplyHandler;
import io.skua.server.handler.RequestModeHandler;
import io.skua.server.handler.ResetOffsetHandler;
import io.skua.server.handler.Retries;
import io.skua.server.handler.RunningInfoHandler;
import io.skua.server.handler.SearchOffsetHandler;
import io.skua.server.handler.SendBackHandler;
import io.skua.server.handler.SendChecks;
import io.skua.server.handler.SendHandler;
import io.skua.server.handler.TopicGroupsHandler;
import io.skua.server.handler.UniqueIds;
import io.skua.server.handler.UnlockQueuesHandler;
import io.skua.server.handler.UnregisterClientHandler;
import io.skua.server.handler.UpdateGroupHandler;
import io.skua.server.handler.UpdateOffsetHandler;
import io.skua.server.handler.ViewMessageHandler;
import io.skua.server.metrics.Lag;
import io.skua.server.metrics.PrometheusText;
import io.skua.server.metrics.Traffic;
import io.skua.server.names.Registry;
import io.skua.server.transaction.CheckRounds;
import io.skua.server.transaction.HalfTable;
import io.skua.server.transaction.Transactions;
import io.skua.store.MessageStore;
import io.skua.store.config.ConfigFile;
import io.skua.store.disk.Disk;
import io.skua.store.queue.ConsumeQueue;
import io.skua.wire.code.RequestCode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the parts of a broker and connects them; has no behaviour of its own. On the loop. */
final class BrokerAssembly {
  private static final Logger log = LoggerFactory.getLogger(BrokerAssembly.class);

  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration OFFSETS_FLUSH = Duration.ofSeconds(5);
  private static final Duration CLIENTS_SCAN = Duration.ofSeconds(10);
  private static final Duration SAMPLES = Duration.ofSeconds(10);
  private static final Duration CONNECT = Duration.ofSeconds(3);

  private final MessageStore store;
  private final Topics topics;
  private final Offsets offsets;
  private final Delays delays;
  private final Clients clients;
  private final Filters filters;
  private final QueueLocks locks;
  private final ParkedPulls parked;
  private final Links links;
  private final Loop loop;
  private final Platform platform;
  private final Identity identity;
  private final ServerSettings settings;
  private final Groups groups;
  private final Transactions transactions;
  private final Lending lending;
  private final Disk disk;
  private final @Nullable Traffic traffic; // null: nobody reads it
  private List<Cancellable> timers = List.of();
  private @Nullable Registrar registrar;

  /** Opens the store and reads the files. */
  BrokerAssembly(ServerSettings settings, Disk disk, Net net, Workers workers, Platform platform) {
    this.settings = settings;
    this.disk = disk;
    this.traffic = settings.metrics() == null ? null : new Traffic();
    this.platform = platform;
    this.loop = net.loop();
    this.identity = new Identity(settings.cluster(), settings.broker());
    this.clients = new Clients(loop, platform.clock());
    this.filters = new Filters(settings.propertyFilter());
    this.locks = new QueueLocks(platform.clock());
    this.parked = new ParkedPulls(platform.clock());
    this.links = new Links(net, platform, LinkSettings.DEFAULT, new Dispatcher(), CONNECT);
    this.store = MessageStore.open(disk, settings.store(), loop, workers, platform.clock());
    boolean read = false;
    try {
      this.topics =
          new Topics(
              new ConfigFile(disk, "topics.json"),
              identity,
              settings.autoCreateTopics(),
              platform.clock());
      this.groups = new Groups(new ConfigFile(disk, "subscriptionGroup.json"), platform.clock());
      this.offsets = new Offsets(new ConfigFile(disk, "consumerOffset.json"), platform.clock());
      this.offsets.clamp(store::maxOffset);
      this.lending = new Lending(disk, store, topics, groups, offsets, identity, loop, platform);
      this.delays = new Delays(disk, store, settings.store().delayMillis(), loop, platform.clock());
      this.transactions =
          new Transactions(store, offsets, platform.clock(), settings.transactions());
      read = true;
    } finally {
      if (!read) {
        store.close();
      }
    }
    store.onArrival(this::arrived);
  }

  /** Returns why the store takes no messages, or null when it does. */
  @Nullable String refusal() {
    return store.refusal();
  }

  /**
   * Adds the handlers, starts the timers and registers in this process.
   *
   * @param host goes into the ids of messages that have none
   * @param advertised the address for everybody, resolved, or null
   * @param address what name servers are told, host:port
   * @param registry the name server of this process, or null
   */
  void serve(
      Dispatcher dispatcher,
      InetAddress host,
      @Nullable InetSocketAddress advertised,
      String address,
      @Nullable Registry registry) {
    Retries retries = new Retries(topics, groups, locks);
    SendChecks checks = new SendChecks(topics, retries, platform.random());
    Hosts hosts = new Hosts(advertised);
    SendHandler send =
        new SendHandler(
            checks,
            store,
            delays,
            hosts,
            new UniqueIds(host, platform),
            platform.clock(),
            identity,
            settings.store().maxMessageBytes(),
            this::announced);
    installMessages(dispatcher, send);
    SendBackHandler back = new SendBackHandler(retries, store, delays, hosts, platform.random());
    if (traffic != null) {
      back.count(traffic);
    }
    dispatcher.on(RequestCode.CONSUMER_SEND_MESSAGE_BACK, back);
    dispatcher.on(
        RequestCode.RECALL_MESSAGE,
        new RecallHandler(topics, delays, store, hosts, platform.clock(), identity));
    ReplyHandler reply =
        new ReplyHandler(
            checks, clients, settings.storeReplies() ? store : null, hosts, platform.clock());
    dispatcher
        .on(RequestCode.SEND_REPLY_MESSAGE, reply)
        .on(RequestCode.SEND_REPLY_MESSAGE_V2, reply);
    installClients(dispatcher, address);
    Rates rates = new Rates(store, platform.clock());
    installAdmin(dispatcher, address, rates);
    lending.install(dispatcher, filters, traffic);
    installAssignment(dispatcher, registry);
    delays.start();
    lending.start();
    CheckRounds rounds = checkRounds();
    Duration checkInterval = settings.transactions().interval();
    timers =
        List.of(
            loop.every(checkInterval, checkInterval, rounds::round),
            loop.every(TICK, TICK, () -> tick(send)),
            loop.every(OFFSETS_FLUSH, OFFSETS_FLUSH, this::flush),
            loop.every(CLIENTS_SCAN, CLIENTS_SCAN, this::expireClients),
            loop.every(SAMPLES, SAMPLES, rates::sample));
    registrar =
        new Registrar(
            identity, topics, loop, links, settings.nameServers(), address, registry, address);
  }

  private CheckRounds checkRounds() {
    return new CheckRounds(
        transactions,
        store,
        topics,
        clients,
        identity,
        settings.transactions(),
        settings.store().retention(),
        loop,
        platform.clock());
  }

  private void installMessages(Dispatcher dispatcher, SendHandler send) {
    PullHandler pull =
        new PullHandler(
            new PullChecks(topics, groups, clients, filters),
            offsets,
            store,
            parked,
            platform.clock());
    if (traffic != null) {
      send.count(traffic);
      pull.count(traffic);
    }
    dispatcher
        .on(RequestCode.SEND_MESSAGE, send)
        .on(RequestCode.SEND_MESSAGE_V2, send)
        .on(RequestCode.SEND_BATCH_MESSAGE, send)
        .on(RequestCode.END_TRANSACTION, new EndTransactionHandler(transactions))
        .on(RequestCode.PULL_MESSAGE, pull)
        .on(RequestCode.LITE_PULL_MESSAGE, pull)
        .on(RequestCode.GET_MAX_OFFSET, new MaxOffsetHandler(store))
        .on(RequestCode.GET_MIN_OFFSET, new MinOffsetHandler(store))
        .on(RequestCode.SEARCH_OFFSET_BY_TIMESTAMP, new SearchOffsetHandler(store))
        .on(RequestCode.GET_EARLIEST_STORE_TIME, new EarliestTimeHandler(store))
        .on(RequestCode.VIEW_MESSAGE_BY_ID, new ViewMessageHandler(store))
        .on(RequestCode.QUERY_MESSAGE, new QueryMessageHandler(store))
        .on(RequestCode.QUERY_CONSUMER_OFFSET, new QueryOffsetHandler(offsets, store))
        .on(RequestCode.UPDATE_CONSUMER_OFFSET, new UpdateOffsetHandler(offsets, groups, topics));
  }

  /** What operators and their tools ask and change. */
  private void installAdmin(Dispatcher dispatcher, String address, Rates rates) {
    Arrivals arrivals = new Arrivals(store, platform.clock());
    new TopicRequests(topics, offsets, store, arrivals, identity, this::withdraw, this::announced)
        .install(dispatcher);
    new GroupRequests(groups, offsets, clients).install(dispatcher);
    new ProgressRequests(topics, groups, offsets, store, identity, platform.clock())
        .install(dispatcher);
    new BrokerRequests(
            BrokerSettings.of(
                identity,
                Address.parse(address),
                topics,
                groups,
                store,
                disk,
                settings.transactions()),
            new RuntimeFigures(store, disk, delays, rates, platform.clock()),
            topics,
            arrivals,
            store)
        .install(dispatcher);
  }

  private void withdraw(String topic) {
    Registrar present = registrar;
    if (present != null) {
      present.withdraw(topic);
    }
  }

  private void installAssignment(Dispatcher dispatcher, @Nullable Registry registry) {
    ClusterRoutes routes =
        new ClusterRoutes(topics, identity, registry, settings.nameServers(), links, loop);
    RequestModes modes = new RequestModes(new ConfigFile(disk, "messageRequestMode.json"));
    RequestModeHandler mode = new RequestModeHandler(modes, topics, groups);
    dispatcher
        .on(
            RequestCode.QUERY_ASSIGNMENT,
            new QueryAssignmentHandler(new Assignments(clients, modes), routes))
        .on(RequestCode.SET_MESSAGE_REQUEST_MODE, mode)
        .on(RequestCode.GET_ALL_MESSAGE_REQUEST_MODE, mode);
  }

  private void installClients(Dispatcher dispatcher, String address) {
    ConsumeStatsHandler stats = new ConsumeStatsHandler(topics, offsets, clients, store, identity);
    CreateTopicHandler create = new CreateTopicHandler(topics, identity, this::announced);
    UpdateGroupHandler update = new UpdateGroupHandler(groups);
    dispatcher
        .on(RequestCode.HEART_BEAT, new HeartbeatHandler(clients, groups, topics))
        .on(RequestCode.UNREGISTER_CLIENT, new UnregisterClientHandler(clients, groups))
        .on(RequestCode.GET_CONSUMER_LIST_BY_GROUP, new ConsumerListHandler(clients))
        .on(RequestCode.GET_CONSUMER_CONNECTIONS, new ConsumerConnectionsHandler(clients))
        .on(RequestCode.GET_CONSUME_STATS, stats)
        .on(
            RequestCode.GET_BROKER_CONSUME_STATS,
            new AllProgressHandler(groups, offsets, topics, stats, address))
        .on(RequestCode.QUERY_TOPIC_CONSUME_BY_WHO, new TopicGroupsHandler(clients, offsets))
        .on(RequestCode.CHECK_CLIENT_CONFIG, new CheckClientHandler(filters))
        .on(RequestCode.CREATE_TOPIC, create)
        .on(RequestCode.CREATE_TOPIC_LIST, create)
        .on(RequestCode.GET_TOPIC_CONFIG, new GetTopicHandler(topics))
        .on(RequestCode.GET_ALL_TOPIC_CONFIG, new AllTopicsHandler(topics))
        .on(RequestCode.UPDATE_SUBSCRIPTION_GROUP, update)
        .on(RequestCode.UPDATE_SUBSCRIPTION_GROUP_LIST, update)
        .on(RequestCode.LOCK_QUEUES, new LockQueuesHandler(locks))
        .on(RequestCode.UNLOCK_QUEUES, new UnlockQueuesHandler(locks));
    installClientCalls(dispatcher);
  }

  /** Requests of administrators that clients answer. */
  private void installClientCalls(Dispatcher dispatcher) {
    ClientCalls calls = new ClientCalls(clients, platform.clock());
    dispatcher
        .on(
            RequestCode.RESET_OFFSET,
            new ResetOffsetHandler(offsets, topics, groups, store, parked, clients, identity))
        .on(
            RequestCode.GET_CONSUMER_STATUS_THROUGH_BROKER,
            new ConsumerStatusHandler(clients, platform.clock()))
        .on(RequestCode.GET_CONSUMER_RUNNING_INFO, new RunningInfoHandler(calls))
        .on(
            RequestCode.CONSUME_MESSAGE_DIRECTLY,
            new ConsumeDirectlyHandler(calls, store, topics, groups, identity));
  }

  private void flush() {
    lending.save();
    offsets.flush();
    delays.save();
  }

  private void arrived(ConsumeQueue queue) {
    parked.arrived(queue.topic(), queue.queueId());
    lending.arrived(queue);
    delays.arrived(queue);
  }

  /** Returns the half messages, for people. */
  HalfTable halfMessages() {
    return new HalfTable(transactions);
  }

  /** Writes the figures of the broker. */
  void writeMetrics(PrometheusText out) {
    if (traffic != null) {
      traffic.write(out);
    }
    new Lag(offsets, store).write(out);
    out.gauge(
        "skua_divided_groups",
        "Consumer groups whose clients subscribe differently.",
        clients.divided().size());
    out.gauge("skua_parked_pulls", "Pulls that wait for messages.", parked.count());
    lending.write(out);
    out.gauge(
        "skua_half_messages_open",
        "Half messages of transactions that have not ended.",
        transactions.open());
    out.gauge(
        "skua_store_log_start_offset",
        "Offset of the first byte of the log that is kept.",
        store.logStart());
    out.gauge(
        "skua_store_log_end_offset", "Offset behind the last byte of the log.", store.logEnd());
    out.gauge(
        "skua_store_log_bytes",
        "Bytes of the log that are kept.",
        store.logEnd() - store.logStart());
    out.gauge("skua_store_queues", "Queues that have ever had a message.", store.queues().size());
    out.gauge("skua_store_free_bytes", "Bytes that are free on the disk.", disk.freeBytes());
    out.gauge(
        "skua_store_writable", "1 when messages are taken, else 0.", refusal() == null ? 1 : 0);
    MessageStore.Forces forces = store.forces();
    out.summary(
        "skua_store_force_seconds",
        "Forces of the log to the disk, which senders with flush sync wait for.",
        forces.count(),
        forces.nanos() / 1e9);
  }

  private void tick(SendHandler send) {
    parked.expire();
    send.expire();
  }

  private void expireClients() {
    for (Link silent : clients.expire()) {
      log.warn("closing the connection with {}: no heartbeat for 120 s", silent);
      silent.close();
    }
    locks.expire();
  }

  /** Forgets what belongs to a connection that has closed. */
  void closed(Link link) {
    clients.closed(link);
    parked.closed(link);
    lending.closed(link);
  }

  private CompletableFuture<Void> announced() {
    Registrar present = registrar;
    return present == null ? CompletableFuture.completedFuture(null) : present.announced();
  }

  /** Registers at the other name servers; completes with the texts of the failures. */
  CompletableFuture<List<String>> register() {
    Registrar present = registrar;
    return present == null ? CompletableFuture.completedFuture(List.of()) : present.register();
  }

  /** Takes the broker out at the other name servers. */
  CompletableFuture<List<String>> unregister() {
    Registrar present = registrar;
    return present == null ? CompletableFuture.completedFuture(List.of()) : present.unregister();
  }

  /** Stops the timers, saves everything and tells the senders that wait. */
  void close() {
    timers.forEach(Cancellable::cancel);
    Registrar present = registrar;
    if (present != null) {
      present.close();
    }
    links.close();
    try {
      transactions.close();
      delays.close();
      lending.close();
      offsets.flush();
    } finally {
      store.close();
    }
  }
}
