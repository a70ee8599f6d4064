package io.skua.client.producer;

import io.skua.client.ClientConfig;
import io.skua.client.QueryResult;
import io.skua.client.Validators;
import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.exception.RequestTimeoutException;
import io.skua.client.impl.producer.DefaultMQProducerImpl;
import io.skua.client.internal.batch.BatchSettings;
import io.skua.client.internal.compat.Settings;
import io.skua.client.internal.compression.CodecCompressor;
import io.skua.client.internal.compression.CodecUnavailableException;
import io.skua.client.internal.compression.Codecs;
import io.skua.client.internal.instance.ClientRegistry;
import io.skua.client.internal.instance.ClientSettings;
import io.skua.client.internal.producer.MessageQueries;
import io.skua.client.internal.producer.ProducerMember;
import io.skua.client.internal.producer.QueueQueries;
import io.skua.client.internal.producer.Recall;
import io.skua.client.internal.rpc.RpcHooks;
import io.skua.client.internal.send.BackPressure;
import io.skua.client.internal.send.FaultBook;
import io.skua.client.metrics.ClientListener;
import io.skua.client.trace.AsyncTraceDispatcher;
import io.skua.client.trace.TraceDispatcher;
import io.skua.common.MixAll;
import io.skua.common.ServiceState;
import io.skua.common.compression.CompressionType;
import io.skua.common.compression.Compressor;
import io.skua.common.message.Message;
import io.skua.common.message.MessageBatch;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import io.skua.common.topic.TopicValidator;
import io.skua.remoting.RPCHook;
import io.skua.remoting.exception.RemotingException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entry point of an application that sends messages.
 *
 * <pre>{@code
 * try (DefaultMQProducer producer = new DefaultMQProducer("orders")) {
 *   producer.setNamesrvAddr("127.0.0.1:9876");
 *   producer.start();
 *   SendResult sent = producer.send(new Message("TopicTest", "TagA", bytes));
 * }
 * }</pre>
 *
 * <p>A producer is started once and closed once, and thread-safe in between. {@link #start()} makes
 * no connection: routes and connections come with the first message of a topic, or with {@link
 * #warmUp}. Setters take effect after the start as well, as far as they concern sending; what
 * concerns the connection is read by the start. Times are in milliseconds, sizes in bytes.
 *
 * <p>All threads are daemons: one per client id for network and timers, and up to {@link
 * #setClientCallbackExecutorThreads} for callbacks, which start when there is a callback to run.
 * User code never runs on the network's thread, but for an {@link RPCHook}.
 *
 * <p>Every exception of a failed send implements {@link io.skua.client.exception.SendFailure} and
 * so tells the attempts.
 */
public class DefaultMQProducer extends ClientConfig implements MQProducer, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DefaultMQProducer.class);

  private final @Nullable RPCHook rpcHook;
  private final ProducerMember member;
  private final Sender sender;
  private final Set<Integer> retryResponseCodes = ConcurrentHashMap.newKeySet();

  private volatile String producerGroup;
  private volatile @Nullable List<String> topics;
  private volatile String createTopicKey = TopicValidator.AUTO_CREATE_TOPIC_KEY_TOPIC;
  private volatile int defaultTopicQueueNums = 4;
  private volatile int sendMsgTimeout = 3000;
  private volatile int sendMsgMaxTimeoutPerRequest = -1;
  private volatile int compressMsgBodyOverHowmuch = 1024 * 4;
  private volatile int compressLevel = Integer.getInteger(MixAll.MESSAGE_COMPRESS_LEVEL, 5);
  private volatile @Nullable CompressionType compressType = configuredType(); // null: ZLIB
  private volatile int retryTimesWhenSendFailed = 2;
  private volatile int retryTimesWhenSendAsyncFailed = 2;
  private volatile boolean retryAnotherBrokerWhenNotStoreOK;
  private volatile int maxMessageSize = 1024 * 1024 * 4;
  private volatile long @Nullable [] latencyMax;
  private volatile long @Nullable [] notAvailableDuration;
  private volatile @Nullable ExecutorService callbackExecutor;
  private volatile @Nullable BackPressure backPressure; // made when somebody sets or asks
  private volatile @Nullable AutoBatch autoBatch; // made when somebody sets or asks
  private volatile @Nullable TraceDispatcher traceDispatcher;

  // Made when somebody asks for it. Agents look for this name.
  private volatile @Nullable DefaultMQProducerImpl defaultMQProducerImpl;

  /** Creates a producer whose group has to be set before it starts. */
  public DefaultMQProducer() {
    this(MixAll.DEFAULT_PRODUCER_GROUP);
  }

  /** Creates a producer of a group. */
  public DefaultMQProducer(String producerGroup) {
    this(producerGroup, ClientRegistry.shared());
  }

  /** Creates a producer with a hook, whose group has to be set before it starts. */
  public DefaultMQProducer(@Nullable RPCHook rpcHook) {
    this(MixAll.DEFAULT_PRODUCER_GROUP, rpcHook);
  }

  /**
   * Creates a producer of a group with a hook.
   *
   * @param rpcHook sees each request, to sign it say: {@link io.skua.acl.common.AclClientRPCHook};
   *     null for none. Producers that share an instance name share connections only when their
   *     hooks are equal; the credentials count for hooks that sign
   */
  public DefaultMQProducer(String producerGroup, @Nullable RPCHook rpcHook) {
    this(producerGroup, rpcHook, ClientRegistry.shared());
  }

  /** Creates a producer of a group with a hook, whose topics are known. */
  public DefaultMQProducer(
      String producerGroup, @Nullable RPCHook rpcHook, @Nullable List<String> topics) {
    this(producerGroup, rpcHook);
    this.topics = topics == null ? null : List.copyOf(topics);
  }

  /** Creates a producer of a group that may trace; see {@link #setEnableTrace}. */
  public DefaultMQProducer(
      String producerGroup, boolean enableMsgTrace, @Nullable String customizedTraceTopic) {
    this(producerGroup, null, enableMsgTrace, customizedTraceTopic);
  }

  /** Creates a producer of a group with a hook that may trace; see {@link #setEnableTrace}. */
  public DefaultMQProducer(
      String producerGroup,
      @Nullable RPCHook rpcHook,
      boolean enableMsgTrace,
      @Nullable String customizedTraceTopic) {
    this(producerGroup, rpcHook, null, enableMsgTrace, customizedTraceTopic);
  }

  /** Creates a producer of a group with a hook that may trace, and whose topics are known. */
  public DefaultMQProducer(
      String producerGroup,
      @Nullable RPCHook rpcHook,
      @Nullable List<String> topics,
      boolean enableMsgTrace,
      @Nullable String customizedTraceTopic) {
    this(producerGroup, rpcHook, topics);
    setEnableTrace(enableMsgTrace);
    setTraceTopic(customizedTraceTopic);
  }

  /**
   * Creates a producer of a group whose topics are known.
   *
   * @param topics their routes are resolved when the producer starts; a failure is logged only
   */
  public DefaultMQProducer(String producerGroup, List<String> topics) {
    this(producerGroup);
    this.topics = List.copyOf(topics);
  }

  /**
   * Creates a producer in a namespace of version 1.
   *
   * @param namespace stands before topics and groups on the servers
   */
  public DefaultMQProducer(String namespace, String producerGroup) {
    this(producerGroup);
    setNamespace(namespace);
  }

  /** Creates a producer with a hook in a namespace of version 1. */
  public DefaultMQProducer(String namespace, String producerGroup, @Nullable RPCHook rpcHook) {
    this(producerGroup, rpcHook);
    setNamespace(namespace);
  }

  /** Creates a producer with a hook in a namespace of version 1 that may trace. */
  public DefaultMQProducer(
      String namespace,
      String producerGroup,
      @Nullable RPCHook rpcHook,
      boolean enableMsgTrace,
      @Nullable String customizedTraceTopic) {
    this(producerGroup, rpcHook, enableMsgTrace, customizedTraceTopic);
    setNamespace(namespace);
  }

  /**
   * Creates a producer that shares connections with the producers and consumers of one registry
   * only, for programs that keep clients apart, and for tests on virtual time.
   */
  public DefaultMQProducer(String producerGroup, ClientRegistry registry) {
    this(producerGroup, null, registry);
  }

  /** Creates a producer with a hook that shares connections within one registry only. */
  public DefaultMQProducer(
      String producerGroup, @Nullable RPCHook rpcHook, ClientRegistry registry) {
    this.producerGroup = producerGroup;
    this.rpcHook = rpcHook;
    this.member = new ProducerMember(registry);
    this.sender = new Sender(this, member);
    // TOPIC_NOT_EXIST, SERVICE_NOT_AVAILABLE, SYSTEM_ERROR, SYSTEM_BUSY, NO_PERMISSION,
    // NO_BUYER_ID, NOT_IN_CURRENT_UNIT,
    // GO_AWAY: protocol 6.10.
    retryResponseCodes.addAll(List.of(17, 14, 1, 2, 16, 204, 205, 1500));
  }

  // --- life

  /**
   * Starts the producer: checks its settings, joins or makes the client of its client id, starts
   * the timers. Returns without having asked anybody, but for the look-up of name servers when none
   * are set.
   *
   * @throws MQClientException when the group is not valid or taken, a setting is wrong, or the
   *     producer has been started before
   */
  @Override
  public void start() throws MQClientException {
    setProducerGroup(withNamespace(producerGroup));
    member.start(
        producerGroup,
        createTopicKey,
        new ProducerMember.Preparation() {
          @Override
          public ClientSettings prepare() throws MQClientException {
            checkGroup();
            if (!producerGroup.equals(MixAll.CLIENT_INNER_PRODUCER_GROUP)) {
              changeInstanceNameToPID();
            }
            checkCompression();
            return settings();
          }
        });
    ClientListener listener = getClientListener();
    if (listener != null) {
      member.running().listen(listener);
    }
    if (latencyMax != null || notAvailableDuration != null) {
      setFaultTable();
    }
    if (isStartDetectorEnable()) {
      setStartDetectorEnable(true);
    }
    resolveTopics();
    startTrace();
  }

  /** Returns what is behind this producer. */
  final ProducerMember member() {
    return member;
  }

  private void checkGroup() throws MQClientException {
    Validators.checkGroup(producerGroup);
    if (producerGroup.equals(MixAll.DEFAULT_PRODUCER_GROUP)) {
      throw new MQClientException(
          "producerGroup can not equal "
              + MixAll.DEFAULT_PRODUCER_GROUP
              + ", please specify another one.",
          null);
    }
  }

  private void checkCompression() throws MQClientException {
    CompressionType type = compressType;
    if (type != null) {
      try {
        Codecs.of(type);
      } catch (CodecUnavailableException e) {
        throw new MQClientException(e.getMessage(), e);
      }
    }
  }

  private ClientSettings settings() throws MQClientException {
    try {
      return Settings.of(this, rpcHook);
    } catch (IllegalArgumentException e) {
      throw new MQClientException(e.getMessage(), e);
    }
  }

  /** Returns the user that requests are signed for, or null when they are not signed. */
  @Nullable String user() {
    return rpcHook == null ? null : RpcHooks.user(rpcHook);
  }

  private void resolveTopics() throws MQClientException {
    List<String> known = topics;
    if (known != null && !known.isEmpty()) {
      warmUp(known.toArray(String[]::new))
          .whenComplete(
              (done, failure) -> {
                if (failure != null) {
                  log.warn("the routes of {} are not there yet: {}", known, failure.getMessage());
                }
              });
    }
  }

  private void startTrace() {
    if (isEnableTrace()) {
      ProducerTrace.enable(this, rpcHook, member);
    }
    TraceDispatcher dispatcher = traceDispatcher;
    if (dispatcher != null) {
      try {
        dispatcher.start(getNamesrvAddr(), getAccessChannel());
      } catch (MQClientException e) {
        log.warn("trace dispatcher start failed ", e);
      }
    }
  }

  /**
   * Stops the producer: sends under way fail, brokers are told, connections are closed when nobody
   * else uses them. Bounded to some seconds; does nothing in any state but running.
   */
  @Override
  public void shutdown() {
    AutoBatch gathering = autoBatch;
    if (gathering != null) {
      gathering.close();
    }
    TraceDispatcher dispatcher = traceDispatcher;
    if (member.stop() && dispatcher != null) {
      dispatcher.shutdown();
    }
    DefaultMQProducerImpl door = defaultMQProducerImpl;
    if (door != null) {
      door.close();
    }
  }

  /** Does what {@link #shutdown()} does. */
  @Override
  public void close() {
    shutdown();
  }

  /**
   * Resolves the routes of topics and opens the connections to their brokers, so that the first
   * message is as fast as any other.
   *
   * @return completes on a callback thread when all of that is done; fails with the exception that
   *     a send would throw, and says what is in the way
   * @throws MQClientException when the producer is not running
   */
  public CompletableFuture<Void> warmUp(String... topics) throws MQClientException {
    Set<String> wanted = new LinkedHashSet<>();
    Arrays.stream(topics).forEach(topic -> wanted.add(withNamespace(topic)));
    return member.warmUp(wanted, defaultTopicQueueNums);
  }

  // --- synchronous

  @Override
  public SendResult send(Message msg)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    AutoBatch batches = batches();
    return batches == null ? sender.sync(msg, null, sendMsgTimeout) : batches.sync(msg, null);
  }

  @Override
  public SendResult send(Message msg, long timeout)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    return sender.sync(msg, null, timeout);
  }

  @Override
  public SendResult send(Message msg, MessageQueue mq)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    AutoBatch batches = batches();
    return batches == null ? sender.sync(msg, mq, sendMsgTimeout) : batches.sync(msg, mq);
  }

  @Override
  public SendResult send(Message msg, MessageQueue mq, long timeout)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    return sender.sync(msg, mq, timeout);
  }

  @Override
  public SendResult send(Message msg, MessageQueueSelector selector, @Nullable Object arg)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    return send(msg, selector, arg, sendMsgTimeout);
  }

  @Override
  public SendResult send(
      Message msg, MessageQueueSelector selector, @Nullable Object arg, long timeout)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    return sender.syncSelected(msg, selector, arg, timeout);
  }

  @Override
  public SendResult send(Collection<Message> msgs)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    return sender.sync(batch(msgs), null, sendMsgTimeout);
  }

  @Override
  public SendResult send(Collection<Message> msgs, long timeout)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    return sender.sync(batch(msgs), null, timeout);
  }

  @Override
  public SendResult send(Collection<Message> msgs, MessageQueue mq)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    return sender.sync(batch(msgs), mq, sendMsgTimeout);
  }

  @Override
  public SendResult send(Collection<Message> msgs, MessageQueue mq, long timeout)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    return sender.sync(batch(msgs), mq, timeout);
  }

  /**
   * Sends any number of messages, in their order, in as many batches as they need: none larger than
   * {@link #setMaxMessageSize}, each of one topic. What no batch may hold, such as a delayed
   * message, travels alone. The batches leave one after the other, each with the time of {@link
   * #setSendMsgTimeout}; {@link io.skua.common.message.MessageBatches} divides for those who want
   * to send the batches in another way.
   *
   * @return one result per batch, in order; empty when there are no messages
   * @throws io.skua.client.exception.PartlySentException when a batch failed after others were
   *     stored; it tells what was stored and what was not
   */
  public List<SendResult> sendAll(Collection<Message> msgs)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    return new BulkSender(this).sendAll(msgs);
  }

  private MessageBatch batch(Collection<Message> msgs) throws MQClientException {
    try {
      MessageBatch batch = MessageBatch.generateFromList(msgs);
      for (Message message : batch) {
        Validators.checkMessage(message, maxMessageSize);
      }
      return batch;
    } catch (MQClientException | RuntimeException e) {
      throw new MQClientException("Failed to initiate the MessageBatch", e);
    }
  }

  // --- asynchronous

  /**
   * Sends asynchronously. Never waits, not for a route either, but with {@link
   * #setEnableBackpressureForAsyncMode}.
   *
   * @return completes on a callback thread; fails with what {@link #send(Message)} would throw
   */
  public CompletableFuture<SendResult> sendAsync(Message msg) {
    return async(msg, null, null);
  }

  /** As {@link #sendAsync(Message)}, to a queue. */
  public CompletableFuture<SendResult> sendAsync(Message msg, MessageQueue mq) {
    return async(msg, mq, null);
  }

  private CompletableFuture<SendResult> async(
      Message msg, @Nullable MessageQueue mq, @Nullable SendCallback callback) {
    AutoBatch batches = batches();
    return batches == null
        ? sender.async(msg, mq, sendMsgTimeout, callback)
        : batches.async(msg, mq, callback);
  }

  @Override
  public void send(Message msg, SendCallback sendCallback)
      throws MQClientException, RemotingException, InterruptedException {
    async(msg, null, sendCallback);
  }

  @Override
  public void send(Message msg, SendCallback sendCallback, long timeout)
      throws MQClientException, RemotingException, InterruptedException {
    sender.async(msg, null, timeout, sendCallback);
  }

  @Override
  public void send(Message msg, MessageQueue mq, SendCallback sendCallback)
      throws MQClientException, RemotingException, InterruptedException {
    async(msg, mq, sendCallback);
  }

  @Override
  public void send(Message msg, MessageQueue mq, SendCallback sendCallback, long timeout)
      throws MQClientException, RemotingException, InterruptedException {
    sender.async(msg, mq, timeout, sendCallback);
  }

  @Override
  public void send(
      Message msg, MessageQueueSelector selector, @Nullable Object arg, SendCallback sendCallback)
      throws MQClientException, RemotingException, InterruptedException {
    send(msg, selector, arg, sendCallback, sendMsgTimeout);
  }

  @Override
  public void send(
      Message msg,
      MessageQueueSelector selector,
      @Nullable Object arg,
      SendCallback sendCallback,
      long timeout)
      throws MQClientException, RemotingException, InterruptedException {
    Sender.deliver(sender.asyncSelected(msg, selector, arg, timeout), sendCallback);
  }

  @Override
  public void send(Collection<Message> msgs, SendCallback sendCallback)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    send(msgs, sendCallback, sendMsgTimeout);
  }

  @Override
  public void send(Collection<Message> msgs, SendCallback sendCallback, long timeout)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    asyncBatch(msgs, null, timeout, sendCallback);
  }

  @Override
  public void send(Collection<Message> msgs, MessageQueue mq, SendCallback sendCallback)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    send(msgs, mq, sendCallback, sendMsgTimeout);
  }

  @Override
  public void send(
      Collection<Message> msgs, MessageQueue mq, SendCallback sendCallback, long timeout)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    asyncBatch(msgs, mq, timeout, sendCallback);
  }

  /** As {@link #sendAsync(Message)}, for the messages of one batch. */
  public CompletableFuture<SendResult> sendAsync(Collection<Message> msgs) {
    return asyncBatch(msgs, null, sendMsgTimeout, null);
  }

  private CompletableFuture<SendResult> asyncBatch(
      Collection<Message> msgs,
      @Nullable MessageQueue mq,
      long timeout,
      @Nullable SendCallback callback) {
    try {
      return sender.async(batch(msgs), mq, timeout, callback);
    } catch (MQClientException e) {
      AsyncSend.call(callback, null, e);
      return CompletableFuture.failedFuture(e);
    }
  }

  // --- one-way

  @Override
  public void sendOneway(Message msg)
      throws MQClientException, RemotingException, InterruptedException {
    sender.oneWay(msg, null);
  }

  @Override
  public void sendOneway(Message msg, MessageQueue mq)
      throws MQClientException, RemotingException, InterruptedException {
    sender.oneWay(msg, mq);
  }

  @Override
  public void sendOneway(Message msg, MessageQueueSelector selector, @Nullable Object arg)
      throws MQClientException, RemotingException, InterruptedException {
    sender.oneWaySelected(msg, selector, arg);
  }

  // --- recall

  @Override
  public String recallMessage(String topic, String recallHandle)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    member.running();
    Validators.checkTopic(topic);
    return new Recall(
            member, producerGroup, defaultTopicQueueNums, Duration.ofMillis(sendMsgTimeout))
        .recall(withNamespace(topic), recallHandle);
  }

  // --- transactions

  /**
   * A plain producer has no transactions.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public TransactionSendResult sendMessageInTransaction(Message msg, @Nullable Object arg)
      throws MQClientException {
    throw new UnsupportedOperationException(
        "sendMessageInTransaction not implement, please use TransactionMQProducer class");
  }

  // --- requests

  @Override
  public Message request(Message msg, long timeout)
      throws RequestTimeoutException,
          MQClientException,
          RemotingException,
          MQBrokerException,
          InterruptedException {
    return requester().sync(msg, null, timeout);
  }

  @Override
  public void request(Message msg, RequestCallback requestCallback, long timeout)
      throws MQClientException, RemotingException, InterruptedException, MQBrokerException {
    Requester.deliver(requester().async(msg, null, timeout), requestCallback);
  }

  @Override
  public Message request(
      Message msg, MessageQueueSelector selector, @Nullable Object arg, long timeout)
      throws MQClientException,
          RemotingException,
          MQBrokerException,
          InterruptedException,
          RequestTimeoutException {
    return requester().syncSelected(msg, selector, arg, timeout);
  }

  @Override
  public void request(
      Message msg,
      MessageQueueSelector selector,
      @Nullable Object arg,
      RequestCallback requestCallback,
      long timeout)
      throws MQClientException, RemotingException, InterruptedException, MQBrokerException {
    Requester.deliver(requester().asyncSelected(msg, selector, arg, timeout), requestCallback);
  }

  @Override
  public Message request(Message msg, MessageQueue mq, long timeout)
      throws MQClientException,
          RemotingException,
          MQBrokerException,
          InterruptedException,
          RequestTimeoutException {
    return requester().sync(msg, mq, timeout);
  }

  @Override
  public void request(Message msg, MessageQueue mq, RequestCallback requestCallback, long timeout)
      throws MQClientException, RemotingException, InterruptedException, MQBrokerException {
    Requester.deliver(requester().async(msg, mq, timeout), requestCallback);
  }

  // It has no state; a producer that makes no requests does not even load it.
  private Requester requester() {
    return new Requester(this, member, sender);
  }

  /**
   * Sends a request; never waits.
   *
   * @return completes with the reply on a callback thread; fails with what a {@link
   *     RequestCallback} would hear
   */
  public CompletableFuture<Message> requestAsync(Message msg, long timeout) {
    return requester().async(msg, null, timeout);
  }

  // --- queues and topics

  @Override
  public List<MessageQueue> fetchPublishMessageQueues(String topic) throws MQClientException {
    return queries().publishQueues(withNamespace(topic)).stream()
        .map(
            queue ->
                new MessageQueue(
                    withoutNamespace(queue.getTopic()), queue.getBrokerName(), queue.getQueueId()))
        .toList();
  }

  @Override
  public void createTopic(String key, String newTopic, int queueNum, Map<String, String> attributes)
      throws MQClientException {
    createTopic(key, newTopic, queueNum, 0, attributes);
  }

  @Override
  public void createTopic(
      String key, String newTopic, int queueNum, int topicSysFlag, Map<String, String> attributes)
      throws MQClientException {
    Validators.checkTopic(newTopic);
    Validators.isSystemTopic(newTopic);
    queries().createTopic(key, withNamespace(newTopic), queueNum, topicSysFlag, attributes);
  }

  @Override
  public long searchOffset(MessageQueue mq, long timestamp) throws MQClientException {
    return queries().searchOffset(queueWithNamespace(mq), timestamp);
  }

  @Override
  public long maxOffset(MessageQueue mq) throws MQClientException {
    return queries().maxOffset(queueWithNamespace(mq));
  }

  @Override
  public long minOffset(MessageQueue mq) throws MQClientException {
    return queries().minOffset(queueWithNamespace(mq));
  }

  @Override
  public long earliestMsgStoreTime(MessageQueue mq) throws MQClientException {
    return queries().earliestStoreTime(queueWithNamespace(mq));
  }

  private QueueQueries queries() {
    return new QueueQueries(member);
  }

  // --- messages

  @Override
  public QueryResult queryMessage(String topic, String key, int maxNum, long begin, long end)
      throws MQClientException, InterruptedException {
    QueryResult found =
        new MessageQueries(member).query(withNamespace(topic), key, maxNum, begin, end);
    found.getMessageList().forEach(this::dropNamespace);
    return found;
  }

  @Override
  public MessageExt viewMessage(String topic, String msgId)
      throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
    MessageExt found = new MessageQueries(member).view(withNamespace(topic), msgId);
    dropNamespace(found);
    return found;
  }

  private void dropNamespace(MessageExt message) {
    message.setTopic(withoutNamespace(String.valueOf(message.getTopic())));
  }

  // --- settings

  /** Returns the group; after the start with its namespace. */
  public String getProducerGroup() {
    return producerGroup;
  }

  /** Sets the group: it may be there once per client id. Only before the start. */
  public void setProducerGroup(String producerGroup) {
    this.producerGroup = producerGroup;
  }

  /** Returns the topics whose routes the start resolves, or null. */
  public @Nullable List<String> getTopics() {
    return topics;
  }

  /** Sets the topics whose routes the start resolves; none by default. */
  public void setTopics(@Nullable List<String> topics) {
    this.topics = topics;
  }

  /** Returns the topic that new topics inherit from. */
  public String getCreateTopicKey() {
    return createTopicKey;
  }

  /** Sets the topic that a broker makes new topics after; {@code TBW102} by default. */
  public void setCreateTopicKey(String createTopicKey) {
    this.createTopicKey = createTopicKey;
  }

  /** Returns how many queues a new topic gets on each broker at most. */
  public int getDefaultTopicQueueNums() {
    return defaultTopicQueueNums;
  }

  /**
   * Sets how many queues a topic that is made by its first message gets on each broker at most; 4
   * by default.
   */
  public void setDefaultTopicQueueNums(int defaultTopicQueueNums) {
    this.defaultTopicQueueNums = defaultTopicQueueNums;
  }

  /** Returns the time of a send with all its attempts, in milliseconds. */
  public int getSendMsgTimeout() {
    return sendMsgTimeout;
  }

  /** Sets the time of a send with all its attempts, in milliseconds; 3000 by default. */
  public void setSendMsgTimeout(int sendMsgTimeout) {
    this.sendMsgTimeout = sendMsgTimeout;
  }

  /** Returns the most that one attempt gets, in milliseconds; negative for no such limit. */
  public int getSendMsgMaxTimeoutPerRequest() {
    return sendMsgMaxTimeoutPerRequest;
  }

  /**
   * Sets the most that one attempt gets while another one is possible, in milliseconds; -1, no
   * limit, by default.
   */
  public void setSendMsgMaxTimeoutPerRequest(int sendMsgMaxTimeoutPerRequest) {
    this.sendMsgMaxTimeoutPerRequest = sendMsgMaxTimeoutPerRequest;
  }

  /** Returns from which size on bodies are compressed. */
  public int getCompressMsgBodyOverHowmuch() {
    return compressMsgBodyOverHowmuch;
  }

  /** Sets from which size on bodies are compressed, in bytes; 4096 by default. */
  public void setCompressMsgBodyOverHowmuch(int compressMsgBodyOverHowmuch) {
    this.compressMsgBodyOverHowmuch = compressMsgBodyOverHowmuch;
  }

  /** Returns the level of compression. */
  public int getCompressLevel() {
    return compressLevel;
  }

  /**
   * Sets the level of compression, 0 to 9; by default the property {@code
   * rocketmq.message.compressLevel}, else 5.
   */
  public void setCompressLevel(int compressLevel) {
    this.compressLevel = compressLevel;
  }

  // The type itself is loaded when something is set or compressed.
  private static @Nullable CompressionType configuredType() {
    String name = System.getProperty(MixAll.MESSAGE_COMPRESS_TYPE);
    return name == null ? null : CompressionType.of(name);
  }

  /** Returns how bodies are compressed. */
  public CompressionType getCompressType() {
    CompressionType set = compressType;
    return set == null ? CompressionType.ZLIB : set;
  }

  /**
   * Sets how bodies are compressed; by default the property {@code rocketmq.message.compressType},
   * read when the producer is made, else {@link CompressionType#ZLIB}. Another type needs its
   * library: the start fails without it, and so does a send when the type is set later.
   */
  public void setCompressType(CompressionType compressType) {
    this.compressType = compressType;
  }

  /** Returns how often a synchronous send is tried again. */
  public int getRetryTimesWhenSendFailed() {
    return retryTimesWhenSendFailed;
  }

  /**
   * Sets how often a synchronous send is tried again, on another broker where there is one; 2 by
   * default.
   */
  public void setRetryTimesWhenSendFailed(int retryTimesWhenSendFailed) {
    this.retryTimesWhenSendFailed = retryTimesWhenSendFailed;
  }

  /** Returns how often an asynchronous send is tried again. */
  public int getRetryTimesWhenSendAsyncFailed() {
    return retryTimesWhenSendAsyncFailed;
  }

  /**
   * Sets how often an asynchronous send is tried again after a failure of the transport; 2 by
   * default.
   */
  public void setRetryTimesWhenSendAsyncFailed(int retryTimesWhenSendAsyncFailed) {
    this.retryTimesWhenSendAsyncFailed = retryTimesWhenSendAsyncFailed;
  }

  /** Says whether a message that was stored, but not safely, is sent again. */
  public boolean isRetryAnotherBrokerWhenNotStoreOK() {
    return retryAnotherBrokerWhenNotStoreOK;
  }

  /**
   * Sets whether a message that was stored, but not flushed or replicated in time, is sent to
   * another broker too; false by default.
   */
  public void setRetryAnotherBrokerWhenNotStoreOK(boolean retryAnotherBrokerWhenNotStoreOK) {
    this.retryAnotherBrokerWhenNotStoreOK = retryAnotherBrokerWhenNotStoreOK;
  }

  /** Returns the longest body. */
  public int getMaxMessageSize() {
    return maxMessageSize;
  }

  /**
   * Sets the longest body before compression, in bytes; 4 MiB by default. A broker has a limit of
   * its own.
   */
  public void setMaxMessageSize(int maxMessageSize) {
    this.maxMessageSize = maxMessageSize;
  }

  /** Adds a code of refusals after which a synchronous send tries another broker. */
  public void addRetryResponseCode(int responseCode) {
    retryResponseCodes.add(responseCode);
  }

  /** Returns the codes of refusals after which a synchronous send tries another broker. */
  public Set<Integer> getRetryResponseCodes() {
    return retryResponseCodes;
  }

  /** Says whether sends use the broker's port for senders. */
  public boolean isSendMessageWithVIPChannel() {
    return isVipChannelEnabled();
  }

  /** Sets whether sends use the broker's port for senders, two below its main port. */
  public void setSendMessageWithVIPChannel(boolean sendMessageWithVIPChannel) {
    setVipChannelEnabled(sendMessageWithVIPChannel);
  }

  /** Says whether brokers that were slow or unreachable lately are avoided. */
  public boolean isSendLatencyFaultEnable() {
    return isSendLatencyEnable();
  }

  /** Sets whether brokers that were slow or unreachable lately are avoided; false by default. */
  public void setSendLatencyFaultEnable(boolean sendLatencyFaultEnable) {
    setSendLatencyEnable(sendLatencyFaultEnable);
  }

  /**
   * Sets whether brokers that could not be reached are asked, every {@link #setDetectInterval},
   * whether they are back; false by default. With {@link #setSendLatencyFaultEnable} such a broker
   * is then avoided until it has answered. May be changed at any time.
   */
  @Override
  public void setStartDetectorEnable(boolean startDetectorEnable) {
    super.setStartDetectorEnable(startDetectorEnable);
    if (startDetectorEnable) {
      member.detect(
          Duration.ofMillis(getDetectInterval()), () -> Duration.ofMillis(getDetectTimeout()));
    } else {
      member.endDetection();
    }
  }

  /** Returns the latencies from which on a broker is avoided, in milliseconds. */
  public long[] getLatencyMax() {
    long[] set = latencyMax;
    return set == null ? FaultBook.defaultLatencyMax() : set.clone();
  }

  /**
   * Sets the latencies from which on a broker is avoided for the time at the same place of {@link
   * #setNotAvailableDuration}; rising, in milliseconds (protocol 6.9). Set both to the same length:
   * the longer one is cut. Producers of one client id share the table, and the last one set counts.
   */
  public void setLatencyMax(long[] latencyMax) {
    this.latencyMax = latencyMax.clone();
    setFaultTable();
  }

  /** Returns for how long brokers are avoided, in milliseconds. */
  public long[] getNotAvailableDuration() {
    long[] set = notAvailableDuration;
    return set == null ? FaultBook.defaultNotAvailable() : set.clone();
  }

  /** Sets for how long brokers are avoided, in milliseconds; see {@link #setLatencyMax}. */
  public void setNotAvailableDuration(long[] notAvailableDuration) {
    this.notAvailableDuration = notAvailableDuration.clone();
    setFaultTable();
  }

  private void setFaultTable() {
    if (member.state() == ServiceState.RUNNING) {
      long[] latencies = getLatencyMax();
      long[] durations = getNotAvailableDuration();
      int length = Math.min(latencies.length, durations.length);
      member.faults().table(Arrays.copyOf(latencies, length), Arrays.copyOf(durations, length));
    }
  }

  /** Sets who runs callbacks in place of this client's own threads; the caller shuts it down. */
  public void setCallbackExecutor(@Nullable ExecutorService callbackExecutor) {
    this.callbackExecutor = callbackExecutor;
  }

  @Nullable ExecutorService callbackExecutor() {
    return callbackExecutor;
  }

  /**
   * Kept and not used: an asynchronous send of this client needs no thread of its own.
   *
   * @param asyncSenderExecutor what {@link DefaultMQProducerImpl#getAsyncSenderExecutor} is to
   *     return; null for what it returns without
   */
  public void setAsyncSenderExecutor(@Nullable ExecutorService asyncSenderExecutor) {
    getDefaultMQProducerImpl().setAsyncSenderExecutor(asyncSenderExecutor);
  }

  // --- back-pressure

  /** Returns the limits of asynchronous sends when they are in force. */
  @Nullable BackPressure backPressure() {
    BackPressure present = backPressure;
    return present != null && present.isEnabled() ? present : null;
  }

  private synchronized BackPressure limits() {
    BackPressure present = backPressure;
    if (present == null) {
      present = new BackPressure(member.platform());
      backPressure = present;
    }
    return present;
  }

  /** Says whether asynchronous sends wait when too much is under way. */
  public boolean isEnableBackpressureForAsyncMode() {
    return backPressure() != null;
  }

  /**
   * Sets whether the caller of an asynchronous send waits, at most the time of the send, while too
   * many sends or too many bytes are under way; false by default. When there is no room in time the
   * callback or future gets a {@link io.skua.client.exception.OverloadedException}. A send is under
   * way until its callback begins. A send that a callback makes does not wait, and may exceed the
   * limits.
   */
  public void setEnableBackpressureForAsyncMode(boolean enableBackpressureForAsyncMode) {
    limits().enable(enableBackpressureForAsyncMode);
  }

  /** Returns how many asynchronous sends may be under way. */
  public int getBackPressureForAsyncSendNum() {
    return limits().maxSends();
  }

  /**
   * Sets how many asynchronous sends may be under way, at least 10; 1024 by default (5.3.3). May be
   * changed at any time.
   */
  public void setBackPressureForAsyncSendNum(int backPressureForAsyncSendNum) {
    limits().maxSends(backPressureForAsyncSendNum);
  }

  /** Returns how many bytes of bodies may be under way in asynchronous sends. */
  public int getBackPressureForAsyncSendSize() {
    return limits().maxBytes();
  }

  /**
   * Sets how many bytes of bodies may be under way in asynchronous sends, at least 1 MiB; 100 MiB
   * by default (5.3.3). A larger message goes when no other one is under way. May be changed at any
   * time.
   */
  public void setBackPressureForAsyncSendSize(int backPressureForAsyncSendSize) {
    limits().maxBytes(backPressureForAsyncSendSize);
  }

  /** Returns what compresses large bodies as they are set to be, see {@link #setCompressType}. */
  public Compressor getCompressor() {
    return CodecCompressor.of(getCompressType());
  }

  // --- automatic batches

  /** Returns the doors through which messages gather, when they are to. */
  private @Nullable AutoBatch batches() {
    AutoBatch present = autoBatch;
    return present != null && present.settings().isEnabled() ? present : null;
  }

  /** Gets ready to gather messages; the first setting of {@link #setAutoBatch} does it too. */
  public void initProduceAccumulator() {
    batchSettings();
  }

  /**
   * Sends a message that does not gather, whatever {@link #getAutoBatch} says.
   *
   * @param mq null: any queue
   * @param sendCallback null: the call waits for the result
   * @return the result, or null when a callback gets it
   */
  public @Nullable SendResult sendDirect(
      Message msg, @Nullable MessageQueue mq, @Nullable SendCallback sendCallback)
      throws MQClientException, RemotingException, InterruptedException, MQBrokerException {
    if (sendCallback == null) {
      return sender.sync(msg, mq, sendMsgTimeout);
    }
    sender.async(msg, mq, sendMsgTimeout, sendCallback);
    return null;
  }

  /** As {@link #sendDirect}, and the message gathers where it can. */
  public @Nullable SendResult sendByAccumulator(
      Message msg, @Nullable MessageQueue mq, @Nullable SendCallback sendCallback)
      throws MQClientException, RemotingException, InterruptedException, MQBrokerException {
    AutoBatch batches = gathering();
    if (sendCallback == null) {
      return batches.sync(msg, mq);
    }
    batches.async(msg, mq, sendCallback);
    return null;
  }

  private BatchSettings batchSettings() {
    return gathering().settings();
  }

  private synchronized AutoBatch gathering() {
    AutoBatch present = autoBatch;
    if (present == null) {
      present = new AutoBatch(this, member, sender);
      autoBatch = present;
    }
    return present;
  }

  /** Says whether single messages gather into batches. */
  public boolean getAutoBatch() {
    return batches() != null;
  }

  /**
   * Sets whether single messages that are sent without a time or selector gather into batches, for
   * throughput at the price of a small delay; false by default. A batch has messages of one topic,
   * queue, tag and {@link Message#setWaitStoreMsgOK}; each caller gets the result of its own
   * message. Delayed messages travel alone. A batch is retried as an asynchronous send is, also for
   * synchronous callers. A shutdown sends what has gathered.
   */
  public void setAutoBatch(boolean autoBatch) {
    batchSettings().enable(autoBatch);
  }

  /** Returns how long a message waits for others at most, in milliseconds. */
  public int getBatchMaxDelayMs() {
    return batchSettings().maxDelayMillis();
  }

  /**
   * Sets how long a message waits for others at most, in milliseconds; 10 by default.
   *
   * @throws IllegalArgumentException unless it is 1 to 30000
   */
  public void batchMaxDelayMs(int holdMs) {
    batchSettings().maxDelayMillis(holdMs);
  }

  /** Returns from how many bytes on a batch is sent at once. */
  public long getBatchMaxBytes() {
    return batchSettings().maxBytes();
  }

  /**
   * Sets from how many bytes of bodies on a batch is sent at once; 32 KiB by default.
   *
   * @throws IllegalArgumentException unless it is 1 to 2 MiB
   */
  public void batchMaxBytes(long holdSize) {
    batchSettings().maxBytes(holdSize);
  }

  /** Returns the most bytes that gather or are under way in automatic batches. */
  public long getTotalBatchMaxBytes() {
    return batchSettings().totalMaxBytes();
  }

  /**
   * Sets the most bytes of bodies that gather or are under way in automatic batches; 32 MiB by
   * default. Messages beyond that are sent directly.
   *
   * @throws IllegalArgumentException unless it is positive
   */
  public void totalBatchMaxBytes(long totalHoldSize) {
    batchSettings().totalMaxBytes(totalHoldSize);
  }

  // --- hooks and traces

  /** Returns where hooks around the sends of this producer are registered. */
  public DefaultMQProducerImpl getDefaultMQProducerImpl() {
    DefaultMQProducerImpl present = defaultMQProducerImpl;
    return present != null ? present : makeImpl();
  }

  private synchronized DefaultMQProducerImpl makeImpl() {
    DefaultMQProducerImpl present = defaultMQProducerImpl;
    if (present == null) {
      present = ProducerInside.impl(this, member, rpcHook);
      defaultMQProducerImpl = present;
    }
    return present;
  }

  /** Tells a broker how a transaction has ended. */
  void endTransaction(
      Message message,
      SendResult half,
      LocalTransactionState state,
      @Nullable Throwable localFailure) {
    throw new IllegalStateException(
        "the producer " + producerGroup + " has no transactions; use a TransactionMQProducer");
  }

  /** Returns the hooks as far as somebody has asked for them, or null. */
  @Nullable DefaultMQProducerImpl impl() {
    return defaultMQProducerImpl;
  }

  /** Returns the hooks when there are some around sends. */
  @Nullable DefaultMQProducerImpl hooks() {
    DefaultMQProducerImpl present = defaultMQProducerImpl;
    return present != null && (present.hasSendMessageHook() || present.hasCheckForbiddenHook())
        ? present
        : null;
  }

  /** Returns what takes traces, or null. */
  public @Nullable TraceDispatcher getTraceDispatcher() {
    return traceDispatcher;
  }

  /**
   * Sets what takes traces; the start of this producer starts it. None is needed: with {@link
   * #setEnableTrace} the start makes an {@link AsyncTraceDispatcher}.
   */
  public void setTraceDispatcher(@Nullable TraceDispatcher traceDispatcher) {
    this.traceDispatcher = traceDispatcher;
  }
}
