package io.skua.client.producer;

import io.skua.client.Validators;
import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.exception.OverloadedException;
import io.skua.client.exception.SendTimeoutException;
import io.skua.client.impl.producer.DefaultMQProducerImpl;
import io.skua.client.internal.compression.CodecUnavailableException;
import io.skua.client.internal.instance.ClientInstance;
import io.skua.client.internal.producer.ProducerMember;
import io.skua.client.internal.route.PublishView;
import io.skua.client.internal.send.AttemptHooks;
import io.skua.client.internal.send.BackPressure;
import io.skua.client.internal.send.CallbackThreads;
import io.skua.client.internal.send.MessageEncoder;
import io.skua.client.internal.send.Outcome;
import io.skua.client.internal.send.Outgoing;
import io.skua.client.internal.send.SendPipeline;
import io.skua.client.internal.send.SendPlan;
import io.skua.client.metrics.ClientListener;
import io.skua.client.metrics.SendManner;
import io.skua.common.compression.CompressionType;
import io.skua.common.message.Message;
import io.skua.common.message.MessageAccessor;
import io.skua.common.message.MessageBatch;
import io.skua.common.message.MessageQueue;
import io.skua.remoting.exception.RemotingException;
import io.skua.runtime.Cancellable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The three doors of a producer into the one pipeline: synchronous waits for the outcome,
 * asynchronous hands it to a callback thread, one-way forgets it. {@link Requester} builds on it.
 * Thread-safe.
 */
final class Sender {

  /**
   * The pipeline ends every send by its deadline; a wait that is longer than that by so much is a
   * defect.
   */
  private static final long SLACK_MILLIS = 2_000;

  /** A longer time-out means the same: no end. */
  private static final long LONGEST_MILLIS = TimeUnit.DAYS.toMillis(365);

  private final DefaultMQProducer producer;
  private final ProducerMember member;
  private final Plan sync = new Plan(SendManner.SYNC);
  private final Plan async = new Plan(SendManner.ASYNC);
  private final Plan oneWay = new Plan(SendManner.ONE_WAY);
  private final MessageEncoder.Rules rules = new Rules();

  Sender(DefaultMQProducer producer, ProducerMember member) {
    this.producer = producer;
    this.member = member;
  }

  // --- doors

  // Keeps sums of times from overflowing.
  static long bounded(long timeout) {
    return Math.min(timeout, LONGEST_MILLIS);
  }

  SendResult sync(@Nullable Message message, @Nullable MessageQueue queue, long timeout)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    Message checked = checked(message, queue, sync);
    return SendResults.of(await(checked, queue, timeout, sync), queue == null);
  }

  SendResult syncSelected(
      Message message, MessageQueueSelector selector, @Nullable Object arg, long timeout)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    long start = now();
    MessageQueue chosen = select(message, selector, arg, timeout);
    return sync(message, chosen, left(timeout, start));
  }

  /** Lets a selector choose, in this thread; may have to wait for the route. */
  MessageQueue select(
      Message message, MessageQueueSelector selector, @Nullable Object arg, long timeout)
      throws MQClientException, RemotingException, InterruptedException {
    return select(message, selector, arg, await(view(message, timeout), timeout));
  }

  /**
   * Sends in the background. With back-pressure, waits in this call for room.
   *
   * @param callback is called on a callback thread; for a message that is not fit to be sent, in
   *     this call
   */
  CompletableFuture<SendResult> async(
      @Nullable Message message,
      @Nullable MessageQueue queue,
      long timeout,
      @Nullable SendCallback callback) {
    BackPressure limits = producer.backPressure();
    if (limits == null) {
      return async(message, queue, timeout, callback, null);
    }
    try {
      long start = now();
      BackPressure.Permit permit = limits.acquire(MessageEncoder.bodyLength(message), timeout);
      return async(message, queue, left(timeout, start), callback, permit);
    } catch (OverloadedException e) {
      AsyncSend.call(callback, null, e);
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<SendResult> async(
      @Nullable Message message,
      @Nullable MessageQueue queue,
      long timeout,
      @Nullable SendCallback callback,
      BackPressure.@Nullable Permit permit) {
    try {
      Message checked = checked(message, queue, async);
      Executor callbacks = callbacks();
      AsyncSend send = new AsyncSend(callback, callbacks, permit);
      begin(checked, queue, timeout, async, send, hooked(checked, async, callbacks));
      return send;
    } catch (MQClientException | RuntimeException e) {
      if (permit != null) {
        permit.release();
      }
      AsyncSend.call(callback, null, e);
      return CompletableFuture.failedFuture(e);
    }
  }

  CompletableFuture<SendResult> asyncSelected(
      Message message, MessageQueueSelector selector, @Nullable Object arg, long timeout) {
    long start = now();
    BackPressure limits = producer.backPressure();
    if (limits == null) {
      return selectLater(message, selector, arg, timeout)
          .thenCompose(queue -> async(message, queue, left(timeout, start), null, null));
    }
    try {
      // Here, and not on the callback thread that selects.
      BackPressure.Permit permit = limits.acquire(MessageEncoder.bodyLength(message), timeout);
      return selectLater(message, selector, arg, left(timeout, start))
          .thenCompose(queue -> async(message, queue, left(timeout, start), null, permit))
          .whenComplete((sent, failure) -> permit.release());
    } catch (OverloadedException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Lets a selector choose, on a callback thread: it is the user's code. */
  CompletableFuture<MessageQueue> selectLater(
      Message message, MessageQueueSelector selector, @Nullable Object arg, long timeout) {
    try {
      // A failure has to be heard there as well, so the view moves over before it is looked at.
      return onCallbackThread(view(message, timeout))
          .thenApply(view -> selected(message, selector, arg, view));
    } catch (MQClientException | RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Returns a future that ends as the given one does, on a callback thread. */
  <T> CompletableFuture<T> onCallbackThread(CompletableFuture<T> result) throws MQClientException {
    Executor callbacks = callbacks();
    return result.whenCompleteAsync(
        (value, failure) -> {}, task -> CallbackThreads.run(callbacks, task));
  }

  /**
   * Sends in the background what has been let in already: never waits.
   *
   * @return as {@link #async}
   */
  CompletableFuture<SendResult> admitted(Message message, @Nullable MessageQueue queue) {
    return async(message, queue, producer.getSendMsgTimeout(), null, null);
  }

  /** Waits for a send in the background: at most for a delay and the time of a send. */
  SendResult awaitSent(CompletableFuture<SendResult> result, long delay)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    try {
      long timeout = bounded(producer.getSendMsgTimeout()) + delay + SLACK_MILLIS;
      return member.platform().await(result, Duration.ofMillis(timeout));
    } catch (ExecutionException e) {
      Throwable cause = unwrapped(e);
      if (cause instanceof MQBrokerException refusal) {
        throw refusal;
      }
      throw SendResults.known(cause);
    } catch (TimeoutException e) {
      throw new SendTimeoutException("call timeout: nothing was heard of a batch", e, List.of());
    }
  }

  /**
   * Sends in the background, and tells of a failure only.
   *
   * @param failed runs on the loop, in this call, or where hooks run
   */
  void request(
      Message message, @Nullable MessageQueue queue, long timeout, Consumer<Throwable> failed) {
    try {
      Message checked = checked(message, queue, async);
      begin(
          checked,
          queue,
          timeout,
          async,
          outcome -> {
            if (!(outcome instanceof Outcome.Stored)) {
              failed.accept(SendResults.failure(outcome, false));
            }
          },
          hooked(checked, async, callbacks()));
    } catch (MQClientException | RuntimeException e) {
      failed.accept(e);
    }
  }

  void oneWay(@Nullable Message message, @Nullable MessageQueue queue)
      throws MQClientException, RemotingException, InterruptedException {
    Message checked = checked(message, queue, oneWay);
    Outcome outcome = await(checked, queue, producer.getSendMsgTimeout(), oneWay);
    if (!(outcome instanceof Outcome.HandedOver)) {
      throw SendResults.known(SendResults.failure(outcome, false));
    }
  }

  void oneWaySelected(Message message, MessageQueueSelector selector, @Nullable Object arg)
      throws MQClientException, RemotingException, InterruptedException {
    long timeout = producer.getSendMsgTimeout();
    oneWay(message, select(message, selector, arg, timeout));
  }

  /** Hands a result to a callback of the user. */
  static void deliver(CompletableFuture<SendResult> result, @Nullable SendCallback callback) {
    result.whenComplete(
        (sent, failure) ->
            AsyncSend.call(callback, sent, failure == null ? null : unwrapped(failure)));
  }

  static Throwable unwrapped(Throwable failure) {
    boolean wrapper =
        failure instanceof CompletionException || failure instanceof ExecutionException;
    Throwable cause = failure.getCause();
    return wrapper && cause != null ? unwrapped(cause) : failure;
  }

  // --- one send

  private void begin(
      Message message,
      @Nullable MessageQueue queue,
      long timeout,
      Plan plan,
      Consumer<Outcome> end,
      @Nullable AttemptHooks hooks)
      throws MQClientException {
    WatchedSend watched = watched(message, queue, plan, end);
    try {
      long start = now();
      Outgoing outgoing = encode(message);
      if (watched != null) {
        watched.encoded(outgoing);
      }
      SendPlan.QueueChoice choice =
          queue == null
              ? null
              : new SendPlan.QueueChoice(queue.getBrokerName(), queue.getQueueId());
      Consumer<Outcome> first = watched == null ? end : watched;
      SendPipeline pipeline = member.running().pipeline();
      if (hooks == null) {
        pipeline.send(outgoing, plan, choice, start, bounded(timeout), first);
      } else {
        pipeline.send(outgoing, plan, choice, start, bounded(timeout), first, hooks);
      }
    } catch (MQClientException | RuntimeException e) {
      if (watched != null) {
        watched.failed(e);
      }
      throw e;
    }
  }

  /** Returns what tells the listener of a send, or null when there is no listener. */
  private @Nullable WatchedSend watched(
      Message message, @Nullable MessageQueue queue, Plan plan, Consumer<Outcome> end) {
    ClientListener listener = producer.getClientListener();
    if (listener == null) {
      return null;
    }
    boolean retried = plan == sync && queue == null;
    return new WatchedSend(
        listener, member.platform().clock(), plan.manner, plan.group(), message, retried, end);
  }

  /** Returns the hooks around a send, or null when there are none. */
  private @Nullable AttemptHooks hooked(Message message, SendPlan plan, Executor executor)
      throws MQClientException {
    DefaultMQProducerImpl hooks = producer.hooks();
    return hooks == null
        ? null
        : new HookedSend(hooks, member.running(), executor, message, rules, plan);
  }

  /** What a caller waits for. */
  private static final class Ended extends CompletableFuture<Outcome> implements Consumer<Outcome> {
    @Override
    public void accept(Outcome outcome) {
      complete(outcome);
    }
  }

  private Outcome await(Message message, @Nullable MessageQueue queue, long timeout, Plan plan)
      throws MQClientException, RemotingException, InterruptedException {
    Ended ended = new Ended();
    if (producer.hooks() == null) {
      begin(message, queue, timeout, plan, ended, null);
    } else {
      CallersTurn turn = new CallersTurn(member.platform(), callbacks());
      begin(message, queue, timeout, plan, ended, hooked(message, plan, turn));
      turn.serve(ended, Duration.ofMillis(bounded(timeout) + SLACK_MILLIS));
    }
    return await(ended, timeout);
  }

  /** Checks a message for a send that is synchronous; see below. */
  Message checked(@Nullable Message message, @Nullable MessageQueue queue)
      throws MQClientException {
    return checked(message, queue, sync);
  }

  /** Checks a message, and that it may be sent to the queue, if one was chosen. */
  private Message checked(@Nullable Message message, @Nullable MessageQueue queue, SendPlan plan)
      throws MQClientException {
    member.running();
    Message checked = checked(message);
    if (queue != null && !topicOf(checked).equals(producer.withNamespace(queue.getTopic()))) {
      throw new MQClientException(
          plan == async
              ? "Topic of the message does not match its target message queue"
              : "message's topic not equal mq's topic",
          null);
    }
    return checked;
  }

  // The messages of a batch were checked one by one; the batch itself has no body yet.
  private Message checked(@Nullable Message message) throws MQClientException {
    if (message instanceof MessageBatch) {
      Validators.checkTopic(message.getTopic());
      Validators.isNotAllowedSendTopic(message.getTopic());
      return message;
    }
    Validators.checkMessage(message, producer.getMaxMessageSize());
    return Objects.requireNonNull(message);
  }

  private Outgoing encode(Message message) throws MQClientException {
    MessageEncoder encoder = member.running().encoder();
    String topic = topicOf(message);
    member.uses(topic);
    if (!(message instanceof MessageBatch batch)) {
      try {
        return encoder.encode(message, topic, rules);
      } catch (CodecUnavailableException e) {
        throw new MQClientException(e.getMessage(), e);
      }
    }
    Outgoing encoded = encoder.encode(batch, topic, rules);
    if (encoded.body().length > producer.getMaxMessageSize()) {
      throw Validators.tooLarge(encoded.body().length, producer.getMaxMessageSize());
    }
    return encoded;
  }

  /** Returns the topic as the servers know it. Replies go to a topic of the system. */
  String topicOf(Message message) {
    String topic = String.valueOf(message.getTopic());
    return MessageEncoder.isReply(message) ? topic : producer.withNamespace(topic);
  }

  /** The producer's settings as rules of encoding. */
  private final class Rules implements MessageEncoder.Rules {
    @Override
    public int compressFrom() {
      return producer.getCompressMsgBodyOverHowmuch();
    }

    @Override
    public int compressLevel() {
      return producer.getCompressLevel();
    }

    @Override
    public CompressionType compressType() {
      return producer.getCompressType();
    }

    @Override
    public @Nullable String namespace() {
      return producer.getNamespace();
    }
  }

  /** The producer's settings as rules of sending. */
  private final class Plan implements SendPlan {
    private final SendManner manner;

    Plan(SendManner manner) {
      this.manner = manner;
    }

    @Override
    public String group() {
      return producer.getProducerGroup();
    }

    @Override
    public String defaultTopic() {
      return producer.getCreateTopicKey();
    }

    @Override
    public int newQueues() {
      return producer.getDefaultTopicQueueNums();
    }

    @Override
    public long attemptMillis() {
      return manner == SendManner.SYNC ? producer.getSendMsgMaxTimeoutPerRequest() : -1;
    }

    @Override
    public int attempts(@Nullable QueueChoice choice) {
      int retries =
          switch (manner) {
            case SYNC -> choice == null ? producer.getRetryTimesWhenSendFailed() : 0;
            case ASYNC -> producer.getRetryTimesWhenSendAsyncFailed();
            case ONE_WAY -> 0;
          };
      return 1 + Math.min(Math.max(0, retries), Integer.MAX_VALUE - 1);
    }

    @Override
    public Set<Integer> retryCodes(@Nullable QueueChoice choice) {
      return manner == SendManner.SYNC && choice == null
          ? producer.getRetryResponseCodes()
          : Set.of();
    }

    @Override
    public boolean retryNotStored() {
      return manner == SendManner.SYNC && producer.isRetryAnotherBrokerWhenNotStoreOK();
    }

    @Override
    public boolean latencyFaults() {
      return producer.isSendLatencyEnable();
    }

    @Override
    public boolean vip() {
      return producer.isVipChannelEnabled();
    }

    @Override
    public boolean unitMode() {
      return producer.isUnitMode();
    }

    @Override
    public boolean waits() {
      return manner == SendManner.SYNC;
    }

    @Override
    public boolean oneWay() {
      return manner == SendManner.ONE_WAY;
    }

    @Override
    public @Nullable String user() {
      return producer.user();
    }
  }

  // --- selectors

  private CompletableFuture<PublishView> view(Message message, long timeout)
      throws MQClientException {
    ClientInstance running = member.running();
    Validators.checkMessage(message, producer.getMaxMessageSize());
    String topic = topicOf(message);
    member.uses(topic);
    CompletableFuture<PublishView> found =
        running
            .routes()
            .publish(topic, producer.getDefaultTopicQueueNums())
            .handle(
                (view, failure) -> {
                  if (failure != null) {
                    throw new CompletionException(ProducerMember.explained(topic, failure));
                  }
                  return view;
                });
    return found.isDone() ? found : inTime(running, found, topic, bounded(timeout));
  }

  /** The name servers may take longer than the send has. */
  private static <T> CompletableFuture<T> inTime(
      ClientInstance running, CompletableFuture<T> result, String topic, long timeout) {
    Cancellable limit =
        running
            .loop()
            .after(
                Duration.ofMillis(Math.max(0, timeout)),
                () ->
                    result.completeExceptionally(
                        new SendTimeoutException(
                            "sendSelectImpl call timeout, Topic: "
                                + topic
                                + ", after "
                                + timeout
                                + " ms: the time went into asking the name servers for the route",
                            null,
                            List.of())));
    return result.whenComplete((found, failure) -> limit.cancel());
  }

  private MessageQueue selected(
      Message message, MessageQueueSelector selector, @Nullable Object arg, PublishView view) {
    try {
      return select(message, selector, arg, view);
    } catch (MQClientException e) {
      throw new CompletionException(e);
    }
  }

  private MessageQueue select(
      Message message, MessageQueueSelector selector, @Nullable Object arg, PublishView view)
      throws MQClientException {
    List<MessageQueue> queues = new ArrayList<>(view.queues().size());
    String topic = producer.withoutNamespace(String.valueOf(message.getTopic()));
    Message copy = MessageAccessor.cloneMessage(message);
    copy.setTopic(topic);
    view.queues()
        .forEach(queue -> queues.add(new MessageQueue(topic, queue.brokerName(), queue.queueId())));
    MessageQueue chosen;
    try {
      chosen = selector.select(queues, copy, arg);
    } catch (RuntimeException e) {
      throw new MQClientException("select message queue threw exception.", e);
    }
    if (chosen == null) {
      throw new MQClientException("select message queue return null.", null);
    }
    return chosen;
  }

  long now() {
    return member.platform().clock().nanos();
  }

  /** Returns what is left of a time in milliseconds that began at {@code start}. */
  long left(long timeout, long start) {
    long spent = TimeUnit.NANOSECONDS.toMillis(now() - start);
    return Math.max(0, timeout - spent);
  }

  // --- waiting and callbacks

  private <T> T await(CompletableFuture<T> result, long timeout)
      throws MQClientException, RemotingException, InterruptedException {
    try {
      long atMost = TimeUnit.MILLISECONDS.toNanos(bounded(timeout) + SLACK_MILLIS);
      return member.platform().awaitNanos(result, atMost);
    } catch (ExecutionException e) {
      Throwable cause = unwrapped(e);
      throw SendResults.known(cause);
    } catch (TimeoutException e) {
      throw new SendTimeoutException(
          "sendDefaultImpl call timeout: nothing was heard of the send for "
              + (timeout + SLACK_MILLIS)
              + " ms",
          e,
          List.of());
    }
  }

  /** Returns the user's executor, or the client's own. */
  private Executor callbacks() throws MQClientException {
    Executor users = producer.callbackExecutor();
    return users == null ? member.running().callbacks() : users;
  }
}
