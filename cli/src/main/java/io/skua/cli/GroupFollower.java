package io.skua.cli;

import io.skua.client.consumer.DefaultMQPushConsumer;
import io.skua.client.consumer.MessageSelector;
import io.skua.client.consumer.listener.ConsumeConcurrentlyStatus;
import io.skua.client.consumer.listener.MessageListenerConcurrently;
import io.skua.client.exception.MQClientException;
import io.skua.common.consumer.ConsumeFromWhere;
import io.skua.common.filter.ExpressionType;
import io.skua.common.message.MessageExt;
import io.skua.runtime.SystemPlatform;
import io.skua.wire.body.SubscriptionData;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Follows a topic as a member of a group: what is printed is consumed, and nothing else is. Ends
 * with the offsets committed, and tells the brokers.
 */
final class GroupFollower implements Follower {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withZone(ZoneId.systemDefault());

  // The end of the consumer is bounded; this only guards against a defect.
  private static final Duration GUARD = Duration.ofSeconds(30);

  private final DefaultMQPushConsumer consumer;
  private final String topic;
  private final MessagePrinter printer;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  /**
   * Sets a consumer up, and does not start it.
   *
   * @param consumer one that knows its servers
   * @param from where it begins if the group has no offset
   */
  GroupFollower(
      DefaultMQPushConsumer consumer,
      SubscriptionData subscription,
      StartPoint from,
      MessagePrinter printer)
      throws MQClientException {
    this.consumer = consumer;
    this.topic = subscription.topic();
    this.printer = printer;
    consumer.subscribe(
        topic,
        subscription.expressionType().equals(ExpressionType.TAG)
            ? MessageSelector.byTag(subscription.expression())
            : MessageSelector.bySql(subscription.expression()));
    switch (from.kind()) {
      case FIRST -> consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
      case LAST -> consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET);
      case TIME -> {
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_TIMESTAMP);
        consumer.setConsumeTimestamp(TIMESTAMP.format(Instant.ofEpochMilli(from.millis())));
      }
    }
    // One thread: it prints in the order of the queues, and no more than was asked for.
    consumer.setConsumeThreadMin(1);
    consumer.setConsumeThreadMax(1);
    consumer.registerMessageListener(
        (MessageListenerConcurrently) (messages, context) -> print(messages));
  }

  @Override
  public void start() throws MQClientException {
    consumer.start();
    consumer.fetchSubscribeMessageQueues(topic);
  }

  private ConsumeConcurrentlyStatus print(List<MessageExt> messages) {
    for (MessageExt message : messages) {
      if (!printer.print(message)) {
        awaitEnd();
      }
    }
    return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
  }

  // By then the consumer has given its queues up: the message is not committed, and comes again, to
  // another member or later. To fail would count as a failure of the message.
  private void awaitEnd() {
    try {
      SystemPlatform.INSTANCE.await(closed, GUARD);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the consumer does not end", e);
    }
  }

  @Override
  public void close() {
    consumer.close();
    closed.complete(null);
  }
}
