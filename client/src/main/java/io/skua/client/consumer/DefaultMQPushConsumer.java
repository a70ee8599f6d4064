package io.skua.client.consumer;

import io.skua.client.ClientConfig;
import io.skua.client.QueryResult;
import io.skua.client.Validators;
import io.skua.client.consumer.listener.MessageListener;
import io.skua.client.consumer.listener.MessageListenerConcurrently;
import io.skua.client.consumer.listener.MessageListenerOrderly;
import io.skua.client.consumer.rebalance.AllocateMessageQueueAveragely;
import io.skua.client.consumer.store.OffsetStore;
import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.hook.ConsumeMessageHook;
import io.skua.client.impl.consumer.DefaultMQPushConsumerImpl;
import io.skua.client.impl.factory.MQClientInstance;
import io.skua.client.internal.consume.SubscriptionTable;
import io.skua.client.internal.consume.Subscriptions;
import io.skua.client.internal.consume.member.ConsumerMember;
import io.skua.client.internal.consume.push.Consumption;
import io.skua.client.internal.consume.push.PushParts;
import io.skua.client.internal.instance.ClientRegistry;
import io.skua.client.internal.instance.ClientSettings;
import io.skua.client.internal.producer.MessageQueries;
import io.skua.client.internal.producer.QueueQueries;
import io.skua.client.trace.TraceDispatcher;
import io.skua.common.MixAll;
import io.skua.common.ServiceState;
import io.skua.common.consumer.ConsumeFromWhere;
import io.skua.common.filter.ExpressionType;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import io.skua.remoting.RPCHook;
import io.skua.remoting.exception.RemotingException;
import io.skua.remoting.protocol.NamespaceUtil;
import io.skua.remoting.protocol.heartbeat.MessageModel;
import io.skua.runtime.Platform;
import io.skua.wire.body.SubscriptionData;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The entry point of an application that is called with messages.
 *
 * <pre>{@code
 * try (DefaultMQPushConsumer consumer = new DefaultMQPushConsumer("billing")) {
 *   consumer.setNamesrvAddr("127.0.0.1:9876");
 *   consumer.subscribe("TopicTest", "TagA || TagB");
 *   consumer.registerMessageListener(
 *       (MessageListenerConcurrently)
 *           (messages, context) -> {
 *             messages.forEach(message -> book(message));
 *             return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
 *           });
 *   consumer.start();
 *   ...
 *   consumer.drain(Duration.ofSeconds(10));
 * }
 * }</pre>
 *
 * <p>A consumer is started once and closed once. Members of a group share the queues of a topic, or
 * each get all of them with {@link MessageModel#BROADCASTING}; all members must subscribe to the
 * same topics with the same expressions. What a broker has is pulled ahead of the listener, as far
 * as the thresholds allow. An offset is committed when everything before it is done, so a message
 * may be consumed twice, and none is left out.
 *
 * <p>Thread-safe. Setters take effect after the start as well unless they say otherwise; what
 * concerns the connection, the group and the listener is read by the start.
 *
 * <p>All threads are daemons: one per client id for network and timers, some for callbacks, and
 * those that call the listener, which start when there is something to consume.
 */
// The overloads are as known; a lambda has to be cast to the listener that it is.
@SuppressWarnings("overloads")
public class DefaultMQPushConsumer extends ClientConfig implements MQPushConsumer, AutoCloseable {
  private static final int MOST_THREADS = 1000;

  /** What of the inside users of the RocketMQ client look for, agents by the name of the field. */
  protected final transient DefaultMQPushConsumerImpl defaultMQPushConsumerImpl;

  private final @Nullable RPCHook rpcHook;
  private final Platform platform;
  private final ConsumerMember<Consumption> member;
  private final MQClientInstance door;
  private final QueueQueries queries;
  private final SubscriptionTable table = new SubscriptionTable();
  private final Map<String, String> subscription = new ConcurrentHashMap<>();
  private final ConsumeHooks hooks = new ConsumeHooks(this);
  private final ConsumerTrace trace = new ConsumerTrace();
  private final ClientRegistry registry;

  private volatile String consumerGroup;
  private volatile MessageModel messageModel = MessageModel.CLUSTERING;
  private volatile ConsumeFromWhere consumeFromWhere = ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET;
  private volatile String consumeTimestamp;
  private volatile AllocateMessageQueueStrategy allocateMessageQueueStrategy;
  private volatile @Nullable MessageListener messageListener;
  private volatile @Nullable MessageQueueListener messageQueueListener;
  private volatile @Nullable OffsetStore offsetStore;
  private volatile int consumeThreadMin = 20;
  private volatile int consumeThreadMax = 20;
  private volatile long adjustThreadPoolNumsThreshold = 100_000;
  private volatile int consumeConcurrentlyMaxSpan = 2000;
  private volatile int pullThresholdForQueue = 1000;
  private volatile int pullThresholdSizeForQueue = 100;
  private volatile int pullThresholdForTopic = -1;
  private volatile int pullThresholdSizeForTopic = -1;
  private volatile int pullThresholdForAll = -1;
  private volatile int pullThresholdSizeForAll = -1;
  private volatile int popThresholdForQueue = 96;
  private volatile long pullInterval;
  private volatile int consumeMessageBatchMaxSize = 1;
  private volatile int pullBatchSize = 32;
  private volatile int pullBatchSizeInBytes = 256 * 1024;
  private volatile boolean postSubscriptionWhenPull;
  private volatile int maxReconsumeTimes = -1;
  private volatile long suspendCurrentQueueTimeMillis = 1000;
  private volatile long consumeTimeout = 15;
  private volatile long popInvisibleTime = 60_000;
  private volatile int popBatchNums = 32;
  private volatile long awaitTerminationMillisWhenShutdown;
  private volatile boolean clientRebalance = true;

  /** Creates a consumer whose group has to be set before it starts. */
  public DefaultMQPushConsumer() {
    this(MixAll.DEFAULT_CONSUMER_GROUP);
  }

  /** Creates a consumer of a group. */
  public DefaultMQPushConsumer(String consumerGroup) {
    this(consumerGroup, ClientRegistry.shared());
  }

  /** Creates a consumer with a hook, whose group has to be set before it starts. */
  public DefaultMQPushConsumer(@Nullable RPCHook rpcHook) {
    this(MixAll.DEFAULT_CONSUMER_GROUP, rpcHook);
  }

  /**
   * Creates a consumer of a group with a hook.
   *
   * @param rpcHook sees each request, to sign it say; null for none
   */
  public DefaultMQPushConsumer(String consumerGroup, @Nullable RPCHook rpcHook) {
    this(consumerGroup, rpcHook, new AllocateMessageQueueAveragely());
  }

  /** Creates a consumer of a group that may trace; see {@link #setEnableTrace}. */
  public DefaultMQPushConsumer(
      String consumerGroup, boolean enableMsgTrace, @Nullable String customizedTraceTopic) {
    this(
        consumerGroup,
        null,
        new AllocateMessageQueueAveragely(),
        enableMsgTrace,
        customizedTraceTopic);
  }

  /** Creates a consumer of a group with a hook and a strategy. */
  public DefaultMQPushConsumer(
      String consumerGroup,
      @Nullable RPCHook rpcHook,
      AllocateMessageQueueStrategy allocateMessageQueueStrategy) {
    this(consumerGroup, rpcHook, allocateMessageQueueStrategy, ClientRegistry.shared());
  }

  /** Creates a consumer of a group with a hook and a strategy that may trace. */
  public DefaultMQPushConsumer(
      String consumerGroup,
      @Nullable RPCHook rpcHook,
      AllocateMessageQueueStrategy allocateMessageQueueStrategy,
      boolean enableMsgTrace,
      @Nullable String customizedTraceTopic) {
    this(consumerGroup, rpcHook, allocateMessageQueueStrategy);
    setEnableTrace(enableMsgTrace);
    setTraceTopic(customizedTraceTopic);
  }

  /** Creates a consumer in a namespace of version 1. */
  @Deprecated
  public DefaultMQPushConsumer(@Nullable String namespace, String consumerGroup) {
    this(namespace, consumerGroup, null);
  }

  /** Creates a consumer with a hook in a namespace of version 1. */
  @Deprecated
  public DefaultMQPushConsumer(
      @Nullable String namespace, String consumerGroup, @Nullable RPCHook rpcHook) {
    this(namespace, consumerGroup, rpcHook, new AllocateMessageQueueAveragely());
  }

  /** Creates a consumer with a hook and a strategy in a namespace of version 1. */
  @Deprecated
  public DefaultMQPushConsumer(
      @Nullable String namespace,
      String consumerGroup,
      @Nullable RPCHook rpcHook,
      AllocateMessageQueueStrategy allocateMessageQueueStrategy) {
    this(namespace, consumerGroup, rpcHook, allocateMessageQueueStrategy, false, null);
  }

  /** Creates a consumer with a hook and a strategy in a namespace of version 1 that may trace. */
  @Deprecated
  public DefaultMQPushConsumer(
      @Nullable String namespace,
      String consumerGroup,
      @Nullable RPCHook rpcHook,
      AllocateMessageQueueStrategy allocateMessageQueueStrategy,
      boolean enableMsgTrace,
      @Nullable String customizedTraceTopic) {
    this(
        consumerGroup, rpcHook, allocateMessageQueueStrategy, enableMsgTrace, customizedTraceTopic);
    setNamespace(namespace);
  }

  /**
   * Creates a consumer that shares connections with the producers and consumers of one registry
   * only, for programs that keep clients apart, and for tests on virtual time.
   */
  public DefaultMQPushConsumer(String consumerGroup, ClientRegistry registry) {
    this(consumerGroup, null, new AllocateMessageQueueAveragely(), registry);
  }

  /** Creates a consumer with a hook and a strategy that shares connections within one registry. */
  public DefaultMQPushConsumer(
      String consumerGroup,
      @Nullable RPCHook rpcHook,
      AllocateMessageQueueStrategy allocateMessageQueueStrategy,
      ClientRegistry registry) {
    this.consumerGroup = consumerGroup;
    this.rpcHook = rpcHook;
    this.allocateMessageQueueStrategy = allocateMessageQueueStrategy;
    this.registry = registry;
    this.platform = registry.platform();
    this.member = new ConsumerMember<>(registry, ConsumerMember.Kind.PUSH);
    this.queries = new QueueQueries(member);
    this.door = new MQClientInstance(this, this::getConsumerGroup, rpcHook, registry, member);
    this.defaultMQPushConsumerImpl = new DefaultMQPushConsumerImpl(this, door, member::give);
    this.consumeTimestamp = ConsumerSetup.halfAnHourAgo(platform.clock());
  }

  // --- life

  /**
   * Starts to consume: checks the settings, joins or makes the client of its client id, asks for
   * the routes of its topics and tells their brokers of itself. Returns when these have answered,
   * or after a few seconds; consuming begins, and goes on trying, by itself.
   *
   * @throws MQClientException when a setting is wrong, the group is taken, a broker cannot serve a
   *     subscription, or the consumer has been started before
   */
  @Override
  public void start() throws MQClientException {
    setConsumerGroup(NamespaceUtil.wrapNamespace(getNamespace(), consumerGroup));
    member.start(consumerGroup, this::plan);
    ConsumerSetup.listen(this, member);
    trace.start(this, consumerGroup, rpcHook, registry, hooks);
  }

  private ConsumerMember.Plan<Consumption> plan() throws MQClientException {
    ClientSettings client = prepare();
    PushParts parts = parts();
    return new ConsumerMember.Plan<>(
        client, parts.shared(), instance -> new Consumption(instance, parts));
  }

  private ClientSettings prepare() throws MQClientException {
    checkSettings();
    if (messageModel == MessageModel.CLUSTERING) {
      subscribeTo(MixAll.getRetryTopic(consumerGroup), ExpressionType.TAG, SubscriptionData.ALL);
    }
    return ConsumerSetup.client(this, messageModel, rpcHook);
  }

  private PushParts parts() {
    MessageListener listener = messageListener;
    OffsetStore store = offsetStore;
    long startedAt = platform.clock().wallMillis();
    ListenerCalls calls = new ListenerCalls(this, hooks, platform.clock());
    return new PushParts(
        new LiveSettings(this),
        table,
        this::allocate,
        listener instanceof MessageListenerConcurrently concurrent
            ? (messages, queue) -> calls.concurrent(concurrent, messages, queue)
            : null,
        listener instanceof MessageListenerOrderly orderly
            ? (messages, queue) -> calls.orderly(orderly, messages, queue)
            : null,
        store == null ? null : instance -> new StoredOffsets(store, instance.callbacks()),
        new QueueNews(this::getMessageQueueListener),
        () -> SettingsInWords.of(this, startedAt));
  }

  private List<MessageQueue> allocate(
      String group, String clientId, List<MessageQueue> all, List<String> clientIds) {
    List<MessageQueue> ours =
        allocateMessageQueueStrategy.allocate(group, clientId, all, clientIds);
    return ours == null ? List.of() : ours;
  }

  private void checkSettings() throws MQClientException {
    ConsumerSetup.checkGroup(consumerGroup);
    // Setters take null from callers that nothing checks.
    given("messageModel", messageModel);
    given("consumeFromWhere", consumeFromWhere);
    given("allocateMessageQueueStrategy", allocateMessageQueueStrategy);
    if (messageListener == null) {
      throw ConsumerSetup.wrong("messageListener is null; register one before the start");
    }
    if (!(messageListener instanceof MessageListenerConcurrently)
        && !(messageListener instanceof MessageListenerOrderly)) {
      throw ConsumerSetup.wrong(
          "messageListener must be a MessageListenerConcurrently or a MessageListenerOrderly");
    }
    ConsumerSetup.millis(consumeTimestamp);
    range("consumeThreadMin", consumeThreadMin, 1, 1000);
    range("consumeThreadMax", consumeThreadMax, 1, 1000);
    range("consumeConcurrentlyMaxSpan", consumeConcurrentlyMaxSpan, 1, 65535);
    range("pullThresholdForQueue", pullThresholdForQueue, 1, 65535);
    if (pullThresholdForTopic != -1) {
      range("pullThresholdForTopic", pullThresholdForTopic, 1, 6553500);
    }
    range("pullThresholdSizeForQueue", pullThresholdSizeForQueue, 1, 1024);
    if (pullThresholdSizeForTopic != -1) {
      range("pullThresholdSizeForTopic", pullThresholdSizeForTopic, 1, 102400);
    }
    range("pullInterval", pullInterval, 0, 65535);
    range("consumeMessageBatchMaxSize", consumeMessageBatchMaxSize, 1, 1024);
    range("pullBatchSize", pullBatchSize, 1, 1024);
    range("popInvisibleTime", popInvisibleTime, 5000, 300000);
    range("popBatchNums", popBatchNums, 1, 32);
    if (consumeThreadMin > consumeThreadMax) {
      throw ConsumerSetup.wrong(
          "consumeThreadMin ("
              + consumeThreadMin
              + ") is larger than consumeThreadMax ("
              + consumeThreadMax
              + ")");
    }
  }

  private static void given(String name, @Nullable Object value) throws MQClientException {
    if (value == null) {
      throw ConsumerSetup.wrong(name + " is null");
    }
  }

  private static void range(String name, long value, long least, long most)
      throws MQClientException {
    if (value < least || value > most) {
      throw ConsumerSetup.wrong(
          name + " Out of range [" + least + ", " + most + "]: it is " + value);
    }
  }

  /**
   * Ends: pulls no more, lets the listener finish what it has for a moment, keeps the offsets,
   * tells the brokers. What is in hand and not begun comes again, to whoever gets the queue.
   * Bounded in time.
   */
  @Override
  public void shutdown() {
    member.stop(Duration.ofMillis(awaitTerminationMillisWhenShutdown));
    door.shutdown();
    trace.close();
  }

  /** As {@link #shutdown}. */
  @Override
  public void close() {
    shutdown();
  }

  /**
   * Ends in peace: pulls no more, waits until everything in hand has been consumed, commits, and
   * then shuts down. Whoever takes over goes on exactly there.
   *
   * @param atMost how long to wait; what is in hand after that comes again
   * @return what was left
   * @throws MQClientException when the consumer is not running
   */
  public DrainReport drain(Duration atMost) throws MQClientException {
    DrainReport report = new DrainReport(member.drain(atMost));
    shutdown();
    return report;
  }

  /** Returns the state. */
  public ServiceState getServiceState() {
    return member.state();
  }

  /**
   * Says how each queue of this client is doing.
   *
   * @throws MQClientException when the consumer is not running
   */
  public List<QueueHealth> health() throws MQClientException {
    return member.health().stream().map(QueueHealth::of).toList();
  }

  // --- subscriptions

  @Override
  public void subscribe(String topic, @Nullable String subExpression) throws MQClientException {
    subscribeAnd(topic, ExpressionType.TAG, subExpression);
  }

  @Override
  public void subscribe(String topic, @Nullable MessageSelector selector) throws MQClientException {
    if (selector == null) {
      subscribe(topic, SubscriptionData.ALL);
    } else {
      subscribeAnd(topic, selector.getExpressionType(), selector.getExpression());
    }
  }

  @Deprecated
  @Override
  public void subscribe(String topic, String fullClassName, String filterClassSource)
      throws MQClientException {
    if (ExpressionType.TAG.equals(fullClassName) || ExpressionType.SQL92.equals(fullClassName)) {
      subscribeAnd(topic, fullClassName, filterClassSource);
      return;
    }
    throw ConsumerSetup.wrong(
        "filter classes are not supported; subscribe with tags or a MessageSelector");
  }

  private void subscribeAnd(String topic, String type, @Nullable String expression)
      throws MQClientException {
    String known = NamespaceUtil.wrapNamespace(getNamespace(), topic);
    SubscriptionData made = subscribeTo(known, type, expression);
    subscription.put(known, made.expression());
    member.subscribed(known);
  }

  private SubscriptionData subscribeTo(String topic, String type, @Nullable String expression)
      throws MQClientException {
    try {
      SubscriptionData made =
          Subscriptions.of(topic, type, expression, platform.clock().wallMillis());
      table.put(made);
      return made;
    } catch (IllegalArgumentException e) {
      throw new MQClientException("subscription exception: " + e.getMessage(), e);
    }
  }

  @Override
  public void unsubscribe(String topic) {
    String known = NamespaceUtil.wrapNamespace(getNamespace(), topic);
    table.remove(known);
    subscription.remove(known);
    member.unsubscribed();
  }

  /** Returns the topics, as servers know them, with their expressions: a copy. */
  public Map<String, String> getSubscription() {
    return Map.copyOf(subscription);
  }

  /** Subscribes to topics with their expressions of tags. Before the start. */
  @Deprecated
  public void setSubscription(Map<String, String> subscription) {
    subscription.forEach(
        (topic, expression) -> {
          try {
            subscribe(topic, expression);
          } catch (MQClientException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
          }
        });
  }

  // --- the listener

  @Deprecated
  @Override
  public void registerMessageListener(MessageListener messageListener) {
    this.messageListener = messageListener;
  }

  @Override
  public void registerMessageListener(MessageListenerConcurrently messageListener) {
    this.messageListener = messageListener;
  }

  @Override
  public void registerMessageListener(MessageListenerOrderly messageListener) {
    this.messageListener = messageListener;
  }

  /** Returns the listener, or null. */
  public @Nullable MessageListener getMessageListener() {
    return messageListener;
  }

  /** Sets the listener. Before the start. */
  public void setMessageListener(@Nullable MessageListener messageListener) {
    this.messageListener = messageListener;
  }

  /** Says whether the listener takes the messages of each queue in order. */
  public boolean isConsumeOrderly() {
    return messageListener instanceof MessageListenerOrderly;
  }

  /** Adds a hook that is told of every call of the listener. */
  public void registerConsumeMessageHook(ConsumeMessageHook hook) {
    hooks.add(hook);
  }

  /**
   * Returns the door to what users of the RocketMQ client look for inside a consumer.
   *
   * @deprecated {@link #registerConsumeMessageHook} and {@link #getServiceState} are here as well;
   *     to reply, a producer of the application's own does.
   */
  @Deprecated
  public DefaultMQPushConsumerImpl getDefaultMQPushConsumerImpl() {
    return defaultMQPushConsumerImpl;
  }

  /** Returns what takes traces, or null; see {@link #setEnableTrace}. */
  public @Nullable TraceDispatcher getTraceDispatcher() {
    return trace.dispatcher();
  }

  @Override
  public void suspend() {
    member.pause(true);
  }

  @Override
  public void resume() {
    member.pause(false);
  }

  /** Says whether the consumer has been suspended. */
  public boolean isPause() {
    return member.state() == ServiceState.RUNNING && member.requireWork().queues().paused();
  }

  @Override
  public void updateCorePoolSize(int corePoolSize) {
    if (corePoolSize > 0 && corePoolSize <= MOST_THREADS) {
      consumeThreadMin = corePoolSize;
      consumeThreadMax = Math.max(consumeThreadMax, corePoolSize);
      if (member.state() == ServiceState.RUNNING) {
        member.requireWork().resize(corePoolSize);
      }
    }
  }

  @Override
  public void sendMessageBack(MessageExt msg, int delayLevel)
      throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
    sendMessageBack(msg, delayLevel, null);
  }

  @Override
  public void sendMessageBack(MessageExt msg, int delayLevel, @Nullable String brokerName)
      throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
    member.running();
    int times = maxReconsumeTimes == -1 ? 16 : maxReconsumeTimes;
    ConsumerSetup.givenBack(
        platform, msg, member.requireWork().sendBack().send(msg, delayLevel, brokerName, times));
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

  /** Sets where a group without offsets begins; at the end by default. */
  public void setConsumeFromWhere(ConsumeFromWhere consumeFromWhere) {
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

  /** Sets who hears that queues have come or gone; null, the default, for nobody. */
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

  /** Returns how many threads call the listener. */
  public int getConsumeThreadMin() {
    return consumeThreadMin;
  }

  /**
   * Sets how many threads call the listener, 1 to 1000; 20 by default. Counts at the start; see
   * {@link #updateCorePoolSize}.
   */
  public void setConsumeThreadMin(int consumeThreadMin) {
    this.consumeThreadMin = consumeThreadMin;
  }

  /** Returns up to how many threads are added while brokers have a long backlog. */
  public int getConsumeThreadMax() {
    return consumeThreadMax;
  }

  /**
   * Sets up to how many threads are added while brokers have a long backlog, at least {@link
   * #setConsumeThreadMin} and at most 1000; 20 by default.
   */
  public void setConsumeThreadMax(int consumeThreadMax) {
    this.consumeThreadMax = consumeThreadMax;
  }

  /** Returns how many messages brokers have to have before threads are added. */
  public long getAdjustThreadPoolNumsThreshold() {
    return adjustThreadPoolNumsThreshold;
  }

  /**
   * Sets how many messages brokers have to have for this client before threads are added, once a
   * minute; 100000 by default.
   */
  public void setAdjustThreadPoolNumsThreshold(long adjustThreadPoolNumsThreshold) {
    this.adjustThreadPoolNumsThreshold = adjustThreadPoolNumsThreshold;
  }

  /** Returns how far apart the offsets in hand of a queue may lie. */
  public int getConsumeConcurrentlyMaxSpan() {
    return consumeConcurrentlyMaxSpan;
  }

  /**
   * Sets how far apart the offsets in hand of a queue may lie before it is not pulled for a while,
   * 1 to 65535; 2000 by default. Not for orderly listeners.
   */
  public void setConsumeConcurrentlyMaxSpan(int consumeConcurrentlyMaxSpan) {
    this.consumeConcurrentlyMaxSpan = consumeConcurrentlyMaxSpan;
  }

  /** Returns how many messages of a queue may be in hand. */
  public int getPullThresholdForQueue() {
    return pullThresholdForQueue;
  }

  /**
   * Sets how many messages of a queue may be in hand before it is not pulled for a while, 1 to
   * 65535; 1000 by default.
   */
  public void setPullThresholdForQueue(int pullThresholdForQueue) {
    this.pullThresholdForQueue = pullThresholdForQueue;
  }

  /** Returns how many MiB of a queue may be in hand. */
  public int getPullThresholdSizeForQueue() {
    return pullThresholdSizeForQueue;
  }

  /**
   * Sets how many MiB of a queue may be in hand before it is not pulled for a while, 1 to 1024; 100
   * by default.
   */
  public void setPullThresholdSizeForQueue(int pullThresholdSizeForQueue) {
    this.pullThresholdSizeForQueue = pullThresholdSizeForQueue;
  }

  /** Returns how many messages of a topic may be in hand. */
  public int getPullThresholdForTopic() {
    return pullThresholdForTopic;
  }

  /**
   * Sets how many messages of a topic may be in hand, 1 to 6553500, shared out among all queues of
   * this client in place of {@link #setPullThresholdForQueue}; -1, the default, for no such limit.
   */
  public void setPullThresholdForTopic(int pullThresholdForTopic) {
    this.pullThresholdForTopic = pullThresholdForTopic;
  }

  /** Returns how many MiB of a topic may be in hand. */
  public int getPullThresholdSizeForTopic() {
    return pullThresholdSizeForTopic;
  }

  /**
   * Sets how many MiB of a topic may be in hand, 1 to 102400, shared out as with {@link
   * #setPullThresholdForTopic}; -1, the default, for no such limit.
   */
  public void setPullThresholdSizeForTopic(int pullThresholdSizeForTopic) {
    this.pullThresholdSizeForTopic = pullThresholdSizeForTopic;
  }

  /** Returns how many messages this consumer may have in hand. */
  public int getPullThresholdForAll() {
    return pullThresholdForAll;
  }

  /**
   * Sets how many messages of all queues together may be in hand before none is pulled that has
   * any; -1, the default, for no such limit.
   */
  public void setPullThresholdForAll(int pullThresholdForAll) {
    this.pullThresholdForAll = pullThresholdForAll;
  }

  /** Returns how many MiB this consumer may have in hand. */
  public int getPullThresholdSizeForAll() {
    return pullThresholdSizeForAll;
  }

  /**
   * Sets how many MiB of all queues together may be in hand before none is pulled that has any; -1,
   * the default, for no such limit.
   */
  public void setPullThresholdSizeForAll(int pullThresholdSizeForAll) {
    this.pullThresholdSizeForAll = pullThresholdSizeForAll;
  }

  /** Returns how many messages of a queue may be in hand in pop mode. */
  public int getPopThresholdForQueue() {
    return popThresholdForQueue;
  }

  /** Sets how many messages of a queue may be in hand in pop mode; 96 by default. */
  public void setPopThresholdForQueue(int popThresholdForQueue) {
    this.popThresholdForQueue = popThresholdForQueue;
  }

  /** Returns how long a queue rests after a pull that brought messages. */
  public long getPullInterval() {
    return pullInterval;
  }

  /**
   * Sets how long a queue rests after a pull that brought messages, 0 to 65535 milliseconds; 0 by
   * default.
   */
  public void setPullInterval(long pullInterval) {
    this.pullInterval = pullInterval;
  }

  /** Returns how many messages the listener gets at once. */
  public int getConsumeMessageBatchMaxSize() {
    return consumeMessageBatchMaxSize;
  }

  /** Sets how many messages the listener gets at once at most, 1 to 1024; 1 by default. */
  public void setConsumeMessageBatchMaxSize(int consumeMessageBatchMaxSize) {
    this.consumeMessageBatchMaxSize = consumeMessageBatchMaxSize;
  }

  /** Returns how many messages a pull asks for. */
  public int getPullBatchSize() {
    return pullBatchSize;
  }

  /**
   * Sets how many messages a pull asks for, 1 to 1024; 32 by default. Brokers have a limit of their
   * own, 32 unless configured.
   */
  public void setPullBatchSize(int pullBatchSize) {
    this.pullBatchSize = pullBatchSize;
  }

  /** Returns how many bytes a pull asks for. */
  public int getPullBatchSizeInBytes() {
    return pullBatchSizeInBytes;
  }

  /** Sets how many bytes a pull asks for; 262144 by default. */
  public void setPullBatchSizeInBytes(int pullBatchSizeInBytes) {
    this.pullBatchSizeInBytes = pullBatchSizeInBytes;
  }

  /** Says whether each pull carries the subscription. */
  public boolean isPostSubscriptionWhenPull() {
    return postSubscriptionWhenPull;
  }

  /** Sets whether each pull carries the subscription; false by default. */
  public void setPostSubscriptionWhenPull(boolean postSubscriptionWhenPull) {
    this.postSubscriptionWhenPull = postSubscriptionWhenPull;
  }

  /** Returns how often a message may fail. */
  public int getMaxReconsumeTimes() {
    return maxReconsumeTimes;
  }

  /**
   * Sets how often a message may fail before it is a dead letter; 0: never. -1, the default, means
   * 16 for a concurrent listener and no limit for an orderly one.
   */
  public void setMaxReconsumeTimes(int maxReconsumeTimes) {
    this.maxReconsumeTimes = maxReconsumeTimes;
  }

  /** Returns how long a queue rests when an orderly listener fails. */
  public long getSuspendCurrentQueueTimeMillis() {
    return suspendCurrentQueueTimeMillis;
  }

  /**
   * Sets how long a queue rests when an orderly listener fails, in milliseconds from 10 to 30000;
   * 1000 by default.
   */
  public void setSuspendCurrentQueueTimeMillis(long suspendCurrentQueueTimeMillis) {
    this.suspendCurrentQueueTimeMillis = suspendCurrentQueueTimeMillis;
  }

  /** Returns how long the listener may have a message. */
  public long getConsumeTimeout() {
    return consumeTimeout;
  }

  /**
   * Sets how long, in minutes, the listener may have a message before it is given back for another
   * try, while it keeps the listener's thread; 15 by default. Not for orderly listeners.
   */
  public void setConsumeTimeout(long consumeTimeout) {
    this.consumeTimeout = consumeTimeout;
  }

  /** Returns for how long nobody else gets a message in pop mode. */
  public long getPopInvisibleTime() {
    return popInvisibleTime;
  }

  /**
   * Sets for how long nobody else gets a message in pop mode, 5000 to 300000 milliseconds; 60000 by
   * default.
   */
  public void setPopInvisibleTime(long popInvisibleTime) {
    this.popInvisibleTime = popInvisibleTime;
  }

  /** Returns how many messages a pop asks for. */
  public int getPopBatchNums() {
    return popBatchNums;
  }

  /** Sets how many messages a pop asks for, 1 to 32; 32 by default. */
  public void setPopBatchNums(int popBatchNums) {
    this.popBatchNums = popBatchNums;
  }

  /** Returns how long {@link #shutdown} waits for the listener. */
  public long getAwaitTerminationMillisWhenShutdown() {
    return awaitTerminationMillisWhenShutdown;
  }

  /**
   * Sets how long {@link #shutdown} waits for calls of the listener to end, in milliseconds; 0, the
   * default, means a moment. {@link #drain} waits for what is in hand as well.
   */
  public void setAwaitTerminationMillisWhenShutdown(long awaitTerminationMillisWhenShutdown) {
    this.awaitTerminationMillisWhenShutdown = awaitTerminationMillisWhenShutdown;
  }

  /** Says whether clients share queues out themselves. */
  public boolean isClientRebalance() {
    return clientRebalance;
  }

  /**
   * Sets whether clients share queues out themselves; true by default. Otherwise a broker does so,
   * and says whether they are pulled, or popped: lent message by message to whoever asks ({@code
   * mqadmin setConsumeMode}). Orderly listeners and broadcasting consumers share queues out
   * themselves in any case. Counts from the start on.
   */
  public void setClientRebalance(boolean clientRebalance) {
    this.clientRebalance = clientRebalance;
  }

  // --- questions

  @Override
  public Set<MessageQueue> fetchSubscribeMessageQueues(String topic) throws MQClientException {
    return ConsumerSetup.withoutNamespace(this, queries.subscribeQueues(withNamespace(topic)));
  }

  @Override
  public void createTopic(
      String key, String newTopic, int queueNum, @Nullable Map<String, String> attributes)
      throws MQClientException {
    createTopic(key, newTopic, queueNum, 0, attributes);
  }

  @Override
  public void createTopic(
      String key,
      String newTopic,
      int queueNum,
      int topicSysFlag,
      @Nullable Map<String, String> attributes)
      throws MQClientException {
    Validators.checkTopic(newTopic);
    Validators.isSystemTopic(newTopic);
    queries.createTopic(
        NamespaceUtil.wrapNamespace(getNamespace(), key),
        NamespaceUtil.wrapNamespace(getNamespace(), newTopic),
        queueNum,
        topicSysFlag,
        attributes);
  }

  @Override
  public long searchOffset(MessageQueue mq, long timestamp) throws MQClientException {
    return queries.searchOffset(queueWithNamespace(mq), timestamp);
  }

  @Override
  public long maxOffset(MessageQueue mq) throws MQClientException {
    return queries.maxOffset(queueWithNamespace(mq));
  }

  @Override
  public long minOffset(MessageQueue mq) throws MQClientException {
    return queries.minOffset(queueWithNamespace(mq));
  }

  @Override
  public long earliestMsgStoreTime(MessageQueue mq) throws MQClientException {
    return queries.earliestStoreTime(queueWithNamespace(mq));
  }

  @Override
  public QueryResult queryMessage(String topic, String key, int maxNum, long begin, long end)
      throws MQClientException, InterruptedException {
    return new MessageQueries(member)
        .query(NamespaceUtil.wrapNamespace(getNamespace(), topic), key, maxNum, begin, end);
  }

  @Override
  public MessageExt viewMessage(String topic, String msgId)
      throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
    return new MessageQueries(member)
        .view(NamespaceUtil.wrapNamespace(getNamespace(), topic), msgId);
  }
}
