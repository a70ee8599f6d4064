package io.skua.client.internal.consume.member;

import io.skua.client.exception.MQClientException;
import io.skua.client.internal.consume.MessageRequest;
import io.skua.client.internal.consume.deliver.Delivery;
import io.skua.client.internal.consume.process.ProcessQueue;
import io.skua.client.internal.consume.pull.QueuePuller;
import io.skua.client.internal.consume.turn.QueueState;
import io.skua.client.internal.instance.ClientInstance;
import io.skua.client.internal.read.MessageDecoder;
import io.skua.common.MixAll;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import io.skua.net.Address;
import io.skua.net.Exchange;
import io.skua.net.RequestRefused;
import io.skua.wire.body.CheckClientConfig;
import io.skua.wire.body.ConsumerRunningInfo;
import io.skua.wire.body.ConsumerStatus;
import io.skua.wire.body.QueueName;
import io.skua.wire.body.QueueOffsets;
import io.skua.wire.body.SubscriptionData;
import io.skua.wire.body.TopicRoute;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.message.MessageRecord;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What brokers ask of a consumer (protocol b 8). On the loop. */
final class Requests {
  private static final Logger log = LoggerFactory.getLogger(Requests.class);

  private final ClientInstance instance;
  private final ConsumerQueues consumer;
  private final ConsumerParts parts;
  private final Delivery delivery;
  private final Executor threads;

  Requests(
      ClientInstance instance,
      ConsumerQueues consumer,
      ConsumerParts parts,
      Delivery delivery,
      Executor threads) {
    this.instance = instance;
    this.consumer = consumer;
    this.parts = parts;
    this.delivery = delivery;
    this.threads = threads;
  }

  void handle(Frame request, Exchange exchange) {
    switch (request.code()) {
      case RequestCode.RESET_CONSUMER_CLIENT_OFFSET -> reset(request);
      case RequestCode.GET_CONSUMER_STATUS -> exchange.reply(status(request));
      case RequestCode.GET_CONSUMER_RUNNING_INFO -> exchange.reply(info());
      case RequestCode.CONSUME_MESSAGE_DIRECTLY -> consume(request, exchange);
      default ->
          throw new RequestRefused(
              ResponseCode.REQUEST_CODE_NOT_SUPPORTED,
              "the consumer does not answer request " + request.code() + " yet");
    }
  }

  /** Somebody has set the group's offsets anew; nobody waits for an answer. */
  private void reset(Frame request) {
    QueueOffsets.parse(request.bodyBytes())
        .offsets()
        .forEach(
            (name, offset) -> {
              QueuePuller puller =
                  consumer
                      .assignment()
                      .puller(new MessageQueue(name.topic(), name.brokerName(), name.queueId()));
              if (puller != null) {
                log.info("the broker resets {} to offset {}", name, offset);
                puller.reset(offset);
              }
            });
  }

  private Frame info() {
    SortedMap<QueueName, ConsumerRunningInfo.Queue> queues = new TreeMap<>();
    SortedMap<QueueName, ConsumerRunningInfo.Pop> pops = new TreeMap<>();
    for (QueueState state : consumer.states()) {
      if (state.mode() == MessageRequest.Mode.POP) {
        pops.put(
            name(state.queue()),
            new ConsumerRunningInfo.Pop(state.lastPullMillis(), state.load().messages()));
      } else {
        queues.put(name(state.queue()), info(state));
      }
    }
    SortedMap<String, String> properties = new TreeMap<>(parts.properties().get());
    return Frame.success()
        .withBody(
            new ConsumerRunningInfo(
                    properties,
                    parts.subscriptions().all(),
                    queues,
                    pops,
                    instance.consumerRates().of(parts.settings().group()),
                    null)
                .write());
  }

  private static ConsumerRunningInfo.Queue info(QueueState state) {
    ProcessQueue.Load load = state.load();
    return new ConsumerRunningInfo.Queue(
        Math.max(0, state.committed()),
        Math.max(0, load.first()),
        Math.max(0, load.last()),
        load.messages(),
        (int) (load.bytes() >> 20),
        state.locked(),
        state.lastLockMillis(),
        state.lastPullMillis(),
        state.lastConsumeMillis());
  }

  /** Somebody wants to see what the listener makes of a message. */
  private void consume(Frame request, Exchange exchange) {
    byte[] body = request.bodyBytes();
    MessageRecord stored = MessageRecord.parse(body, 0, body.length);
    String brokerName = request.fields().find("brokerName");
    threads.execute(
        () -> {
          try {
            MessageExt message = MessageDecoder.decode(stored);
            message.setBrokerName(brokerName == null ? "" : brokerName);
            exchange.reply(Frame.success().withBody(delivery.deliverNow(message).write()));
          } catch (RuntimeException e) {
            exchange.reply(Frame.response(ResponseCode.SYSTEM_ERROR, e.toString()));
          }
        });
  }

  private static QueueName name(MessageQueue queue) {
    return new QueueName(queue.getTopic(), queue.getBrokerName(), queue.getQueueId());
  }

  private Frame status(Frame request) {
    String topic = request.fields().find("topic");
    SortedMap<QueueName, Long> queues = new TreeMap<>();
    consumer
        .offsets()
        .all(topic == null ? "" : topic)
        .forEach((queue, offset) -> queues.put(name(queue), offset));
    return Frame.success().withBody(new ConsumerStatus(new TreeMap<>(), queues).write());
  }

  /**
   * Asks a broker of each topic that is not filtered by tags whether it can serve the subscription
   * (protocol b 9.3). Waits.
   *
   * @throws MQClientException when one cannot
   */
  void checkSubscriptions() throws MQClientException {
    for (SubscriptionData subscription : parts.subscriptions().all()) {
      Address broker = anyBroker(subscription.topic());
      if (!subscription.expressionType().equals(SubscriptionData.TAG) && broker != null) {
        check(broker, subscription);
      }
    }
  }

  private @Nullable Address anyBroker(String topic) {
    TopicRoute route = instance.routes().table().route(topic);
    return route == null || route.brokers().isEmpty()
        ? null
        : instance.routes().table().broker(route.brokers().get(0).brokerName(), MixAll.MASTER_ID);
  }

  private void check(Address broker, SubscriptionData subscription) throws MQClientException {
    CheckClientConfig body =
        new CheckClientConfig(instance.clientId(), parts.settings().group(), subscription, null);
    CompletableFuture<Frame> asked =
        instance
            .links()
            .call(
                broker,
                Frame.request(RequestCode.CHECK_CLIENT_CONFIG).withBody(body.write()),
                instance.apiTimeout(),
                Frame::retain);
    try {
      Frame answer = instance.platform().await(asked, instance.apiTimeout());
      if (answer.code() != ResponseCode.SUCCESS) {
        throw new MQClientException(
            answer.code(),
            "broker "
                + broker
                + " cannot serve the subscription '"
                + subscription.expression()
                + "' to topic "
                + subscription.topic()
                + ": "
                + answer.remark());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MQClientException("interrupted while a broker checked a subscription", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new MQClientException(
          "broker "
              + broker
              + " did not check the subscription to topic "
              + subscription.topic()
              + "; is it there?",
          e);
    }
  }
}
