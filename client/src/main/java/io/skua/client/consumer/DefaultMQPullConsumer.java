package io.skua.client.consumer;

import io.skua.client.ClientConfig;
import io.skua.client.QueryResult;
import io.skua.client.Validators;
import io.skua.client.consumer.rebalance.AllocateMessageQueueAveragely;
import io.skua.client.consumer.store.OffsetStore;
import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.impl.consumer.DefaultMQPullConsumerImpl;
import io.skua.client.impl.factory.MQClientInstance;
import io.skua.client.internal.consume.SubscriptionTable;
import io.skua.client.internal.consume.Subscriptions;
import io.skua.client.internal.consume.deliver.SendBack;
import io.skua.client.internal.consume.manual.ManualPulling;
import io.skua.client.internal.consume.member.ConsumerMember;
import io.skua.client.internal.consume.member.ConsumerParts;
import io.skua.client.internal.consume.offset.Offsets;
import io.skua.client.internal.consume.pull.PullOnce;
import io.skua.client.internal.instance.ClientRegistry;
import io.skua.client.internal.instance.ClientSettings;
import io.skua.client.internal.producer.MessageQueries;
import io.skua.client.internal.producer.QueueQueries;
import io.skua.common.MixAll;
import io.skua.common.ServiceState;
import io.skua.common.filter.ExpressionType;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import io.skua.remoting.RPCHook;
import io.skua.remoting.exception.RemotingException;
import io.skua.remoting.protocol.NamespaceUtil;
import io.skua.remoting.protocol.heartbeat.MessageModel;
import io.skua.runtime.Platform;
import io.skua.runtime.Scheduler;
import io.skua.wire.body.SubscriptionData;
import io.skua.wire.code.ResponseCode;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The entry point of an application that pulls queues one by one, and keeps track of offsets.
 *
 * <p>A consumer is started once and closed once. Thread-safe. Setters take effect after the start
 * as well unless they say otherwise.
 *
 * @deprecated {@link DefaultLitePullConsumer} does more with less.
 */
@Deprecated
// The overloads are as known.
@SuppressWarnings("overloads")
public class DefaultMQPullConsumer extends ClientConfig implements MQPullConsumer, AutoCloseable {
  private static final Duration LONGEST_READ = Duration.ofSeconds(6);
  private static final Duration MORE_THAN_TIMEOUT = Duration.ofSeconds(2);

  /** What of the inside users of the RocketMQ client look for. */
  protected final transient DefaultMQPullConsumerImpl defaultMQPullConsumerImpl;

  private final @Nullable RPCHook rpcHook;
  private final Platform platform;
  private final ConsumerMember<ManualPulling> member;
  private final MQClientInstance door;
  private final QueueQueries queries;
  private final SubscriptionTable table = new SubscriptionTable();
  private final Set<String> registerTopics = ConcurrentHashMap.newKeySet();

  private volatile String consumerGroup;
  private volatile long brokerSuspendMaxTimeMillis = 20_000;
  private volatile long consumerTimeoutMillisWhenSuspend = 30_000;
  private volatile long consumerPullTimeoutMillis = 10_000;
  private volatile MessageModel messageModel = MessageModel.CLUSTERING;
  private volatile @Nullable MessageQueueListener messageQueueListener;
  private volatile @Nullable OffsetStore offsetStore;
  private volatile AllocateMessageQueueStrategy allocateMessageQueueStrategy =
      new AllocateMessageQueueAveragely();
  private volatile int maxReconsumeTimes = 16;
  private volatile boolean enableRebalance = true;

  /** Creates a consumer whose group has to be set before it starts. */
  public DefaultMQPullConsumer() {
    this(MixAll.DEFAULT_CONSUMER_GROUP);
  }

  /** Creates a consumer of a group. */
  public DefaultMQPullConsumer(String consumerGroup) {
    this(consumerGroup, ClientRegistry.shared());
  }

  /** Creates a consumer with a hook, whose group has to be set before it starts. */
  public DefaultMQPullConsumer(@Nullable RPCHook rpcHook) {
    this(MixAll.DEFAULT_CONSUMER_GROUP, rpcHook);
  }

  /**
   * Creates a consumer of a group with a hook.
   *
   * @param rpcHook sees each request, to sign it say; null for none
   */
  public DefaultMQPullConsumer(String consumerGroup, @Nullable RPCHook rpcHook) {
    this(consumerGroup, rpcHook, ClientRegistry.shared());
  }

  /** Creates a consumer with a hook in a namespace of version 1. */
  public DefaultMQPullConsumer(
      @Nullable String namespace, String consumerGroup, @Nullable RPCHook rpcHook) {
    this(consumerGroup, rpcHook);
    setNamespace(namespace);
  }

  /**
   * Creates a consumer that shares connections with the producers and consumers of one registry
   * only, for programs that keep clients apart, and for tests on virtual time.
   */
  public DefaultMQPullConsumer(String consumerGroup, ClientRegistry registry) {
    this(consumerGroup, null, registry);
  }

  private DefaultMQPullConsumer(
      String consumerGroup, @Nullable RPCHook rpcHook, ClientRegistry registry) {
    this.consumerGroup = consumerGroup;
    this.rpcHook = rpcHook;
    this.platform = registry.platform();
    this.member = new ConsumerMember<>(registry, ConsumerMember.Kind.PULL);
    this.queries = new QueueQueries(member);
    this.door = new MQClientInstance(this, this::getConsumerGroup, rpcHook, registry, member);
    this.defaultMQPullConsumerImpl = new DefaultMQPullConsumerImpl(this, door);
    setEnableStreamRequestType(true); // protocol B 1.1
  }

  // --- life

  /**
   * Starts: checks the settings, joins or makes the client of its client id, and tells brokers of
   * itself.
   *
   * @throws MQClientException when a setting is wrong, the group is taken, or the consumer has been
   *     started before
   */
  @Override
  public void start() throws MQClientException {
    setConsumerGroup(NamespaceUtil.wrapNamespace(getNamespace(), consumerGroup));
    member.start(consumerGroup, this::plan);
    ConsumerSetup.listen(this, member);
  }

  private ConsumerMember.Plan<ManualPulling> plan() throws MQClientException {
    ConsumerSetup.checkGroup(consumerGroup);
    ConsumerSetup.checkPulling(
        messageModel,
        allocateMessageQueueStrategy,
        brokerSuspendMaxTimeMillis,
        consumerTimeoutMillisWhenSuspend);
    ClientSettings client = ConsumerSetup.client(this, messageModel, rpcHook);
    OffsetStore store = offsetStore;
    long startedAt = platform.clock().wallMillis();
    ConsumerParts parts =
        new ConsumerParts(
            new ManualSettings(this, consumerGroup),
            table,
            this::allocate,
            store == null ? null : instance -> new StoredOffsets(store, instance.callbacks()),
            new QueueNews(this::getMessageQueueListener),
            () -> SettingsInWords.of(this, startedAt));
    return new ConsumerMember.Plan<>(
        client,
        parts,
        instance ->
            new ManualPulling(instance, parts, this::isEnableRebalance, registerTopics::contains));
  }

  private List<MessageQueue> allocate(
      String group, String clientId, List<MessageQueue> all, List<String> clientIds) {
    List<MessageQueue> ours =
        allocateMessageQueueStrategy.allocate(group, clientId, all, clientIds);
    return ours == null ? List.of() : ours;
  }

  /** Ends: keeps the offsets and tells the brokers. Bounded in time. */
  @Override
  public void shutdown() {
    member.stop(Duration.ZERO);
    door.shutdown();
  }

  /** As {@link #shutdown}. */
  @Override
  public void close() {
    shutdown();
  }

  /**
   * Returns the door to what users of the RocketMQ client look for inside a consumer.
   *
   * @deprecated the methods of this class do what it is looked for
   */
  @Deprecated
  public DefaultMQPullConsumerImpl getDefaultMQPullConsumerImpl() {
    return defaultMQPullConsumerImpl;
  }

  /** Returns the platform that this consumer runs on. */
  Platform platform() {
    return platform;
  }

  /** Returns what times things; only while the consumer is running. */
  Scheduler scheduler() throws MQClientException {
    return member.running().loop();
  }

  private ManualPulling running() throws MQClientException {
    member.running();
    return member.requireWork();
  }

  // --- topics

  @Override
  public void registerMessageQueueListener(String topic, @Nullable MessageQueueListener listener) {
    if (listener != null) {
      messageQueueListener = listener;
    }
    register(withNamespace(topic), ExpressionType.TAG, SubscriptionData.ALL);
  }

  /**
   * As {@link #registerMessageQueueListener}, and tells brokers what is wanted of the topic.
   *
   * @throws MQClientException when the expression chooses nothing
   */
  public void addRegisterSubscriptions(String topic, MessageSelector selector)
      throws MQClientException {
    try {
      register(withNamespace(topic), selector.getExpressionType(), selector.getExpression());
    } catch (IllegalArgumentException e) {
      throw new MQClientException("parse subscription error: " + e.getMessage(), e);
    }
  }

  private void register(String topic, String type, @Nullable String expression) {
    table.put(Subscriptions.of(topic, type, expression, 0));
    registerTopics.add(topic);
    member.subscribed(topic);
  }

  /** Takes part in sharing out no topic any more. */
  public void clearRegisterSubscriptions() {
    for (String topic : registerTopics) {
      table.remove(topic);
    }
    registerTopics.clear();
    member.unsubscribed();
  }

  /** Returns the topics whose queues are shared out, as the servers know them: a copy. */
  public Set<String> getRegisterTopics() {
    return Set.copyOf(registerTopics);
  }

  /** Returns what brokers are told of these topics: a copy. */
  public Set<io.skua.remoting.protocol.heartbeat.SubscriptionData> getRegisterSubscriptions() {
    Set<io.skua.remoting.protocol.heartbeat.SubscriptionData> all = new LinkedHashSet<>();
    for (SubscriptionData told : table.all()) {
      if (registerTopics.contains(told.topic())) {
        all.add(KnownSubscription.of(told));
      }
    }
    return all;
  }

  /** Sets the topics whose queues are shared out. */
  public void setRegisterTopics(Set<String> registerTopics) {
    clearRegisterSubscriptions();
    for (String topic : registerTopics) {
      registerMessageQueueListener(topic, null);
    }
  }

  @Override
  public Set<MessageQueue> fetchSubscribeMessageQueues(String topic) throws MQClientException {
    return ConsumerSetup.withoutNamespace(this, queries.subscribeQueues(withNamespace(topic)));
  }

  @Override
  public Set<MessageQueue> fetchMessageQueuesInBalance(String topic) throws MQClientException {
    ManualPulling pulling = running();
    if (topic == null) {
      throw new IllegalArgumentException("topic is null");
    }
    String known = withNamespace(topic);
    Set<MessageQueue> share = pulling.share();
    share.removeIf(queue -> !queue.getTopic().equals(known));
    return ConsumerSetup.withoutNamespace(this, share);
  }

  // --- pulls

  @Override
  public PullResult pull(MessageQueue mq, @Nullable String subExpression, long offset, int maxNums)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    return pull(mq, subExpression, offset, maxNums, consumerPullTimeoutMillis);
  }

  @Override
  public PullResult pull(
      MessageQueue mq, @Nullable String subExpression, long offset, int maxNums, long timeout)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    return await(new Pull(mq, tags(subExpression), offset, maxNums, false, timeout));
  }

  @Override
  public PullResult pull(
      MessageQueue mq, @Nullable MessageSelector selector, long offset, int maxNums)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    return pull(mq, selector, offset, maxNums, consumerPullTimeoutMillis);
  }

  @Override
  public PullResult pull(
      MessageQueue mq, @Nullable MessageSelector selector, long offset, int maxNums, long timeout)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    return await(new Pull(mq, selector, offset, maxNums, false, timeout));
  }

  @Override
  public void pull(
      MessageQueue mq,
      @Nullable String subExpression,
      long offset,
      int maxNums,
      PullCallback pullCallback)
      throws MQClientException, RemotingException, InterruptedException {
    pull(mq, subExpression, offset, maxNums, pullCallback, consumerPullTimeoutMillis);
  }

  @Override
  public void pull(
      MessageQueue mq,
      @Nullable String subExpression,
      long offset,
      int maxNums,
      PullCallback pullCallback,
      long timeout)
      throws MQClientException, RemotingException, InterruptedException {
    pull(mq, subExpression, offset, maxNums, Integer.MAX_VALUE, pullCallback, timeout);
  }

  @Override
  public void pull(
      MessageQueue mq,
      @Nullable String subExpression,
      long offset,
      int maxNums,
      int maxSize,
      PullCallback pullCallback,
      long timeout)
      throws MQClientException, RemotingException, InterruptedException {
    tell(new Pull(mq, tags(subExpression), offset, maxNums, false, timeout), maxSize, pullCallback);
  }

  @Override
  public void pull(
      MessageQueue mq,
      @Nullable MessageSelector selector,
      long offset,
      int maxNums,
      PullCallback pullCallback)
      throws MQClientException, RemotingException, InterruptedException {
    pull(mq, selector, offset, maxNums, pullCallback, consumerPullTimeoutMillis);
  }

  @Override
  public void pull(
      MessageQueue mq,
      @Nullable MessageSelector selector,
      long offset,
      int maxNums,
      PullCallback pullCallback,
      long timeout)
      throws MQClientException, RemotingException, InterruptedException {
    Pull pull = new Pull(mq, selector, offset, maxNums, false, timeout);
    tell(pull, Integer.MAX_VALUE, pullCallback);
  }

  @Override
  public PullResult pullBlockIfNotFound(
      MessageQueue mq, @Nullable String subExpression, long offset, int maxNums)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    return pullBlockIfNotFoundWithMessageSelector(mq, tags(subExpression), offset, maxNums);
  }

  @Override
  public void pullBlockIfNotFound(
      MessageQueue mq,
      @Nullable String subExpression,
      long offset,
      int maxNums,
      PullCallback pullCallback)
      throws MQClientException, RemotingException, InterruptedException {
    pullBlockIfNotFoundWithMessageSelector(mq, tags(subExpression), offset, maxNums, pullCallback);
  }

  @Override
  public PullResult pullBlockIfNotFoundWithMessageSelector(
      MessageQueue mq, @Nullable MessageSelector selector, long offset, int maxNums)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    return await(new Pull(mq, selector, offset, maxNums, true, consumerTimeoutMillisWhenSuspend));
  }

  @Override
  public void pullBlockIfNotFoundWithMessageSelector(
      MessageQueue mq,
      @Nullable MessageSelector selector,
      long offset,
      int maxNums,
      PullCallback pullCallback)
      throws MQClientException, RemotingException, InterruptedException {
    tell(
        new Pull(mq, selector, offset, maxNums, true, consumerTimeoutMillisWhenSuspend),
        Integer.MAX_VALUE,
        pullCallback);
  }

  private static MessageSelector tags(@Nullable String expression) {
    return MessageSelector.byTag(expression);
  }

  /** What one pull asks for. */
  private record Pull(
      @Nullable MessageQueue queue,
      @Nullable MessageSelector selector,
      long offset,
      int most,
      boolean blocks,
      long timeout) {}

  private void tell(Pull pull, int mostBytes, PullCallback callback) throws MQClientException {
    if (mostBytes <= 0) {
      throw ConsumerSetup.wrong("maxSizeInBytes <= 0");
    }
    if (callback == null) {
      throw ConsumerSetup.wrong("pullCallback is null");
    }
    send(pull, mostBytes)
        .whenCompleteAsync(
            (result, failure) -> {
              if (failure == null) {
                callback.onSuccess(result);
              } else {
                callback.onException(unwrapped(failure));
              }
            },
            member.running().callbacks());
  }

  private PullResult await(Pull pull)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    CompletableFuture<PullResult> sent = send(pull, Integer.MAX_VALUE);
    try {
      return platform.await(sent, Duration.ofMillis(pull.timeout()).plus(MORE_THAN_TIMEOUT));
    } catch (TimeoutException e) {
      throw new MQClientException("no answer to a pull of " + pull.queue(), e);
    } catch (ExecutionException e) {
      Throwable cause = unwrapped(e);
      if (cause instanceof MQBrokerException known) {
        throw known;
      }
      if (cause instanceof RemotingException known) {
        throw known;
      }
      if (cause instanceof MQClientException known) {
        throw known;
      }
      throw new MQClientException("the pull of " + pull.queue() + " failed: " + cause, cause);
    }
  }

  private static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private CompletableFuture<PullResult> send(Pull pull, int mostBytes) throws MQClientException {
    ManualPulling pulling = running();
    if (pull.queue() == null) {
      throw ConsumerSetup.wrong("mq is null");
    }
    if (pull.offset() < 0) {
      throw ConsumerSetup.wrong("offset < 0");
    }
    if (pull.most() <= 0) {
      throw ConsumerSetup.wrong("maxNums <= 0");
    }
    MessageQueue queue = queueWithNamespace(pull.queue());
    SubscriptionData subscription = subscription(queue.getTopic(), pull.selector());
    notice(queue.getTopic());
    return pulling
        .pulls()
        .pull(
            queue,
            subscription,
            pull.offset(),
            pull.most(),
            mostBytes,
            pull.blocks(),
            Duration.ofMillis(pull.timeout()))
        .thenApply(DefaultMQPullConsumer::result);
  }

  /** Takes a topic into those whose routes are kept; returns whether it was not there. */
  private boolean notice(String topic) {
    boolean fresh = table.find(topic) == null;
    if (fresh) {
      table.put(Subscriptions.of(topic, ExpressionType.TAG, SubscriptionData.ALL, 0));
    }
    return fresh;
  }

  private SubscriptionData subscription(String topic, @Nullable MessageSelector selector)
      throws MQClientException {
    MessageSelector chosen = selector == null ? tags(null) : selector;
    boolean tags = ExpressionType.isTagType(chosen.getExpressionType());
    try {
      return Subscriptions.of(
          topic,
          chosen.getExpressionType(),
          chosen.getExpression(),
          tags ? 0 : platform.clock().wallMillis()); // protocol B 4.1
    } catch (IllegalArgumentException e) {
      throw new MQClientException("parse subscription error: " + e.getMessage(), e);
    }
  }

  private static PullResult result(PullOnce.Pulled pulled) {
    PullStatus status =
        switch (pulled.code()) {
          case ResponseCode.SUCCESS -> PullStatus.FOUND;
          case ResponseCode.PULL_NOT_FOUND -> PullStatus.NO_NEW_MSG;
          case ResponseCode.PULL_RETRY_IMMEDIATELY -> PullStatus.NO_MATCHED_MSG;
          default -> PullStatus.OFFSET_ILLEGAL;
        };
    return new PullResult(status, pulled.next(), pulled.min(), pulled.max(), pulled.messages());
  }

  // --- offsets and messages

  @Override
  public void updateConsumeOffset(MessageQueue mq, long offset) throws MQClientException {
    Offsets offsets = running().offsets();
    offsets.update(introduced(mq), offset, false);
  }

  /**
   * Returns a queue as brokers know it, once they know this group: they refuse its offsets else.
   */
  private MessageQueue introduced(MessageQueue mq) {
    MessageQueue queue = queueWithNamespace(mq);
    if (notice(queue.getTopic())) {
      member.subscribed(queue.getTopic());
    }
    return queue;
  }

  /**
   * As declared.
   *
   * @throws MQClientException when the broker cannot say; Apache's client returns -2
   */
  @Override
  public long fetchConsumeOffset(MessageQueue mq, boolean fromStore) throws MQClientException {
    Offsets offsets = running().offsets();
    MessageQueue queue = introduced(mq);
    long known = fromStore ? Offsets.NONE : offsets.inMemory(queue);
    return known != Offsets.NONE
        ? known
        : ConsumerSetup.await(
            platform, offsets.read(queue), LONGEST_READ, "the offset of " + mq + " is not known");
  }

  /**
   * Sends the offset of a queue to its broker now, if it has changed; does not wait.
   *
   * @throws IllegalStateException when the consumer is not running
   */
  public void persist(MessageQueue mq) {
    try {
      running().offsets().persist(List.of(introduced(mq)));
    } catch (MQClientException e) {
      throw new IllegalStateException(e.getMessage(), e);
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
    sendBack(running().sendBack(), msg, delayLevel, brokerName);
  }

  @Override
  public void sendMessageBack(
      MessageExt msg, int delayLevel, @Nullable String brokerName, String consumerGroup)
      throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
    ManualSettings settings = new ManualSettings(this, withNamespace(consumerGroup));
    sendBack(new SendBack(member.running(), settings), msg, delayLevel, brokerName);
  }

  private void sendBack(SendBack way, MessageExt msg, int delayLevel, @Nullable String brokerName)
      throws MQClientException {
    ConsumerSetup.givenBack(
        platform, msg, way.send(msg, delayLevel, brokerName, maxReconsumeTimes));
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
        withNamespace(key), withNamespace(newTopic), queueNum, topicSysFlag, attributes);
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
    return new MessageQueries(member).query(withNamespace(topic), key, maxNum, begin, end);
  }

  @Override
  public MessageExt viewMessage(String topic, String msgId)
      throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
    return new MessageQueries(member).view(withNamespace(topic), msgId);
  }

  // --- settings

  /** Returns the state. */
  public ServiceState getServiceState() {
    return member.state();
  }

  /** Returns the group; once started, with the namespace of version 1, if any. */
  public String getConsumerGroup() {
    return consumerGroup;
  }

  /** Sets the group. Before the start. */
  public void setConsumerGroup(String consumerGroup) {
    this.consumerGroup = consumerGroup;
  }

  /** Returns for how long brokers may wait for messages. */
  public long getBrokerSuspendMaxTimeMillis() {
    return brokerSuspendMaxTimeMillis;
  }

  /** Sets for how long brokers may wait for messages, in milliseconds; 20000 by default. */
  public void setBrokerSuspendMaxTimeMillis(long brokerSuspendMaxTimeMillis) {
    this.brokerSuspendMaxTimeMillis = brokerSuspendMaxTimeMillis;
  }

  /** Returns the timeout of pulls that may wait at the broker. */
  public long getConsumerTimeoutMillisWhenSuspend() {
    return consumerTimeoutMillisWhenSuspend;
  }

  /**
   * Sets the timeout of pulls that may wait at the broker, in milliseconds, at least {@link
   * #setBrokerSuspendMaxTimeMillis}; 30000 by default.
   */
  public void setConsumerTimeoutMillisWhenSuspend(long consumerTimeoutMillisWhenSuspend) {
    this.consumerTimeoutMillisWhenSuspend = consumerTimeoutMillisWhenSuspend;
  }

  /** Returns the timeout of pulls that do not wait. */
  public long getConsumerPullTimeoutMillis() {
    return consumerPullTimeoutMillis;
  }

  /** Sets the timeout of pulls that do not wait, in milliseconds; 10000 by default. */
  public void setConsumerPullTimeoutMillis(long consumerPullTimeoutMillis) {
    this.consumerPullTimeoutMillis = consumerPullTimeoutMillis;
  }

  /** Returns whether one of the group gets a queue, or everybody. */
  public MessageModel getMessageModel() {
    return messageModel;
  }

  /** Sets whether one of the group gets a queue, the default, or everybody. Before the start. */
  public void setMessageModel(MessageModel messageModel) {
    this.messageModel = messageModel;
  }

  /** Returns who hears that queues have come or gone, or null. */
  public @Nullable MessageQueueListener getMessageQueueListener() {
    return messageQueueListener;
  }

  /** Sets who hears that queues have come or gone; null, the default, for nobody. */
  public void setMessageQueueListener(@Nullable MessageQueueListener messageQueueListener) {
    this.messageQueueListener = messageQueueListener;
  }

  /** Returns what shares queues out. */
  public AllocateMessageQueueStrategy getAllocateMessageQueueStrategy() {
    return allocateMessageQueueStrategy;
  }

  /** Sets what shares queues out; {@link AllocateMessageQueueAveragely} by default. */
  public void setAllocateMessageQueueStrategy(
      AllocateMessageQueueStrategy allocateMessageQueueStrategy) {
    this.allocateMessageQueueStrategy = allocateMessageQueueStrategy;
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

  /** Returns how often a message may be given back. */
  public int getMaxReconsumeTimes() {
    return maxReconsumeTimes;
  }

  /** Sets how often a message may be given back before it is a dead letter; 16 by default. */
  public void setMaxReconsumeTimes(int maxReconsumeTimes) {
    this.maxReconsumeTimes = maxReconsumeTimes;
  }

  /** Says whether this client takes a share of the queues. */
  public boolean isEnableRebalance() {
    return enableRebalance;
  }

  /** Sets whether this client takes a share of the queues of its topics; true by default. */
  public void setEnableRebalance(boolean enableRebalance) {
    this.enableRebalance = enableRebalance;
  }
}
