package io.skua.client.internal.producer;

import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.internal.compat.Failures;
import io.skua.client.internal.instance.ClientInstance;
import io.skua.client.internal.route.PublishView;
import io.skua.common.MixAll;
import io.skua.net.Address;
import io.skua.net.NetException;
import io.skua.remoting.exception.RemotingException;
import io.skua.wire.MalformedException;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.RecallMessage;
import io.skua.wire.header.RecallMessageResult;
import io.skua.wire.message.RecallHandle;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Takes a timed message back (protocol 6.22). Waits. Thread-safe. */
public final class Recall {
  /** A wait that is longer than the time-outs of its parts by so much is a defect. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  private final ProducerMember member;
  private final String group;
  private final int newQueues;
  private final Duration timeout;

  /**
   * Makes the recalls of a producer.
   *
   * @param newQueues queues that a topic without a route counts as having
   * @param timeout of the question to the broker
   */
  public Recall(ProducerMember member, String group, int newQueues, Duration timeout) {
    this.member = member;
    this.group = group;
    this.newQueues = newQueues;
    this.timeout = timeout;
  }

  /**
   * Asks the broker that has the message.
   *
   * @param topic with the namespace; its name is checked
   * @return the id of the message that will not be delivered
   */
  public String recall(String topic, @Nullable String handle)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    if (topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)
        || topic.startsWith(MixAll.DLQ_GROUP_TOPIC_PREFIX)) {
      throw new MQClientException("topic is not supported", null);
    }
    String brokerName = parse(handle).broker();
    Address broker = find(topic, brokerName);
    RecallMessage recall = new RecallMessage(group, topic, String.valueOf(handle), brokerName);
    String user = member.running().user();
    return await(
        topic,
        member
            .running()
            .links()
            .call(
                broker,
                Frame.request(RequestCode.RECALL_MESSAGE, RecallMessage.WIRE, recall),
                timeout,
                response -> read(user, broker, response)),
        timeout);
  }

  private static RecallHandle parse(@Nullable String handle) throws MQClientException {
    try {
      return RecallHandle.parse(handle == null ? "" : handle);
    } catch (MalformedException e) {
      throw new MQClientException(e.getMessage(), e);
    }
  }

  /** Returns the master of the broker that the handle names, else any of the topic. */
  private Address find(String topic, String brokerName)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    ClientInstance running = member.running();
    PublishView view =
        await(topic, running.routes().publish(topic, newQueues), running.apiTimeout());
    Address named = running.routes().table().master(brokerName);
    for (int i = 0; named == null && i < view.queues().size(); i++) {
      named = running.routes().table().master(view.queues().get(i).brokerName());
    }
    if (named == null) {
      throw new MQClientException(
          "The broker service address not found: no master of "
              + brokerName
              + ", and none of the topic "
              + topic,
          null);
    }
    return named;
  }

  private static String read(@Nullable String user, Address broker, Frame response) {
    if (response.code() != ResponseCode.SUCCESS) {
      MQBrokerException refusal =
          new MQBrokerException(response.code(), response.remark(), broker.toString());
      throw new CompletionException(Failures.refused(refusal, "Pub", user));
    }
    return response.header(RecallMessageResult.WIRE).msgId();
  }

  private <T> T await(String topic, CompletableFuture<T> answer, Duration atMost)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    try {
      return member.platform().await(answer, atMost.plus(SLACK));
    } catch (ExecutionException e) {
      throw explained(topic, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw new MQClientException("no answer within " + atMost.plus(SLACK).toMillis() + " ms", e);
    }
  }

  /** Returns what is no broker's and no network's failure; throws those. */
  private static MQClientException explained(String topic, Throwable failure)
      throws RemotingException, MQBrokerException {
    Throwable cause = ProducerMember.explained(topic, failure);
    if (cause instanceof CompletionException wrapped && wrapped.getCause() != null) {
      cause = wrapped.getCause();
    }
    Throwable told = cause instanceof NetException net ? Failures.of(net) : cause;
    if (told instanceof MQBrokerException e) {
      throw e;
    }
    if (told instanceof RemotingException e) {
      throw e;
    }
    return told instanceof MQClientException e
        ? e
        : new MQClientException(String.valueOf(told.getMessage()), told);
  }
}
