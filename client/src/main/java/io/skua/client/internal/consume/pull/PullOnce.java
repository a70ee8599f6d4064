package io.skua.client.internal.consume.pull;

import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.internal.compat.Failures;
import io.skua.client.internal.consume.ConsumerSettings;
import io.skua.client.internal.consume.deliver.Unwrapping;
import io.skua.client.internal.instance.ClientInstance;
import io.skua.common.message.MessageExt;
import io.skua.common.message.MessageQueue;
import io.skua.net.Address;
import io.skua.net.NetException;
import io.skua.wire.body.SubscriptionData;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.PullMessage;
import io.skua.wire.header.PullMessageResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Pulls when the application says so, from where it says (protocol b 1.4). It remembers nothing but
 * which broker to ask next. Thread-safe; nothing here waits.
 */
public final class PullOnce {
  /**
   * What a pull brought.
   *
   * @param code what the broker answered (protocol b 4.2)
   * @param next where to go on
   * @param min the offset of the first message of the queue
   * @param max the offset behind its last
   * @param messages with the topic as the application knows it; empty when there were none
   */
  public record Pulled(int code, long next, long min, long max, List<MessageExt> messages) {}

  private final ClientInstance instance;
  private final ConsumerSettings settings;
  private final Unwrapping unwrapping;
  private final Map<MessageQueue, Long> suggested = new ConcurrentHashMap<>();

  /** Makes the pulls of a consumer. */
  public PullOnce(ClientInstance instance, ConsumerSettings settings) {
    this.instance = instance;
    this.settings = settings;
    this.unwrapping = new Unwrapping(settings);
  }

  /**
   * Pulls.
   *
   * @param queue with the topic as the servers know it
   * @param wait whether the broker may wait for messages
   * @param timeout how long to wait for the answer
   * @return on a callback thread; fails with the exception that the public API would throw, or with
   *     the one of a message that cannot be decoded
   */
  public CompletableFuture<Pulled> pull(
      MessageQueue queue,
      SubscriptionData subscription,
      long offset,
      int most,
      int mostBytes,
      boolean wait,
      Duration timeout) {
    int flags = PullMessage.SUBSCRIPTION | (wait ? PullMessage.SUSPEND : 0);
    PullMessage request =
        PullRequests.of(settings, subscription, queue, offset, most, mostBytes, flags, 0);
    return broker(queue)
        .thenCompose(
            broker ->
                instance
                    .links()
                    .call(
                        broker,
                        Frame.request(RequestCode.PULL_MESSAGE, PullMessage.WIRE, request),
                        timeout,
                        PullAnswer::of)
                    .exceptionally(PullOnce::explain)
                    .thenApplyAsync(
                        answer -> read(broker, queue, subscription, answer), instance.callbacks()));
  }

  private CompletableFuture<Address> broker(MessageQueue queue) {
    long id = settings.brokerId(suggested.getOrDefault(queue, 0L));
    Address known = instance.routes().table().broker(queue.getBrokerName(), id);
    if (known != null) {
      return CompletableFuture.completedFuture(known);
    }
    return instance
        .routes()
        .refresh(queue.getTopic())
        .thenApply(
            route -> {
              Address found = instance.routes().table().broker(queue.getBrokerName(), id);
              if (found == null) {
                throw new CompletionException(
                    new MQClientException(
                        "The broker["
                            + queue.getBrokerName()
                            + "] not exist in the route of the topic "
                            + queue.getTopic(),
                        null));
              }
              return found;
            });
  }

  private static PullAnswer explain(Throwable failure) {
    throw new CompletionException(failure instanceof NetException net ? Failures.of(net) : failure);
  }

  private Pulled read(
      Address broker, MessageQueue queue, SubscriptionData subscription, PullAnswer answer) {
    PullMessageResult bounds = answer.bounds();
    if (bounds == null) {
      throw new CompletionException(
          new MQBrokerException(answer.code(), answer.remark(), broker.toString()));
    }
    suggested.put(queue, bounds.suggestWhichBrokerId());
    return new Pulled(
        answer.code(),
        bounds.nextBeginOffset(),
        bounds.minOffset(),
        bounds.maxOffset(),
        unwrapping.messages(answer.wanted(queue, subscription, settings.bodies())));
  }
}
