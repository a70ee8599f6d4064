package io.skua.client.producer;

import io.skua.client.Validators;
import io.skua.client.exception.MQClientException;
import io.skua.client.exception.RequestTimeoutException;
import io.skua.client.internal.compat.Failures;
import io.skua.client.internal.instance.ClientInstance;
import io.skua.client.internal.producer.ProducerMember;
import io.skua.client.internal.reply.PendingReplies;
import io.skua.client.internal.reply.ReceivedReply;
import io.skua.client.internal.route.PublishView;
import io.skua.common.ServiceState;
import io.skua.common.message.Message;
import io.skua.common.message.MessageAccessor;
import io.skua.common.message.MessageConst;
import io.skua.common.message.MessageQueue;
import io.skua.remoting.exception.RemotingException;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests to other applications (protocol 6.17): an asynchronous send, and then a reply that a
 * broker brings. A send that was acknowledged ends nothing; one that failed ends the request at
 * once. Thread-safe.
 */
final class Requester {
  private static final Logger log = LoggerFactory.getLogger(Requester.class);

  private final DefaultMQProducer producer;
  private final ProducerMember member;
  private final Sender sender;

  Requester(DefaultMQProducer producer, ProducerMember member, Sender sender) {
    this.producer = producer;
    this.member = member;
    this.sender = sender;
  }

  // --- doors

  Message sync(Message message, @Nullable MessageQueue queue, long timeout)
      throws RequestTimeoutException, MQClientException, InterruptedException {
    Request request = new Request(message, timeout);
    try {
      request.begin(queue);
      return member.platform().await(request.reply, Duration.ofMillis(request.timeout)).message();
    } catch (TimeoutException e) {
      throw RequestTimeoutException.noReply(message.getTopic(), timeout);
    } catch (ExecutionException e) {
      throw request.explained(Sender.unwrapped(e));
    } finally {
      request.forget();
    }
  }

  Message syncSelected(
      Message message, MessageQueueSelector selector, @Nullable Object arg, long timeout)
      throws RequestTimeoutException, MQClientException, RemotingException, InterruptedException {
    long start = sender.now();
    MessageQueue chosen = sender.select(message, selector, arg, timeout);
    return sync(message, chosen, sender.left(timeout, start));
  }

  CompletableFuture<Message> async(
      @Nullable Message message, @Nullable MessageQueue queue, long timeout) {
    try {
      Request request = new Request(message, timeout);
      request.begin(queue);
      // A failure has to be heard on a callback thread as well as a reply.
      return sender.onCallbackThread(request.reply).thenApply(Requester::read);
    } catch (MQClientException | RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  CompletableFuture<Message> asyncSelected(
      Message message, MessageQueueSelector selector, @Nullable Object arg, long timeout) {
    long start = sender.now();
    return sender
        .selectLater(message, selector, arg, timeout)
        .thenCompose(queue -> async(message, queue, sender.left(timeout, start)));
  }

  static void deliver(CompletableFuture<Message> reply, @Nullable RequestCallback callback) {
    if (callback != null) {
      reply.whenComplete((message, failure) -> call(callback, message, failure));
    }
  }

  private static void call(
      RequestCallback callback, @Nullable Message reply, @Nullable Throwable failure) {
    try {
      if (reply != null) {
        callback.onSuccess(reply);
      } else if (failure != null) {
        callback.onException(Sender.unwrapped(failure));
      }
    } catch (RuntimeException | Error e) {
      log.warn("a request callback failed", e);
    }
  }

  private static Message read(ReceivedReply reply) {
    try {
      return reply.message();
    } catch (MQClientException e) {
      throw new CompletionException(e);
    }
  }

  // --- one request

  private final class Request {
    private final Message message;
    private final String topic;
    private final long timeout;
    private final long start;
    private final String id;
    private final ClientInstance running;
    private final PendingReplies replies;
    private final CompletableFuture<ReceivedReply> reply;
    private volatile @Nullable Throwable sendFailure;

    Request(@Nullable Message message, long timeout) throws MQClientException {
      this.running = member.running();
      Validators.checkMessage(message, producer.getMaxMessageSize());
      this.message = Objects.requireNonNull(message);
      this.topic = sender.topicOf(this.message);
      this.timeout = Math.max(0, Sender.bounded(timeout));
      this.start = sender.now();
      this.id = correlationId(member.platform().random());
      this.replies = running.replies();
      this.reply = replies.add(id, member, Duration.ofMillis(this.timeout));
    }

    void begin(@Nullable MessageQueue queue) throws MQClientException {
      // A shutdown that did not see this request has set its state before.
      if (member.state() != ServiceState.RUNNING) {
        forget();
        throw Failures.stoppedWaiting();
      }
      MessageAccessor.putProperty(message, MessageConst.PROPERTY_CORRELATION_ID, id);
      MessageAccessor.putProperty(
          message, MessageConst.PROPERTY_MESSAGE_REPLY_TO_CLIENT, running.clientId());
      MessageAccessor.putProperty(
          message, MessageConst.PROPERTY_MESSAGE_TTL, Long.toString(timeout));
      member.uses(topic);
      running
          .routes()
          .publish(topic, producer.getDefaultTopicQueueNums())
          .thenCompose(this::introduced)
          .whenComplete((done, failure) -> send(queue, failure));
    }

    // A broker that does not answer must not use up the time of the request.
    private CompletableFuture<Void> introduced(PublishView view) {
      return running.introduce(view, Duration.ofMillis(timeout / 2));
    }

    private void send(@Nullable MessageQueue queue, @Nullable Throwable noRoute) {
      if (noRoute != null) {
        fail(Sender.unwrapped(ProducerMember.explained(topic, noRoute)));
        return;
      }
      sender.request(message, queue, sender.left(timeout, start), this::fail);
    }

    private void fail(Throwable cause) {
      sendFailure = cause;
      replies.fail(id, cause);
    }

    void forget() {
      replies.remove(id);
    }

    /** Returns what the waiting caller is to be told. */
    MQClientException explained(Throwable failure) throws RequestTimeoutException {
      if (failure instanceof RequestTimeoutException) {
        throw RequestTimeoutException.noReply(message.getTopic(), timeout);
      }
      if (failure == sendFailure) {
        return Failures.requestNotSent(message.getTopic(), failure);
      }
      return failure instanceof MQClientException known
          ? known
          : new MQClientException(String.valueOf(failure.getMessage()), failure);
    }
  }

  private static String correlationId(RandomGenerator random) {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
