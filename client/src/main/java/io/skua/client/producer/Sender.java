package io.skua.client.producer;

import io.skua.client.Validators;
import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.exception.SendTimeoutException;
import io.skua.client.internal.compat.Failures;
import io.skua.client.internal.instance.ClientInstance;
import io.skua.client.internal.producer.ProducerMember;
import io.skua.client.internal.route.PublishView;
import io.skua.client.internal.send.MessageEncoder;
import io.skua.client.internal.send.Outcome;
import io.skua.client.internal.send.Outgoing;
import io.skua.client.internal.send.SendPlan;
import io.skua.common.message.Message;
import io.skua.common.message.MessageAccessor;
import io.skua.common.message.MessageBatch;
import io.skua.common.message.MessageQueue;
import io.skua.remoting.exception.RemotingException;
import io.skua.runtime.Cancellable;
import io.skua.wire.header.SendMessageResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The three doors of a producer into the one pipeline: synchronous waits for the outcome,
 * asynchronous hands it to a callback thread, one-way forgets it. {@link Requester} builds on it.
 * Settings are read once per send. Thread-safe.
 */
final class Sender {
  private static final Logger log = LoggerFactory.getLogger(Sender.class);
  private static final int MESSAGE_ILLEGAL = 13;

  /**
   * The pipeline ends every send by its deadline; a wait that is longer than that by so much is a
   * defect.
   */
  private static final long SLACK_MILLIS = 2_000;

  /** A longer time-out means the same: no end. */
  private static final long LONGEST_MILLIS = TimeUnit.DAYS.toMillis(365);

  private final DefaultMQProducer producer;
  private final ProducerMember member;

  Sender(DefaultMQProducer producer, ProducerMember member) {
    this.producer = producer;
    this.member = member;
  }

  private enum Manner {
    SYNC,
    ASYNC,
    ONE_WAY
  }

  // --- doors

  // Keeps sums of times from overflowing.
  static long bounded(long timeout) {
    return Math.min(timeout, LONGEST_MILLIS);
  }

  SendResult sync(@Nullable Message message, @Nullable MessageQueue queue, long timeout)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    Started started = begin(message, queue, timeout, Manner.SYNC);
    return started.result(await(started.outcome, timeout));
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

  CompletableFuture<SendResult> async(
      @Nullable Message message, @Nullable MessageQueue queue, long timeout) {
    try {
      return async(message, queue, timeout, callbacks());
    } catch (MQClientException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * As the other one.
   *
   * @param completer runs what depends on the result
   */
  CompletableFuture<SendResult> async(
      @Nullable Message message, @Nullable MessageQueue queue, long timeout, Executor completer) {
    try {
      Started started = begin(message, queue, timeout, Manner.ASYNC);
      CompletableFuture<SendResult> result = new CompletableFuture<>();
      started.outcome.whenComplete(
          (outcome, failure) ->
              completer.execute(() -> complete(result, started, outcome, failure)));
      return result;
    } catch (MQClientException | RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static void complete(
      CompletableFuture<SendResult> result,
      Started started,
      @Nullable Outcome outcome,
      @Nullable Throwable failure) {
    if (outcome == null) {
      result.completeExceptionally(unframed(failure));
      return;
    }
    try {
      result.complete(started.result(outcome));
    } catch (MQClientException | RemotingException | MQBrokerException | RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  CompletableFuture<SendResult> asyncSelected(
      Message message, MessageQueueSelector selector, @Nullable Object arg, long timeout) {
    long start = now();
    return selectLater(message, selector, arg, timeout)
        .thenCompose(queue -> async(message, queue, left(timeout, start)));
  }

  /** Lets a selector choose, on a callback thread: it is the user's code. */
  CompletableFuture<MessageQueue> selectLater(
      Message message, MessageQueueSelector selector, @Nullable Object arg, long timeout) {
    try {
      // A failure has to be heard there as well, so the view moves over before it is looked at.
      return view(message, timeout)
          .whenCompleteAsync((view, failure) -> {}, callbacks())
          .thenApply(view -> selected(message, selector, arg, view));
    } catch (MQClientException | RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  void oneWay(@Nullable Message message, @Nullable MessageQueue queue)
      throws MQClientException, RemotingException, InterruptedException {
    Started started = begin(message, queue, producer.getSendMsgTimeout(), Manner.ONE_WAY);
    Outcome outcome = await(started.outcome, producer.getSendMsgTimeout());
    if (outcome instanceof Outcome.Failed failed) {
      throwKnown(Failures.of(failed, false));
    }
  }

  void oneWaySelected(Message message, MessageQueueSelector selector, @Nullable Object arg)
      throws MQClientException, RemotingException, InterruptedException {
    long timeout = producer.getSendMsgTimeout();
    oneWay(message, select(message, selector, arg, timeout));
  }

  /**
   * Hands a result to a callback of the user; what that throws is logged. A null callback is
   * allowed.
   */
  static void deliver(CompletableFuture<SendResult> result, @Nullable SendCallback callback) {
    if (callback != null) {
      deliver(result, callback::onSuccess, callback::onException);
    }
  }

  /** As the other one, for callbacks of any kind. */
  static <T> void deliver(
      CompletableFuture<T> result, Consumer<T> onSuccess, Consumer<Throwable> onException) {
    result.whenComplete(
        (value, failure) -> {
          // Whatever the user's code throws must not get lost in a future that nobody looks at.
          try {
            if (failure == null) {
              onSuccess.accept(value);
            } else {
              onException.accept(unwrapped(failure));
            }
          } catch (RuntimeException | Error e) {
            log.warn("a callback failed", e);
          }
        });
  }

  static Throwable unwrapped(Throwable failure) {
    boolean wrapper =
        failure instanceof CompletionException || failure instanceof ExecutionException;
    Throwable cause = failure.getCause();
    return wrapper && cause != null ? unwrapped(cause) : failure;
  }

  // --- one send

  private record Started(
      CompletableFuture<Outcome> outcome, Outgoing message, String topic, boolean retried) {
    SendResult result(Outcome end) throws MQClientException, RemotingException, MQBrokerException {
      if (end instanceof Outcome.Stored stored) {
        return stored(stored);
      }
      Exception failure = Failures.of((Outcome.Failed) end, retried);
      if (failure instanceof MQBrokerException e) {
        throw e;
      }
      throwKnown(failure);
      throw new AssertionError("unreachable");
    }

    private SendResult stored(Outcome.Stored stored) {
      SendMessageResult answer = stored.result();
      // A batch is known by the ids of its messages, an inner batch by the one id that the broker
      // gave it.
      String inner = answer.batchUniqId();
      SendResult result =
          new SendResult(
              status(stored.code()),
              inner == null ? message.uniqueKey() : inner,
              new MessageQueue(topic, stored.brokerName(), answer.queueId()),
              answer.queueOffset(),
              answer.transactionId(),
              answer.msgId(),
              answer.region() == null ? "DefaultRegion" : answer.region());
      Boolean traceOn = answer.traceOn();
      result.setTraceOn(traceOn == null || traceOn);
      result.setRecallHandle(answer.recallHandle());
      return result;
    }

    private static SendStatus status(int code) {
      return switch (code) {
        case 10 -> SendStatus.FLUSH_DISK_TIMEOUT;
        case 11 -> SendStatus.SLAVE_NOT_AVAILABLE;
        case 12 -> SendStatus.FLUSH_SLAVE_TIMEOUT;
        default -> SendStatus.SEND_OK;
      };
    }
  }

  private Started begin(
      @Nullable Message message, @Nullable MessageQueue queue, long timeout, Manner manner)
      throws MQClientException {
    ClientInstance running = member.running();
    Message checked = checked(message);
    String topic = topicOf(checked);
    if (queue != null && !topic.equals(producer.withNamespace(queue.getTopic()))) {
      throw new MQClientException(
          manner == Manner.ASYNC
              ? "Topic of the message does not match its target message queue"
              : "message's topic not equal mq's topic",
          null);
    }
    member.uses(topic);
    Outgoing outgoing = encode(running, checked, topic);
    SendPlan plan = plan(queue, bounded(timeout), manner);
    CompletableFuture<Outcome> outcome =
        manner == Manner.ONE_WAY
            ? running.pipeline().sendOneWay(outgoing, plan)
            : running.pipeline().send(outgoing, plan);
    String plain = producer.withoutNamespace(topic);
    return new Started(outcome, outgoing, plain, queue == null && manner == Manner.SYNC);
  }

  /** Returns the topic as the servers know it. Replies go to a topic of the system. */
  String topicOf(Message message) {
    String topic = String.valueOf(message.getTopic());
    return MessageEncoder.isReply(message) ? topic : producer.withNamespace(topic);
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

  private Outgoing encode(ClientInstance running, Message message, String topic)
      throws MQClientException {
    MessageEncoder.Rules rules =
        new MessageEncoder.Rules(
            producer.getCompressMsgBodyOverHowmuch(),
            producer.getCompressLevel(),
            producer.getNamespace());
    if (!(message instanceof MessageBatch batch)) {
      return running.encoder().encode(message, topic, rules);
    }
    Outgoing encoded = running.encoder().encode(batch, topic, rules);
    if (encoded.body().length > producer.getMaxMessageSize()) {
      throw new MQClientException(
          MESSAGE_ILLEGAL,
          "the message body size over max value, MAX: " + producer.getMaxMessageSize());
    }
    return encoded;
  }

  private SendPlan plan(@Nullable MessageQueue queue, long timeout, Manner manner) {
    int retries =
        switch (manner) {
          case SYNC -> queue == null ? producer.getRetryTimesWhenSendFailed() : 0;
          case ASYNC -> producer.getRetryTimesWhenSendAsyncFailed();
          case ONE_WAY -> 0;
        };
    boolean sync = manner == Manner.SYNC;
    return new SendPlan(
        producer.getProducerGroup(),
        producer.getCreateTopicKey(),
        producer.getDefaultTopicQueueNums(),
        timeout,
        sync ? producer.getSendMsgMaxTimeoutPerRequest() : -1,
        1 + Math.min(Math.max(0, retries), Integer.MAX_VALUE - 1),
        sync && queue == null ? producer.getRetryResponseCodes() : Set.of(),
        sync && producer.isRetryAnotherBrokerWhenNotStoreOK(),
        producer.isSendLatencyEnable(),
        producer.isVipChannelEnabled(),
        producer.isUnitMode(),
        queue == null ? null : new SendPlan.QueueChoice(queue.getBrokerName(), queue.getQueueId()),
        sync);
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
      return member.platform().await(result, Duration.ofMillis(bounded(timeout) + SLACK_MILLIS));
    } catch (ExecutionException e) {
      Throwable cause = unwrapped(e);
      throwKnown(
          cause instanceof MQClientException || cause instanceof RemotingException
              ? cause
              : unframed(cause));
      throw new AssertionError("unreachable");
    } catch (TimeoutException e) {
      throw new SendTimeoutException(
          "sendDefaultImpl call timeout: nothing was heard of the send for "
              + (timeout + SLACK_MILLIS)
              + " ms",
          e,
          List.of());
    }
  }

  /** The message does not fit a frame, or the like: no broker can take it. */
  private static MQClientException unframed(@Nullable Throwable cause) {
    return new MQClientException(
        MESSAGE_ILLEGAL,
        "the message cannot be sent: " + (cause == null ? "" : cause.getMessage()),
        cause);
  }

  private static void throwKnown(Throwable failure) throws MQClientException, RemotingException {
    if (failure instanceof MQClientException e) {
      throw e;
    }
    if (failure instanceof RemotingException e) {
      throw e;
    }
    throw new MQClientException(String.valueOf(failure.getMessage()), failure);
  }

  /**
   * The user's executor, or the client's own. A task that it will not take still runs: a callback
   * is never lost.
   */
  Executor callbacks() throws MQClientException {
    Executor own = member.running().workers();
    Executor users = producer.callbackExecutor();
    return task -> {
      try {
        (users == null ? own : users).execute(task);
      } catch (RejectedExecutionException e) {
        log.warn("the callback executor refused a callback; it runs on the network's thread", e);
        task.run();
      }
    };
  }
}
