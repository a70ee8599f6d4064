package io.skua.client.producer;

import io.skua.client.Validators;
import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.exception.SendTimeoutException;
import io.skua.client.impl.CommunicationMode;
import io.skua.client.impl.producer.DefaultMQProducerImpl;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The three doors of a producer into the one pipeline: synchronous waits for the outcome,
 * asynchronous hands it to a callback thread, one-way forgets it. Settings are read once per send.
 * Thread-safe.
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
  private static long bounded(long timeout) {
    return Math.min(timeout, LONGEST_MILLIS);
  }

  SendResult sync(@Nullable Message message, @Nullable MessageQueue queue, long timeout)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    Started started = begin(message, queue, timeout, Manner.SYNC);
    return started.result(await(started, timeout));
  }

  SendResult syncSelected(
      Message message, MessageQueueSelector selector, @Nullable Object arg, long timeout)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    long start = member.platform().clock().nanos();
    MessageQueue chosen = select(message, selector, arg, await(view(message, timeout), timeout));
    return sync(message, chosen, left(timeout, start));
  }

  CompletableFuture<SendResult> async(
      @Nullable Message message, @Nullable MessageQueue queue, long timeout) {
    try {
      Started started = begin(message, queue, timeout, Manner.ASYNC);
      CompletableFuture<SendResult> result = new CompletableFuture<>();
      Executor callbacks = callbacks();
      started.outcome.whenComplete(
          (outcome, failure) ->
              callbacks.execute(() -> complete(result, started, outcome, failure)));
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
    try {
      long start = member.platform().clock().nanos();
      // The selector is the user's code: it runs on a callback thread.
      // A failure has to be heard there as well, so the view moves over before it is looked at.
      return view(message, timeout)
          .whenCompleteAsync((view, failure) -> {}, callbacks())
          .thenApply(view -> selected(message, selector, arg, view))
          .thenCompose(queue -> async(message, queue, left(timeout, start)));
    } catch (MQClientException | RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  void oneWay(@Nullable Message message, @Nullable MessageQueue queue)
      throws MQClientException, RemotingException, InterruptedException {
    Started started = begin(message, queue, producer.getSendMsgTimeout(), Manner.ONE_WAY);
    Outcome outcome = await(started, producer.getSendMsgTimeout());
    if (outcome instanceof Outcome.Failed failed) {
      throwKnown(Failures.of(failed, false));
    }
  }

  void oneWaySelected(Message message, MessageQueueSelector selector, @Nullable Object arg)
      throws MQClientException, RemotingException, InterruptedException {
    long timeout = producer.getSendMsgTimeout();
    oneWay(message, select(message, selector, arg, await(view(message, timeout), timeout)));
  }

  /**
   * Hands a result to a callback of the user; what that throws is logged. A null callback is
   * allowed.
   */
  static void deliver(CompletableFuture<SendResult> result, @Nullable SendCallback callback) {
    result.whenComplete(
        (sent, failure) -> {
          if (callback == null) {
            return;
          }
          // Whatever the user's code throws must not get lost in a future that nobody looks at.
          try {
            if (sent != null) {
              callback.onSuccess(sent);
            } else {
              callback.onException(unwrapped(failure));
            }
          } catch (RuntimeException | Error e) {
            log.warn("a send callback failed", e);
          }
        });
  }

  private static Throwable unwrapped(Throwable failure) {
    boolean wrapper =
        failure instanceof CompletionException || failure instanceof ExecutionException;
    Throwable cause = failure.getCause();
    return wrapper && cause != null ? unwrapped(cause) : failure;
  }

  // --- one send

  private record Started(
      CompletableFuture<Outcome> outcome,
      Outgoing message,
      String topic,
      boolean retried,
      @Nullable CallersTurn turn) {
    SendResult result(Outcome end) throws MQClientException, RemotingException, MQBrokerException {
      if (end instanceof Outcome.Stored stored) {
        return Sender.result(message, topic, stored);
      }
      Exception failure = Failures.of((Outcome.Failed) end, retried);
      if (failure instanceof MQBrokerException e) {
        throw e;
      }
      throwKnown(failure);
      throw new AssertionError("unreachable");
    }
  }

  static SendResult result(Outgoing message, String topic, Outcome.Stored stored) {
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

  private Started begin(
      @Nullable Message message, @Nullable MessageQueue queue, long timeout, Manner manner)
      throws MQClientException {
    ClientInstance running = member.running();
    Message checked = checked(message);
    String plain = String.valueOf(checked.getTopic());
    if (queue != null && !plain.equals(queue.getTopic())) {
      throw new MQClientException(
          manner == Manner.ASYNC
              ? "Topic of the message does not match its target message queue"
              : "message's topic not equal mq's topic",
          null);
    }
    String topic = producer.withNamespace(plain);
    member.uses(topic);
    Outgoing outgoing = encode(running, checked, topic);
    SendPlan plan = plan(queue, bounded(timeout), manner);
    DefaultMQProducerImpl hooks = producer.hooks();
    CallersTurn turn =
        hooks == null || manner == Manner.ASYNC
            ? null
            : new CallersTurn(running.platform(), callbacks());
    HookedSend hooked = hooks == null ? null : hooked(hooks, running, checked, manner, turn);
    CompletableFuture<Outcome> outcome =
        manner == Manner.ONE_WAY
            ? running.pipeline().sendOneWay(outgoing, plan, hooked)
            : running.pipeline().send(outgoing, plan, hooked);
    return new Started(outcome, outgoing, plain, queue == null && manner == Manner.SYNC, turn);
  }

  private HookedSend hooked(
      DefaultMQProducerImpl hooks,
      ClientInstance running,
      Message message,
      Manner manner,
      @Nullable CallersTurn turn)
      throws MQClientException {
    CommunicationMode mode =
        switch (manner) {
          case SYNC -> CommunicationMode.SYNC;
          case ASYNC -> CommunicationMode.ASYNC;
          case ONE_WAY -> CommunicationMode.ONEWAY;
        };
    Executor executor = turn == null ? callbacks() : turn;
    return new HookedSend(hooks, running, executor, message, rules(), mode);
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
    MessageEncoder.Rules rules = rules();
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

  private MessageEncoder.Rules rules() {
    return new MessageEncoder.Rules(
        producer.getCompressMsgBodyOverHowmuch(),
        producer.getCompressLevel(),
        producer.getNamespace());
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
    String topic = producer.withNamespace(String.valueOf(message.getTopic()));
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

  private static MessageQueue selected(
      Message message, MessageQueueSelector selector, @Nullable Object arg, PublishView view) {
    try {
      return select(message, selector, arg, view);
    } catch (MQClientException e) {
      throw new CompletionException(e);
    }
  }

  private static MessageQueue select(
      Message message, MessageQueueSelector selector, @Nullable Object arg, PublishView view)
      throws MQClientException {
    List<MessageQueue> queues = new ArrayList<>(view.queues().size());
    String topic = String.valueOf(message.getTopic());
    view.queues()
        .forEach(queue -> queues.add(new MessageQueue(topic, queue.brokerName(), queue.queueId())));
    MessageQueue chosen;
    try {
      chosen = selector.select(queues, MessageAccessor.cloneMessage(message), arg);
    } catch (RuntimeException e) {
      throw new MQClientException("select message queue threw exception.", e);
    }
    if (chosen == null) {
      throw new MQClientException("select message queue return null.", null);
    }
    return chosen;
  }

  private long left(long timeout, long start) {
    long spent = TimeUnit.NANOSECONDS.toMillis(member.platform().clock().nanos() - start);
    return Math.max(0, timeout - spent);
  }

  // --- waiting and callbacks

  private Outcome await(Started started, long timeout)
      throws MQClientException, RemotingException, InterruptedException {
    CallersTurn turn = started.turn;
    if (turn != null) {
      turn.serve(started.outcome, Duration.ofMillis(bounded(timeout) + SLACK_MILLIS));
    }
    return await(started.outcome, timeout);
  }

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
  private Executor callbacks() throws MQClientException {
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
