package io.skua.client.internal.producer;

import io.skua.client.exception.AccessDeniedException;
import io.skua.client.exception.AuthenticationFailedException;
import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.internal.compat.Failures;
import io.skua.client.internal.instance.ClientInstance;
import io.skua.client.internal.instance.RunningMember;
import io.skua.client.internal.route.ReadableQueues;
import io.skua.common.message.MessageQueue;
import io.skua.net.Address;
import io.skua.net.NetException;
import io.skua.wire.body.BrokerRoute;
import io.skua.wire.body.QueueRoute;
import io.skua.wire.body.TopicRoute;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.CreateTopic;
import io.skua.wire.header.EarliestStoreTime;
import io.skua.wire.header.GetMaxOffset;
import io.skua.wire.header.GetMinOffset;
import io.skua.wire.header.OffsetResult;
import io.skua.wire.header.SearchOffset;
import io.skua.wire.header.TimestampResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a producer may ask of queues and topics (protocol 6.25). Every method waits. Thread-safe.
 */
public final class QueueQueries {
  private static final int WRITE = 2;
  private static final int CREATE_ATTEMPTS = 5; // protocol 6.25

  private final RunningMember member;

  /** Makes the questions of a producer or consumer. */
  public QueueQueries(RunningMember member) {
    this.member = member;
  }

  /** Returns the queues of a topic that can be written to, as the name servers have them now. */
  public List<MessageQueue> publishQueues(String topic) throws MQClientException {
    TopicRoute route = await(topic, member.running().routes().refresh(topic));
    List<MessageQueue> queues = new ArrayList<>();
    for (QueueRoute broker : route.queues()) {
      boolean writable = (broker.perm() & WRITE) != 0 && master(route, broker.brokerName()) != null;
      for (int id = 0; writable && id < broker.writeQueueNums(); id++) {
        queues.add(new MessageQueue(topic, broker.brokerName(), id));
      }
    }
    if (queues.isEmpty()) {
      throw new MQClientException(
          "Can not find Message Queue for this topic, " + topic + ": " + route, null);
    }
    return queues;
  }

  /** Returns the queues of a topic that can be read, as the name servers have them now. */
  public List<MessageQueue> subscribeQueues(String topic) throws MQClientException {
    return ReadableQueues.of(topic, await(topic, member.running().routes().refresh(topic)));
  }

  private static @Nullable String master(TopicRoute route, String brokerName) {
    for (BrokerRoute broker : route.brokers()) {
      if (broker.brokerName().equals(brokerName)) {
        return broker.addresses().get(0L);
      }
    }
    return null;
  }

  /** Returns the offset behind the last message of a queue. */
  public long maxOffset(MessageQueue queue) throws MQClientException {
    return ask(
        queue,
        Frame.request(
            RequestCode.GET_MAX_OFFSET,
            GetMaxOffset.WIRE,
            new GetMaxOffset(queue.getTopic(), queue.getQueueId(), true, queue.getBrokerName())),
        QueueQueries::offset);
  }

  /** Returns the offset of the first message of a queue. */
  public long minOffset(MessageQueue queue) throws MQClientException {
    return ask(
        queue,
        Frame.request(
            RequestCode.GET_MIN_OFFSET,
            GetMinOffset.WIRE,
            new GetMinOffset(queue.getTopic(), queue.getQueueId(), queue.getBrokerName())),
        QueueQueries::offset);
  }

  /** Returns the offset of the first message that was stored at a time or later. */
  public long searchOffset(MessageQueue queue, long timestamp) throws MQClientException {
    return ask(
        queue,
        Frame.request(
            RequestCode.SEARCH_OFFSET_BY_TIMESTAMP,
            SearchOffset.WIRE,
            new SearchOffset(
                queue.getTopic(),
                queue.getQueueId(),
                timestamp,
                SearchOffset.Boundary.LOWER,
                queue.getBrokerName())),
        QueueQueries::offset);
  }

  /** Returns when the first message of a queue was stored, or -1 when it has none. */
  public long earliestStoreTime(MessageQueue queue) throws MQClientException {
    return ask(
        queue,
        Frame.request(
            RequestCode.GET_EARLIEST_STORE_TIME,
            EarliestStoreTime.WIRE,
            new EarliestStoreTime(queue.getTopic(), queue.getQueueId(), queue.getBrokerName())),
        response -> response.header(TimestampResult.WIRE).timestamp());
  }

  private static Long offset(Frame response) {
    return response.header(OffsetResult.WIRE).offset();
  }

  /**
   * Creates a topic on every master of the cluster that {@code key} is on; succeeds when one has
   * created it.
   */
  public void createTopic(
      String key, String topic, int queues, int sysFlag, @Nullable Map<String, String> attributes)
      throws MQClientException {
    TopicRoute route = await(key, member.running().routes().refresh(key));
    CreateTopic config =
        new CreateTopic(
            topic,
            key,
            queues,
            queues,
            6,
            "SINGLE_TAG",
            sysFlag,
            false,
            attributesText(attributes),
            null);
    Exception last = null;
    int created = 0;
    for (BrokerRoute broker : route.brokers()) {
      String master = broker.addresses().get(0L);
      if (master != null) {
        MQClientException failure = create(Address.parse(master), config);
        created += failure == null ? 1 : 0;
        last = failure == null ? last : failure;
      }
    }
    if (created == 0) {
      throw new MQClientException(
          "create new topic failed: none of the brokers of " + key + " created " + topic, last);
    }
  }

  /**
   * Returns why a broker has not created a topic, or null. What a broker refuses is not retried; a
   * client without permission is refused by all.
   */
  private @Nullable MQClientException create(Address broker, CreateTopic config)
      throws MQClientException {
    Frame request = Frame.request(RequestCode.CREATE_TOPIC, CreateTopic.WIRE, config);
    for (int attempt = 1; ; attempt++) {
      try {
        ask(broker, request, Frame::code);
        return null;
      } catch (AuthenticationFailedException | AccessDeniedException e) {
        throw e;
      } catch (MQClientException e) {
        if (attempt == CREATE_ATTEMPTS || e.getCause() instanceof MQBrokerException) {
          return e;
        }
      }
    }
  }

  // A plus in front of a name means that the attribute is to be set; a minus, without a value, that
  // it is to go.
  private static String attributesText(@Nullable Map<String, String> attributes) {
    StringBuilder text = new StringBuilder();
    if (attributes != null) {
      attributes.forEach(
          (name, value) ->
              text.append(text.isEmpty() ? "" : ",")
                  .append(name)
                  .append(value == null || value.isEmpty() ? "" : "=" + value));
    }
    return text.toString();
  }

  private <T> T ask(MessageQueue queue, Frame request, Function<Frame, T> reader)
      throws MQClientException {
    ClientInstance running = member.running();
    Address master = running.routes().table().master(queue.getBrokerName());
    if (master == null) {
      await(queue.getTopic(), member.running().routes().refresh(queue.getTopic()));
      master = running.routes().table().master(queue.getBrokerName());
    }
    if (master == null) {
      throw new MQClientException(
          "The broker["
              + queue.getBrokerName()
              + "] not exist in the route of the topic "
              + queue.getTopic(),
          null);
    }
    return ask(master, request, reader);
  }

  private <T> T ask(Address broker, Frame request, Function<Frame, T> reader)
      throws MQClientException {
    ClientInstance running = member.running();
    String action = request.code() == RequestCode.CREATE_TOPIC ? "Create" : "Get";
    return await(
        "",
        running
            .links()
            .call(
                broker,
                request,
                running.apiTimeout(),
                response -> {
                  if (response.code() != ResponseCode.SUCCESS) {
                    throw refused(running, broker, action, response);
                  }
                  return reader.apply(response);
                }));
  }

  private static CompletionException refused(
      ClientInstance running, Address broker, String action, Frame response) {
    MQBrokerException refusal =
        new MQBrokerException(response.code(), response.remark(), broker.toString());
    return new CompletionException(Failures.refused(refusal, action, running.user()));
  }

  private <T> T await(String topic, CompletableFuture<T> answer) throws MQClientException {
    Duration atMost = member.running().apiTimeout().plusSeconds(2);
    try {
      return member.platform().await(answer, atMost);
    } catch (ExecutionException e) {
      Throwable cause =
          e.getCause() instanceof CompletionException wrapped ? wrapped.getCause() : e.getCause();
      throw explained(topic, cause == null ? e : cause);
    } catch (TimeoutException e) {
      throw new MQClientException("no answer within " + atMost.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MQClientException("interrupted while waiting for an answer", e);
    }
  }

  private static MQClientException explained(String topic, Throwable cause) {
    Throwable known = ProducerMember.explained(topic, cause);
    if (known instanceof MQClientException e) {
      return e;
    }
    Throwable told = cause instanceof NetException net ? Failures.of(net) : cause;
    return new MQClientException(String.valueOf(told.getMessage()), told);
  }
}
