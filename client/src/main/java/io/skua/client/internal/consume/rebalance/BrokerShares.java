package io.skua.client.internal.consume.rebalance;

import io.skua.client.internal.consume.MessageRequest;
import io.skua.client.internal.consume.SubscriptionTable;
import io.skua.client.internal.consume.Subscriptions;
import io.skua.client.internal.instance.ClientInstance;
import io.skua.common.MixAll;
import io.skua.common.filter.ExpressionType;
import io.skua.common.message.MessageQueue;
import io.skua.net.Address;
import io.skua.wire.body.MessageModel;
import io.skua.wire.body.MessageRequestMode;
import io.skua.wire.body.QueryAssignment;
import io.skua.wire.body.QueueAssignments;
import io.skua.wire.body.QueueName;
import io.skua.wire.body.SubscriptionData;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.message.PopTopics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a broker say which queues are to be ours, and how they are fetched from (protocol b 3.5). The
 * loop owns it.
 *
 * <p>What was popped comes again in a topic of its own, which pops look into by themselves. So a
 * consumer that is told to pull subscribes to that topic as well, and one that is told to pop does
 * not, as Apache's does (RebalanceImpl of 5.3.3).
 */
final class BrokerShares {
  private static final Logger log = LoggerFactory.getLogger(BrokerShares.class);

  /**
   * What a broker said.
   *
   * @param unknown whether it cannot say: then nothing changes
   * @param unsupported whether it does not know the question
   */
  record Share(
      List<MessageQueue> queues, MessageRequest.Mode mode, boolean unknown, boolean unsupported) {}

  private final ClientInstance instance;
  private final String group;
  private final String strategyName;
  private final SubscriptionTable subscriptions;
  private final Set<String> followed = new HashSet<>(); // topics that are subscribed to from here
  private final Set<String> doubtful = new HashSet<>(); // topics whose trouble has been logged

  BrokerShares(
      ClientInstance instance, String group, String strategyName, SubscriptionTable subscriptions) {
    this.instance = instance;
    this.group = group;
    this.strategyName = strategyName;
    this.subscriptions = subscriptions;
  }

  /** Forgets the topics in which messages come again of topics that are no longer subscribed to. */
  void tidy() {
    for (String retryTopic : List.copyOf(followed)) {
      if (subscriptions.find(PopTopics.origin(group, retryTopic)) == null) {
        follow(retryTopic, false);
      }
    }
  }

  /** Asks a broker for our share of a topic; fails when it does not answer. */
  CompletableFuture<Share> ask(String topic, Address broker) {
    QueryAssignment question =
        new QueryAssignment(
            topic, group, instance.clientId(), strategyName, MessageModel.CLUSTERING);
    return instance
        .links()
        .call(
            broker,
            Frame.request(RequestCode.QUERY_ASSIGNMENT).withBody(question.write()),
            instance.apiTimeout(),
            answer -> answered(topic, broker, answer))
        .whenComplete(
            (share, failure) -> {
              if (share == null || share.unknown()) {
                instance.unknownTo(broker);
              }
            });
  }

  private Share answered(String topic, Address broker, Frame answer) {
    if (answer.code() == ResponseCode.REQUEST_CODE_NOT_SUPPORTED) {
      doubt(topic, "broker " + broker + " cannot share queues out; the members do so themselves");
      return new Share(List.of(), MessageRequest.Mode.PULL, false, true);
    }
    if (answer.code() != ResponseCode.SUCCESS) {
      throw new IllegalStateException(
          broker
              + " does not say which queues are ours: code "
              + answer.code()
              + ": "
              + answer.remark());
    }
    List<QueueAssignments.Assignment> given =
        QueueAssignments.parse(answer.bodyBytes()).assignments();
    if (given == null) {
      doubt(
          topic,
          "broker "
              + broker
              + " cannot say which queues of "
              + topic
              + " are ours; it may not know this client yet, or not the strategy "
              + strategyName
              + " (brokers of 5.3.3 know AVG and AVG_BY_CIRCLE)");
      return new Share(List.of(), MessageRequest.Mode.PULL, true, false);
    }
    doubtful.remove(topic);
    return share(topic, given);
  }

  private void doubt(String topic, String why) {
    if (doubtful.add(topic)) {
      log.warn("group {}: {}", group, why);
    }
  }

  private Share share(String topic, List<QueueAssignments.Assignment> given) {
    boolean pop = false;
    for (QueueAssignments.Assignment each : given) {
      pop |= each.mode() == MessageRequestMode.POP;
    }
    List<MessageQueue> queues = new ArrayList<>(given.size());
    for (QueueAssignments.Assignment each : given) {
      QueueName queue = each.queue();
      if (queue.topic().equals(topic) && (each.mode() == MessageRequestMode.POP) == pop) {
        queues.add(new MessageQueue(topic, queue.brokerName(), queue.queueId()));
      }
    }
    if (!queues.isEmpty() && !topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)) {
      follow(PopTopics.retry(group, topic), !pop);
    }
    return new Share(
        queues, pop ? MessageRequest.Mode.POP : MessageRequest.Mode.PULL, false, false);
  }

  private void follow(String retryTopic, boolean subscribe) {
    if (subscribe && followed.add(retryTopic)) {
      subscriptions.put(
          Subscriptions.of(
              retryTopic,
              ExpressionType.TAG,
              SubscriptionData.ALL,
              instance.platform().clock().wallMillis()));
      instance.routes().refreshAll(List.of(retryTopic));
    } else if (!subscribe && followed.remove(retryTopic)) {
      subscriptions.remove(retryTopic);
    }
  }
}
