package io.skua.client.consumer;

import io.skua.client.ClientConfig;
import io.skua.client.consumer.rebalance.AllocateMessageQueueAveragely;
import io.skua.client.consumer.store.OffsetStore;
import io.skua.client.exception.MQClientException;
import io.skua.client.hook.ConsumeMessageHook;
import io.skua.client.internal.consume.Subscriptions;
import io.skua.client.internal.consume.lite.Choice;
import io.skua.client.internal.consume.lite.Polled;
import io.skua.client.internal.consume.lite.Polling;
import io.skua.client.internal.consume.member.ConsumerMember;
import io.skua.client.internal.consume.member.ConsumerParts;
import io.skua.client.internal.instance.ClientRegistry;
import io.skua.client.internal.instance.ClientSettings;
import io.skua.client.internal.producer.QueueQueries;
import io.skua.client.trace.TraceDispatcher;
import io.skua.common.MixAll;
import io.skua.common.ServiceState;
import io.skua.common.consumer.ConsumeFromWhere;
import io.skua.common.filter.ExpressionType;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import io.skua.remoting.RPCHook;
import io.skua.remoting.protocol.NamespaceUtil;
import io.skua.remoting.protocol.heartbeat.MessageModel;
import io.skua.runtime.Platform;
import io.skua.wire.body.SubscriptionData;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entry point of an application that asks for messages when it wants them.
 *
 * <pre>{@code
 * try (DefaultLitePullConsumer consumer = new DefaultLitePullConsumer("billing")) {
 *   consumer.setNamesrvAddr("127.0.0.1:9876");
 *   consumer.subscribe("TopicTest", "*");
 *   consumer.start();
 *   while (running) {
 *     for (MessageExt message : consumer.poll()) {
 *       book(message);
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>Queues are pulled ahead of the polls, as far as the thresholds allow. What a poll returned
 * counts as consumed when the next poll begins: with {@link #setAutoCommit automatic commits}, the
 * default, it is committed from then on, and at once when its queue goes to another member. So a
 * message may come twice, and none is left out while the application polls in one thread; with
 * several, a poll of one counts for what the others have in hand, and they had better commit by
 * themselves.
 *
 * <p>The end of a consumer with automatic commits commits everything that polls have returned, the
 * last time included. An application for which an exception may get between a poll and the end of
 * its work should switch them off and {@link #commit()} when the work is done.
 *
 * <p>A consumer is started once and closed once. Thread-safe. Setters take effect after the start
 * as well unless they say otherwise. All threads are daemons: one per client id for network, timers
 * and pulls, and some for callbacks.
 */
public class DefaultLitePullConsumer extends ClientConfig
    implements LitePullConsumer, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DefaultLitePullConsumer.class);
  private static final long SHORTEST_COMMIT_INTERVAL = 1000; // protocol B 1.6

  private final @Nullable RPCHook rpcHook;
  private final ClientRegistry registry;
  private final Platform platform;
  private final ConsumerMember<Polling> member;
  private final QueueQueries queries;
  private final Choice choice = new Choice();
  private final ConsumeHooks hooks = new ConsumeHooks(this);
  private final ConsumerTrace trace = new ConsumerTrace();
  private final Map<String, MessageQueueListener> shareListeners = new ConcurrentHashMap<>();
  private final Map<String, TopicMessageQueueChangeListener> topicListeners =
      new ConcurrentHashMap<>();

  private volatile String consumerGroup;
  private volatile long brokerSuspendMaxTimeMillis = 20_000;
  private volatile long consumerTimeoutMillisWhenSuspend = 30_000;
  private volatile long consumerPullTimeoutMillis = 10_000;
  private volatile MessageModel messageModel = MessageModel.CLUSTERING;
  private volatile @Nullable MessageQueueListener messageQueueListener;
  private volatile @Nullable OffsetStore offsetStore;
  private volatile AllocateMessageQueueStrategy allocateMessageQueueStrategy =
      new AllocateMessageQueueAveragely();
  private volatile boolean autoCommit = true;
  private volatile int pullThreadNums = 20;
  private volatile long autoCommitIntervalMillis = 5_000;
  private volatile int pullBatchSize = 10;
  private volatile long pullThresholdForAll = 10_000;
  private volatile int consumeMaxSpan = 2_000;
  private volatile int pullThresholdForQueue = 1_000;
  private volatile int pullThresholdSizeForQueue = 100;
  private volatile long pollTimeoutMillis = 5_000;
  private volatile long topicMetadataCheckIntervalMillis = 30_000;
  private volatile ConsumeFromWhere consumeFromWhere = ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET;
  private volatile String consumeTimestamp;
  private volatile boolean connectBrokerByUser;
  private volatile long defaultBrokerId = MixAll.MASTER_ID;

  /** Creates a consumer whose group has to be set before it starts. */
  public DefaultLitePullConsumer() {
    this(MixAll.DEFAULT_CONSUMER_GROUP);
  }

  /** Creates a consumer of a group. */
  public DefaultLitePullConsumer(String consumerGroup) {
    this(consumerGroup, ClientRegistry.shared());
  }

  /** Creates a consumer with a hook, whose group has to be set before it starts. */
  public DefaultLitePullConsumer(@Nullable RPCHook rpcHook) {
    this(MixAll.DEFAULT_CONSUMER_GROUP, rpcHook);
  }

  /**
   * Creates a consumer of a group with a hook.
   *
   * @param rpcHook sees each request, to sign it say; null for none
   */
  public DefaultLitePullConsumer(String consumerGroup, @Nullable RPCHook rpcHook) {
    this(consumerGroup, rpcHook, ClientRegistry.shared());
  }

  /** Creates a consumer with a hook in a namespace of version 1. */
  @Deprecated
  public DefaultLitePullConsumer(
      @Nullable String namespace, String consumerGroup, @Nullable RPCHook rpcHook) {
    this(consumerGroup, rpcHook);
    setNamespace(namespace);
  }

  /**
   * Creates a consumer that shares connections with the producers and consumers of one registry
   * only, for programs that keep clients apart, and for tests on virtual time.
   */
  public DefaultLitePullConsumer(String consumerGroup, ClientRegistry registry) {
    this(consumerGroup, null, registry);
  }

  /** Creates a consumer with a hook that shares connections within one registry. */
  public DefaultLitePullConsumer(
      String consumerGroup, @Nullable RPCHook rpcHook, ClientRegistry registry) {
    this.consumerGroup = consumerGroup;
    this.rpcHook = rpcHook;
    this.registry = registry;
    this.platform = registry.platform();
    this.member = new ConsumerMember<>(registry, ConsumerMember.Kind.PULL);
    this.queries = new QueueQueries(member);
    this.consumeTimestamp = ConsumerSetup.halfAnHourAgo(platform.clock());
    setEnableStreamRequestType(true); // protocol B 1.1
  }

  // --- life

  /**
   * Starts to pull: checks the settings, joins or makes the client of its client id, asks for the
   * routes of its topics and tells their brokers of itself. Returns when these have answered, or
   * after a few seconds; pulling begins, and goes on trying, by itself.
   *
   * @throws MQClientException when a setting is wrong, the group is taken, a broker cannot serve a
   *     subscription, a topic that is listened to is not known, or the consumer has been started
   *     before
   */
  @Override
  public void start() throws MQClientException {
    setConsumerGroup(NamespaceUtil.wrapNamespace(getNamespace(), consumerGroup));
    member.start(consumerGroup, this::plan);
    ConsumerSetup.listen(this, member);
    boolean listening = false;
    try {
      for (Map.Entry<String, TopicMessageQueueChangeListener> each : topicListeners.entrySet()) {
        watch(each.getKey(), each.getValue());
      }
      listening = true;
    } finally {
      if (!listening) {
        shutdown();
      }
    }
    trace.start(this, consumerGroup, rpcHook, registry, hooks);
  }

  private ConsumerMember.Plan<Polling> plan() throws MQClientException {
    ConsumerSetup.checkGroup(consumerGroup);
    ConsumerSetup.checkPulling(
        messageModel,
        allocateMessageQueueStrategy,
        brokerSuspendMaxTimeMillis,
        consumerTimeoutMillisWhenSuspend);
    ConsumerSetup.millis(consumeTimestamp);
    ClientSettings client = ConsumerSetup.client(this, messageModel, rpcHook);
    LiteSettings settings = new LiteSettings(this);
    OffsetStore store = offsetStore;
    long startedAt = platform.clock().wallMillis();
    ConsumerParts parts =
        new ConsumerParts(
            settings,
            choice.table(),
            this::allocate,
            store == null ? null : instance -> new StoredOffsets(store, instance.callbacks()),
            this::shareChanged,
            () -> SettingsInWords.of(this, startedAt));
    return new ConsumerMember.Plan<>(
        client, parts, instance -> new Polling(instance, parts, settings, choice));
  }

  private List<MessageQueue> allocate(
      String group, String clientId, List<MessageQueue> all, List<String> clientIds) {
    List<MessageQueue> ours =
        allocateMessageQueueStrategy.allocate(group, clientId, all, clientIds);
    return ours == null ? List.of() : ours;
  }

  private void shareChanged(String topic, Set<MessageQueue> all, Set<MessageQueue> ours) {
    MessageQueueListener listener = shareListeners.getOrDefault(topic, messageQueueListener);
    if (listener != null) {
      listener.messageQueueChanged(topic, all, ours);
    }
  }

  /**
   * Ends: pulls no more, commits what polls have returned if it commits by itself, keeps the
   * offsets, tells the brokers. A poll that waits ends with nothing. Bounded in time.
   */
  @Override
  public void shutdown() {
    member.stop(Duration.ZERO);
    trace.close();
  }

  /** As {@link #shutdown}. */
  @Override
  public void close() {
    shutdown();
  }

  @Override
  public boolean isRunning() {
    return member.state() == ServiceState.RUNNING;
  }

  private Polling running() {
    if (!isRunning()) {
      throw new IllegalStateException("The consumer not running, please start it first.");
    }
    return member.requireWork();
  }

  // --- which queues

  @Override
  public void subscribe(String topic) throws MQClientException {
    subscribe(topic, SubscriptionData.ALL);
  }

  @Override
  public void subscribe(String topic, @Nullable String subExpression) throws MQClientException {
    subscribe(topic, subExpression, null);
  }

  @Override
  public void subscribe(
      String topic,
      @Nullable String subExpression,
      @Nullable MessageQueueListener messageQueueListener)
      throws MQClientException {
    subscribe(topic, ExpressionType.TAG, subExpression, messageQueueListener);
  }

  @Override
  public void subscribe(String topic, @Nullable MessageSelector selector) throws MQClientException {
    if (selector == null) {
      subscribe(topic, SubscriptionData.ALL);
    } else {
      subscribe(topic, selector.getExpressionType(), selector.getExpression(), null);
    }
  }

  private void subscribe(
      @Nullable String topic,
      String type,
      @Nullable String expression,
      @Nullable MessageQueueListener listener)
      throws MQClientException {
    String known;
    try {
      if (topic == null || topic.isEmpty()) {
        throw new IllegalArgumentException("Topic can not be null or empty.");
      }
      choice.shared();
      known = withNamespace(topic);
      choice.subscribe(Subscriptions.of(known, type, expression, platform.clock().wallMillis()));
    } catch (IllegalArgumentException | IllegalStateException e) { // As Apache's client 5.3.3.
      throw new MQClientException("subscribe exception: " + e.getMessage(), e);
    }
    if (listener == null) {
      shareListeners.remove(known);
    } else {
      shareListeners.put(known, listener);
    }
    member.subscribed(known);
  }

  @Override
  public void unsubscribe(String topic) {
    String known = withNamespace(topic);
    choice.forget(known);
    shareListeners.remove(known);
    member.unsubscribed();
    takeAssigned();
  }

  @Override
  public void assign(Collection<MessageQueue> messageQueues) {
    if (messageQueues == null || messageQueues.isEmpty()) {
      throw new IllegalArgumentException("Message queues can not be null or empty.");
    }
    for (String topic : choice.assign(ConsumerSetup.withNamespace(this, messageQueues))) {
      member.subscribed(topic);
    }
    takeAssigned();
  }

  private void takeAssigned() {
    if (isRunning()) {
      member.requireWork().takeAssigned();
    }
  }

  @Override
  public void setSubExpressionForAssign(String topic, String subExpression) {
    if (subExpression == null || subExpression.isBlank()) {
      throw new IllegalArgumentException("subExpression can not be null or empty.");
    }
    if (member.state() != ServiceState.CREATE_JUST) {
      throw new IllegalStateException("setAssignTag only can be called before start.");
    }
    choice.filter(withNamespace(topic), subExpression);
  }

  @Override
  public Set<MessageQueue> assignment() throws MQClientException {
    return isRunning()
        ? ConsumerSetup.withoutNamespace(this, member.requireWork().assignment())
        : ConsumerSetup.withoutNamespace(this, choice.assigned());
  }

  @Override
  public void pause(Collection<MessageQueue> messageQueues) {
    running().pause(ConsumerSetup.withNamespace(this, messageQueues), true);
  }

  @Override
  public void resume(Collection<MessageQueue> messageQueues) {
    running().pause(ConsumerSetup.withNamespace(this, messageQueues), false);
  }

  @Override
  public Collection<MessageQueue> fetchMessageQueues(String topic) throws MQClientException {
    running();
    return ConsumerSetup.withoutNamespace(this, queries.subscribeQueues(withNamespace(topic)));
  }

  @Override
  public void registerTopicMessageQueueChangeListener(
      String topic, TopicMessageQueueChangeListener topicMessageQueueChangeListener)
      throws MQClientException {
    if (topic == null || topicMessageQueueChangeListener == null) {
      throw ConsumerSetup.wrong("Topic or listener is null");
    }
    String known = withNamespace(topic);
    if (topicListeners.put(known, topicMessageQueueChangeListener) != null) {
      log.warn("Topic {} had been registered, new listener will overwrite the old one", known);
    }
    if (isRunning()) {
      watch(known, topicMessageQueueChangeListener);
    }
  }

  private void watch(String topic, TopicMessageQueueChangeListener listener)
      throws MQClientException {
    Set<MessageQueue> now = new HashSet<>(queries.subscribeQueues(topic));
    running()
        .watch(
            topic,
            now,
            queues -> listener.onChanged(topic, ConsumerSetup.withoutNamespace(this, queues)));
  }

  @Override
  public void updateNameServerAddress(String nameServerAddress) {
    if (isRunning()) {
      member.requireWork().updateNameServers(nameServerAddress);
    } else {
      setNamesrvAddr(nameServerAddress);
    }
  }

  // --- polling

  @Override
  public List<MessageExt> poll() {
    return poll(pollTimeoutMillis);
  }

  @Override
  public List<MessageExt> poll(long timeout) {
    Polling polling = running();
    if (timeout < 0) {
      throw new IllegalArgumentException("Timeout must not be negative");
    }
    Polled polled = polling.poll(timeout);
    if (polled == null) {
      return List.of();
    }
    hooks.taken(consumerGroup, polled.messages(), polled.queue());
    return polled.messages();
  }

  /** Adds a hook that is told of all messages that polls return. */
  public void registerConsumeMessageHook(ConsumeMessageHook hook) {
    hooks.add(hook);
  }

  @Override
  public void seek(MessageQueue messageQueue, long offset) throws MQClientException {
    Polling polling = running();
    MessageQueue queue = assigned(polling, messageQueue);
    long min = queries.minOffset(queue);
    long max = queries.maxOffset(queue);
    if (offset < min || offset > max) {
      throw ConsumerSetup.wrong(
          "Seek offset illegal, seek offset = "
              + offset
              + ", min offset = "
              + min
              + ", max offset = "
              + max);
    }
    seekTo(polling, queue, offset);
  }

  @Override
  public void seekToBegin(MessageQueue messageQueue) throws MQClientException {
    Polling polling = running();
    MessageQueue queue = assigned(polling, messageQueue);
    seekTo(polling, queue, queries.minOffset(queue));
  }

  @Override
  public void seekToEnd(MessageQueue messageQueue) throws MQClientException {
    Polling polling = running();
    MessageQueue queue = assigned(polling, messageQueue);
    seekTo(polling, queue, queries.maxOffset(queue));
  }

  private MessageQueue assigned(Polling polling, MessageQueue messageQueue)
      throws MQClientException {
    MessageQueue queue = queueWithNamespace(messageQueue);
    if (!polling.assignment().contains(queue)) {
      throw notAssigned(queue);
    }
    return queue;
  }

  private MQClientException notAssigned(MessageQueue queue) {
    String why = choice.assigns() ? "" : ", may be rebalancing";
    return ConsumerSetup.wrong(
        "The message queue is not in assigned list" + why + ", message queue: " + queue);
  }

  private void seekTo(Polling polling, MessageQueue queue, long offset) throws MQClientException {
    if (!polling.seek(queue, offset)) {
      throw notAssigned(queue);
    }
  }

  @Override
  public Long offsetForTimestamp(MessageQueue messageQueue, Long timestamp)
      throws MQClientException {
    running();
    return queries.searchOffset(queueWithNamespace(messageQueue), timestamp);
  }

  // --- commits

  @Override
  public void commitSync() {
    Polling polling = running();
    polling.keepNow(polling.commit());
  }

  @Override
  public void commitSync(Map<MessageQueue, Long> offsetMap, boolean persist) {
    Polling polling = running();
    Set<MessageQueue> committed = polling.commit(known(offsetMap));
    if (persist) {
      polling.keepNow(committed);
    }
  }

  @Override
  public void commit() {
    running().commit();
  }

  @Override
  public void commit(Map<MessageQueue, Long> offsetMap, boolean persist) {
    Polling polling = running();
    Set<MessageQueue> committed = polling.commit(known(offsetMap));
    if (persist) {
      polling.keep(committed);
    }
  }

  @Override
  public void commit(Set<MessageQueue> messageQueues, boolean persist) {
    Polling polling = running();
    Set<MessageQueue> committed = polling.commit(ConsumerSetup.withNamespace(this, messageQueues));
    if (persist) {
      polling.keep(committed);
    }
  }

  private Map<MessageQueue, Long> known(Map<MessageQueue, Long> offsets) {
    Map<MessageQueue, Long> known = new HashMap<>();
    offsets.forEach((queue, offset) -> known.put(queueWithNamespace(queue), offset));
    return known;
  }

  @Override
  public Long committed(MessageQueue messageQueue) throws MQClientException {
    return running().committed(queueWithNamespace(messageQueue));
  }

  @Override
  public boolean isAutoCommit() {
    return autoCommit;
  }

  /** Sets whether polls commit what earlier ones returned; true by default. */
  @Override
  public void setAutoCommit(boolean autoCommit) {
    this.autoCommit = autoCommit;
  }

  /** Returns how long an automatic commit is after the one before. */
  public long getAutoCommitIntervalMillis() {
    return autoCommitIntervalMillis;
  }

  /**
   * Sets how long an automatic commit is after the one before at least, in milliseconds; 5000 by
   * default. Less than 1000 is ignored.
   */
  public void setAutoCommitIntervalMillis(long autoCommitIntervalMillis) {
    if (autoCommitIntervalMillis >= SHORTEST_COMMIT_INTERVAL) {
      this.autoCommitIntervalMillis = autoCommitIntervalMillis;
    }
  }

  // --- settings

  /** Returns the group; once started, with the namespace of version 1, if any. */
  public String getConsumerGroup() {
    return consumerGroup;
  }

  /** Sets the group. Before the start. */
  public void setConsumerGroup(String consumerGroup) {
    this.consumerGroup = consumerGroup;
  }

  /** Returns who of the group gets a message. */
  public MessageModel getMessageModel() {
    return messageModel;
  }

  /** Sets who of the group gets a message: one, by default, or everybody. Before the start. */
  public void setMessageModel(MessageModel messageModel) {
    this.messageModel = messageModel;
  }

  /** Returns where a group without offsets begins. */
  public ConsumeFromWhere getConsumeFromWhere() {
    return consumeFromWhere;
  }

  /**
   * Sets where a group without offsets begins; at the end by default.
   *
   * @throws IllegalArgumentException for one of the deprecated values
   */
  public void setConsumeFromWhere(ConsumeFromWhere consumeFromWhere) {
    if (consumeFromWhere != ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET
        && consumeFromWhere != ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET
        && consumeFromWhere != ConsumeFromWhere.CONSUME_FROM_TIMESTAMP) {
      throw new IllegalArgumentException("Invalid ConsumeFromWhere Value: " + consumeFromWhere);
    }
    this.consumeFromWhere = consumeFromWhere;
  }

  /** Returns the time that {@link ConsumeFromWhere#CONSUME_FROM_TIMESTAMP} means. */
  public String getConsumeTimestamp() {
    return consumeTimestamp;
  }

  /**
   * Sets the time that {@link ConsumeFromWhere#CONSUME_FROM_TIMESTAMP} means.
   *
   * @param consumeTimestamp {@code yyyyMMddHHmmss} in the time zone of this process; by default
   *     half an hour before the consumer was created
   */
  public void setConsumeTimestamp(String consumeTimestamp) {
    this.consumeTimestamp = consumeTimestamp;
  }

  /** Returns what shares queues out. */
  public AllocateMessageQueueStrategy getAllocateMessageQueueStrategy() {
    return allocateMessageQueueStrategy;
  }

  /**
   * Sets what shares queues out; {@link AllocateMessageQueueAveragely} by default. Before the
   * start.
   */
  public void setAllocateMessageQueueStrategy(
      AllocateMessageQueueStrategy allocateMessageQueueStrategy) {
    this.allocateMessageQueueStrategy = allocateMessageQueueStrategy;
  }

  /** Returns who hears that queues have come or gone, or null. */
  public @Nullable MessageQueueListener getMessageQueueListener() {
    return messageQueueListener;
  }

  /**
   * Sets who hears that queues of topics have come or gone that were subscribed to without a
   * listener of their own; null, the default, for nobody.
   */
  public void setMessageQueueListener(@Nullable MessageQueueListener messageQueueListener) {
    this.messageQueueListener = messageQueueListener;
  }

  /** Returns where offsets are kept; null for the usual place. */
  public @Nullable OffsetStore getOffsetStore() {
    return offsetStore;
  }

  /**
   * Sets where offsets are kept. Before the start.
   *
   * @param offsetStore null, the default: with the brokers; in a file for a broadcasting consumer
   */
  public void setOffsetStore(@Nullable OffsetStore offsetStore) {
    this.offsetStore = offsetStore;
  }

  /** Returns how long brokers may wait for messages. */
  public long getBrokerSuspendMaxTimeMillis() {
    return brokerSuspendMaxTimeMillis;
  }

  /** Returns how long an answer to a pull is waited for. */
  public long getConsumerTimeoutMillisWhenSuspend() {
    return consumerTimeoutMillisWhenSuspend;
  }

  /**
   * Sets how long an answer to a pull is waited for, in milliseconds, at least the 20000 for which
   * brokers wait for messages; 30000 by default.
   */
  public void setConsumerTimeoutMillisWhenSuspend(long consumerTimeoutMillisWhenSuspend) {
    this.consumerTimeoutMillisWhenSuspend = consumerTimeoutMillisWhenSuspend;
  }

  /** Returns a time that nothing depends on. */
  public long getConsumerPullTimeoutMillis() {
    return consumerPullTimeoutMillis;
  }

  /** Sets a time that nothing depends on: all pulls of this consumer wait at the broker. */
  public void setConsumerPullTimeoutMillis(long consumerPullTimeoutMillis) {
    this.consumerPullTimeoutMillis = consumerPullTimeoutMillis;
  }

  /** Returns a number that nothing depends on. */
  public int getPullThreadNums() {
    return pullThreadNums;
  }

  /** Sets a number that nothing depends on: pulling takes no threads. */
  public void setPullThreadNums(int pullThreadNums) {
    this.pullThreadNums = pullThreadNums;
  }

  /** Returns how many messages a pull asks for. */
  public int getPullBatchSize() {
    return pullBatchSize;
  }

  /** Sets how many messages a pull asks for, and so the most that a poll returns; 10 by default. */
  public void setPullBatchSize(int pullBatchSize) {
    this.pullBatchSize = pullBatchSize;
  }

  /** Returns how many messages this consumer may have in hand. */
  public long getPullThresholdForAll() {
    return pullThresholdForAll;
  }

  /**
   * Sets how many messages of all queues together may be in hand before none is pulled that has
   * any; 10000 by default, -1 for no such limit.
   */
  public void setPullThresholdForAll(long pullThresholdForAll) {
    this.pullThresholdForAll = pullThresholdForAll;
  }

  /** Returns how far apart the offsets in hand of a queue may lie. */
  public int getConsumeMaxSpan() {
    return consumeMaxSpan;
  }

  /**
   * Sets how far apart the offsets in hand of a queue may lie before it is not pulled for a while;
   * 2000 by default.
   */
  public void setConsumeMaxSpan(int consumeMaxSpan) {
    this.consumeMaxSpan = consumeMaxSpan;
  }

  /** Returns how many messages of a queue may be in hand. */
  public int getPullThresholdForQueue() {
    return pullThresholdForQueue;
  }

  /**
   * Sets how many messages of a queue may be in hand before it is not pulled for a while; 1000 by
   * default.
   */
  public void setPullThresholdForQueue(int pullThresholdForQueue) {
    this.pullThresholdForQueue = pullThresholdForQueue;
  }

  /** Returns how many MiB of a queue may be in hand. */
  public int getPullThresholdSizeForQueue() {
    return pullThresholdSizeForQueue;
  }

  /**
   * Sets how many MiB of a queue may be in hand before it is not pulled for a while; 100 by
   * default.
   */
  public void setPullThresholdSizeForQueue(int pullThresholdSizeForQueue) {
    this.pullThresholdSizeForQueue = pullThresholdSizeForQueue;
  }

  /** Returns how long {@link #poll()} waits. */
  public long getPollTimeoutMillis() {
    return pollTimeoutMillis;
  }

  /** Sets how long {@link #poll()} waits, in milliseconds; 5000 by default. */
  public void setPollTimeoutMillis(long pollTimeoutMillis) {
    this.pollTimeoutMillis = pollTimeoutMillis;
  }

  /** Returns how often topics are looked at that are listened to. */
  public long getTopicMetadataCheckIntervalMillis() {
    return topicMetadataCheckIntervalMillis;
  }

  /**
   * Sets how often topics are looked at that {@link #registerTopicMessageQueueChangeListener} was
   * called for, in milliseconds; 30000 by default. Before the start.
   */
  public void setTopicMetadataCheckIntervalMillis(long topicMetadataCheckIntervalMillis) {
    this.topicMetadataCheckIntervalMillis = topicMetadataCheckIntervalMillis;
  }

  /** Says whether all pulls go to the broker of one id. */
  public boolean isConnectBrokerByUser() {
    return connectBrokerByUser;
  }

  /** Sets whether all pulls go to {@link #setDefaultBrokerId}; false by default. */
  public void setConnectBrokerByUser(boolean connectBrokerByUser) {
    this.connectBrokerByUser = connectBrokerByUser;
  }

  /** Returns the id of the broker to pull from. */
  public long getDefaultBrokerId() {
    return defaultBrokerId;
  }

  /** Sets the id of the broker to pull from; 0, the default, is the master. */
  public void setDefaultBrokerId(long defaultBrokerId) {
    this.defaultBrokerId = defaultBrokerId;
  }

  /** Returns what takes traces, or null; see {@link #setEnableTrace}. */
  public @Nullable TraceDispatcher getTraceDispatcher() {
    return trace.dispatcher();
  }

  /** As {@link #isEnableTrace}. */
  public boolean isEnableMsgTrace() {
    return isEnableTrace();
  }

  /** As {@link #setEnableTrace}. */
  public void setEnableMsgTrace(boolean enableMsgTrace) {
    setEnableTrace(enableMsgTrace);
  }

  /** As {@link #getTraceTopic}. */
  public @Nullable String getCustomizedTraceTopic() {
    return getTraceTopic();
  }

  /** As {@link #setTraceTopic}. */
  public void setCustomizedTraceTopic(@Nullable String customizedTraceTopic) {
    setTraceTopic(customizedTraceTopic);
  }
}
